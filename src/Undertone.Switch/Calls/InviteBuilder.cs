using Undertone.Sip;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Calls;

/// <summary>Writes the INVITE for one device.</summary>
internal static class InviteBuilder
{
    /// <summary>Creates the INVITE without Contact, Via and body, which the session and the stack add.</summary>
    /// <param name="domain">Our domain.</param>
    /// <param name="device">The device's contact: the Request-URI.</param>
    /// <param name="number">The number that is called.</param>
    /// <param name="from">Who calls.</param>
    /// <param name="autoAnswer">True to ask the phone to answer by itself.</param>
    public static SipRequest Create(string domain, SipUri device, string number, NameAddress from, bool autoAnswer)
    {
        var invite = new SipRequest(SipMethod.Invite, device);
        invite.Headers.Set("Max-Forwards", "70");
        invite.Headers.Set("From", from.WithTag(SipIds.NewTag()).ToString());
        invite.Headers.Set("To", new NameAddress(null, SipUri.Create(number, domain), SipParameters.Empty).ToString());
        invite.Headers.Set("Call-ID", SipIds.NewCallId(domain));
        invite.Headers.Set("CSeq", "1 INVITE");
        if (autoAnswer)
        {
            // Each maker of phones listens to another of these; none minds the others.
            invite.Headers.Set("Call-Info", $"<sip:{domain}>;answer-after=0");
            invite.Headers.Set("Alert-Info", $"<http://{domain}>;info=alert-autoanswer;delay=0");
            invite.Headers.Set("Answer-Mode", "Auto");
        }

        return invite;
    }

    /// <summary>A party as the phone that it calls shall show it.</summary>
    public static NameAddress Caller(string domain, PartyIdentity caller) => caller.ShownNumber.Length > 0
        ? Caller(domain, caller.ShownNumber, "")
        : Caller(domain, caller.Number, caller.Name);

    /// <summary>A caller as the called phone shall show it.</summary>
    public static NameAddress Caller(string domain, string number, string name)
        => new(name.Length == 0 ? null : name, SipUri.Create(number, domain), SipParameters.Empty);
}
