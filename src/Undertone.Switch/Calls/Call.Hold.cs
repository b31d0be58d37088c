using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Switch.Calls;

/// <content>Hold and resume by request. No SIP is needed: the parties are kept apart in the hearing plan.</content>
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
}
