using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Switch.Calls;

/// <content>Hold and mute by request. No SIP is needed: the hearing plan leaves the party out, or its mouth.</content>
internal sealed partial class Call
{
    /// <summary>An API holds the other party of a leg, or resumes.</summary>
    public async ValueTask<Outcome<CallId>> HoldAsync(HoldLeg command)
    {
        if (FindParty(command.Leg) is not { } party)
        {
            return NotAParty(command.Leg);
        }

        if (!IsAnswered)
        {
            return Refusal.NotAnswered;
        }

        bool isHeldByItsDevice = party.Hearing.Holds && !party.IsApart;
        if (_transfer is not null || (isHeldByItsDevice && !command.Hold))
        {
            return Refusal.NotSupported;
        }

        if (party.IsApart != command.Hold && !isHeldByItsDevice)
        {
            party.IsApart = command.Hold;
            await ResumeAsync(party);
            Log.HoldRequested(_services.Logger, Id, party.Identity.Number, party.State, command.Requester.Means, command.Requester.Credential);
        }

        return Id;
    }

    /// <summary>An API mutes a party, or lets it be heard again.</summary>
    public async ValueTask<Outcome<CallId>> MuteAsync(MuteLeg command)
    {
        if (FindParty(command.Leg) is not { } party)
        {
            return NotAParty(command.Leg);
        }

        if (!party.Snapshot.IsAnswered)
        {
            return Refusal.NotAnswered;
        }

        if (party.IsMuted != command.Mute)
        {
            party.IsMuted = command.Mute;
            await ApplyPlanAsync();
            Log.MuteRequested(_services.Logger, Id, party.Identity.Number, command.Mute ? "muted" : "heard again", command.Requester.Means, command.Requester.Credential);
        }

        return Id;
    }
}
