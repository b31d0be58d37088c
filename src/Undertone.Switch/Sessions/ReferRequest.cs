using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Sip.Transfers;

namespace Undertone.Switch.Sessions;

/// <summary>
/// A device's request to call somebody else in its place, and what it is told of the outcome: a REFER and its implicit subscription
/// (RFC 3515). Used in the call's mailbox.
/// </summary>
/// <param name="session">The session that it came in.</param>
/// <param name="transaction">The REFER.</param>
/// <param name="referTo">Where to.</param>
/// <param name="isFirst">False for a later REFER of the dialog, whose reports name it (RFC 3515 2.4.6).</param>
internal sealed class ReferRequest(SipSession session, IServerTransaction transaction, ReferTo referTo, bool isFirst)
{
    private const string ReferSub = "Refer-Sub";
    private readonly bool _wantsReports = !string.Equals(transaction.Request.Headers.First(ReferSub)?.Trim(), "false", StringComparison.OrdinalIgnoreCase);
    private bool _isOver;

    /// <summary>Where to.</summary>
    public ReferTo ReferTo { get; } = referTo;

    /// <summary>Takes the request on; reports follow.</summary>
    public void Accept()
    {
        SipResponse accepted = SipResponse.CreateFor(transaction.Request, SipStatus.Accepted);
        session.Introduce(accepted);
        if (!_wantsReports)
        {
            // RFC 4488: the device asked for no subscription.
            accepted.Headers.Set(ReferSub, "false");
        }

        transaction.Respond(accepted);
        Report(SipStatus.Trying);
    }

    /// <summary>Turns the request down; nothing follows.</summary>
    public void Refuse(int status)
    {
        _isOver = true;
        transaction.Respond(SipResponse.CreateFor(transaction.Request, status));
    }

    /// <summary>Tells how the new call is doing. A final status is the last that is told.</summary>
    public void Report(int status)
    {
        if (_isOver || !_wantsReports)
        {
            return;
        }

        _isOver = status >= 200;
        string id = isFirst ? "" : $";id={transaction.Request.CSeq.Number}";
        session.SendNotify($"refer{id}", _isOver ? "terminated;reason=noresource" : "active;expires=180", SipFragment.MediaType + ";version=2.0", SipFragment.Write(status));
    }
}
