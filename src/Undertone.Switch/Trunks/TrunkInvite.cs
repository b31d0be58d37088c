using Undertone.Sip.Messages;
using Undertone.Switch.Calls;

namespace Undertone.Switch.Trunks;

/// <summary>Writes the INVITE for an outside number.</summary>
internal static class TrunkInvite
{
    /// <summary>Creates the INVITE without Contact, Via and body, which the session and the stack add.</summary>
    /// <param name="trunk">The trunk.</param>
    /// <param name="domain">Our domain.</param>
    /// <param name="number">The number that is called.</param>
    /// <param name="caller">Who calls.</param>
    public static SipRequest Create(TrunkOptions trunk, string domain, string number, PartyIdentity caller)
    {
        SipUri target = trunk.Address.WithUser(number).WithoutHeaders();

        // A carrier that knows an account looks for it in its own domain; to another we are who we are.
        string fromDomain = trunk.Username.Length > 0 ? trunk.Address.Host : domain;
        NameAddress from = caller.ShownNumber.Length == 0 && trunk.CallerId.Length > 0
            ? InviteBuilder.Caller(fromDomain, trunk.CallerId, caller.Name)
            : InviteBuilder.Caller(fromDomain, caller);
        SipRequest invite = InviteBuilder.Create(domain, target, number, from, autoAnswer: false);
        invite.To = new NameAddress(target.WithoutParameter("transport"));
        return invite;
    }
}
