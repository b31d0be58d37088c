using System.Diagnostics.CodeAnalysis;
using Undertone.Sip;
using Undertone.Supervision.Calls;
using Undertone.Switch.Sessions;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Calls;

/// <summary>How a call rings a number, be it an extension's or an outside one.</summary>
internal sealed partial class Call
{
    private CallWay? _wayAtAnswer;

    /// <summary>The number that a trunk's caller dialled; empty for a call that comes from no trunk.</summary>
    public string DidNumber { get; private set; } = "";

    /// <summary>A trunk brings a call; <see cref="To"/> is where the inbound routes lead it.</summary>
    public void StartFromTrunk(IServerTransaction invite, Trunk trunk, TrunkCaller caller)
    {
        DidNumber = caller.Called;
        StartFrom(invite, caller.Number, caller.Name, trunk.Name);
    }

    /// <summary>Resolves a number and begins to ring what it leads to, as a new party of this call. What comes of it is told to the party's owner.</summary>
    /// <param name="number">The number.</param>
    /// <param name="role">The part that the new party plays.</param>
    /// <param name="caller">Who is shown as the caller.</param>
    /// <param name="preferred">How the party that it will talk with wants to hear.</param>
    /// <param name="party">The new party; it rings.</param>
    /// <param name="failure">Why nothing rings.</param>
    public bool TryRing(
        string number,
        LegRole role,
        PartyIdentity caller,
        AudioWish preferred,
        [NotNullWhen(true)] out Party? party,
        out CallFailureReason failure)
    {
        party = null;
        if (!_services.DialPlan.TryResolve(number, out Destination? destination, out failure))
        {
            return false;
        }

        if (!TryAddParty(destination.Number, destination.Name, LegOrigin.OutboundDial, role, destination.Flow, out party))
        {
            failure = CallFailureReason.Congestion;
            return false;
        }

        party.Ring(destination, caller, preferred);
        return true;
    }

    /// <summary>Where the call came from and went to. A transfer changes the parties and not this.</summary>
    private CallWay Way => _wayAtAnswer ?? WayNow();

    private CallWay WayNow()
    {
        string source = _caller?.Identity.Trunk ?? "";
        string destination = _callee?.Identity.Trunk ?? "";
        if (source.Length > 0 && _request is not null)
        {
            // We called both of them.
            return new CallWay(CallKind.Outbound, source, destination);
        }

        if (source.Length > 0)
        {
            return new CallWay(CallKind.Inbound, source, destination);
        }

        // Before a party is rung, in a call that an API asked for, its number says it.
        bool outside = (_callee is null ? _services.DialPlan.LeadsOutside(To) : destination.Length > 0)
            || (_request is not null && _caller is null && _services.DialPlan.LeadsOutside(From));
        return new CallWay(outside ? CallKind.Outbound : CallKind.Internal, source, destination);
    }

    private void DialCallee(AudioWish preferred)
    {
        PartyIdentity caller = _caller!.Identity;
        if (caller.Trunk is null && To == From)
        {
            Fail(CallFailureReason.Busy);
        }
        else if (TryRing(To, LegRole.Callee, caller, preferred, out _callee, out CallFailureReason failure))
        {
            StartRingTimer(_callee);
        }
        else
        {
            Fail(failure);
        }
    }

    private readonly record struct CallWay(CallKind Kind, string SourceTrunk, string DestinationTrunk);
}
