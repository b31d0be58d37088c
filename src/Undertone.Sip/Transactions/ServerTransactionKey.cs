using System.Globalization;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Transactions;

/// <summary>What a request is matched by (RFC 3261 17.2.3).</summary>
/// <param name="Id">The branch and the sender, or all that RFC 2543 clients leave to tell requests apart.</param>
/// <param name="Method">The method of the transaction; INVITE for an ACK.</param>
internal readonly record struct ServerTransactionKey(string Id, string Method)
{
    private const int DefaultPort = 5060;

    /// <summary>The key of a request; an ACK has that of its INVITE.</summary>
    public static ServerTransactionKey Of(SipRequest request) =>
        Of(request, request.Method == SipMethod.Ack ? SipMethod.Invite : request.Method);

    /// <summary>The key of the INVITE that a CANCEL is about.</summary>
    public static ServerTransactionKey OfCancelled(SipRequest cancel) => Of(cancel, SipMethod.Invite);

    private static ServerTransactionKey Of(SipRequest request, SipMethod method)
    {
        var via = request.TopVia;
        var sentBy = string.Create(CultureInfo.InvariantCulture, $"{via.Host.ToLowerInvariant()}:{via.Port ?? DefaultPort}");
        if (via.HasRfc3261Branch)
        {
            return new ServerTransactionKey($"{via.Branch} {sentBy}", method.Name);
        }

        // RFC 2543 has no such branch. The To tag, which RFC 3261 compares too, is left out: an ACK carries the one of the response, which
        // its INVITE had not, and no client sends two requests that differ in nothing else.
        return new ServerTransactionKey(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{request.CallId} {request.CSeq.Number} {request.From.Tag} {request.RequestUri} {sentBy} {via.Branch}"),
            method.Name);
    }
}
