using System.Globalization;
using Undertone.Sip;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Trunks;

/// <summary>Writes the requests to a trunk that belong to no call, and reads their answers.</summary>
internal static class TrunkMessages
{
    /// <summary>A REGISTER of the trunk's account with one contact; the contact's user tells the trunk's calls apart from those of another account there.</summary>
    public static SipRequest Register(TrunkOptions trunk, SipUri contact, string callId, uint sequence, TimeSpan expires)
    {
        SipUri account = SipUri.Create(trunk.Username, trunk.Address.Host, trunk.Address.Port);
        SipRequest register = Create(SipMethod.Register, trunk, account, account, callId, sequence);
        register.Contacts = [new NameAddress(contact)];
        register.Expires = (int)expires.TotalSeconds;
        return register;
    }

    /// <summary>An OPTIONS that asks whether the trunk is there.</summary>
    public static SipRequest Options(TrunkOptions trunk, string domain, string callId, uint sequence)
    {
        SipUri peer = SipUri.Create(null, trunk.Address.Host, trunk.Address.Port);
        return Create(SipMethod.Options, trunk, SipUri.Create("undertone", domain), peer, callId, sequence);
    }

    /// <summary>What the answer to a REGISTER means.</summary>
    /// <param name="answer">The final response; null if none came.</param>
    /// <param name="contact">The contact that was registered.</param>
    /// <param name="asked">For how long.</param>
    public static TrunkInput ReadRegistration(SipResponse? answer, SipUri contact, TimeSpan asked)
    {
        if (answer is null)
        {
            return new TrunkInput.Silent();
        }

        return answer.IsSuccess
            ? new TrunkInput.Registered(Granted(answer, contact) ?? asked)
            : new TrunkInput.Refused(answer.StatusCode, Seconds(answer, "Min-Expires"), Seconds(answer, "Retry-After"));
    }

    /// <summary>What the answer to an OPTIONS means: whoever answers is there, unless it says that it does not serve.</summary>
    public static TrunkInput ReadProbe(SipResponse? answer)
        => answer is null or { StatusCode: SipStatus.RequestTimeout or SipStatus.ServiceUnavailable } ? new TrunkInput.Silent() : new TrunkInput.Answered();

    private static SipRequest Create(SipMethod method, TrunkOptions trunk, SipUri from, SipUri to, string callId, uint sequence)
    {
        var request = new SipRequest(method, trunk.Address.WithUser(null).WithoutHeaders());
        request.MaxForwards = 70;
        request.From = new NameAddress(from).WithTag(SipIds.NewTag());
        request.To = new NameAddress(to);
        request.CallId = callId;
        request.CSeq = new CSeqHeader(sequence, method);
        return request;
    }

    // RFC 3261 10.2.4: what our own contact says counts, for a registrar lists the contacts of others too; then the header.
    private static TimeSpan? Granted(SipResponse answer, SipUri contact)
    {
        foreach (NameAddress bound in answer.Contacts)
        {
            if (bound.Uri.User == contact.User
                && bound.Uri.Host == contact.Host
                && bound.Uri.Port == contact.Port
                && ReadSeconds(bound.Parameters["expires"]) is { } own)
            {
                return own;
            }
        }

        return answer.Expires is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static TimeSpan? Seconds(SipResponse answer, string header)
        => ReadSeconds(answer.Headers.First(header)?.Split(';', '(', ' ')[0]);

    private static TimeSpan? ReadSeconds(string? text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
