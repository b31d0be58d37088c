using System.Collections.Immutable;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Supervision.Hearing;

/// <summary>A party as far as hearing goes.</summary>
/// <param name="Leg">The leg.</param>
/// <param name="Sends">Its device sends audio that others may hear (the description says sendrecv or sendonly).</param>
/// <param name="Receives">Its device wants to hear the other party (sendrecv or recvonly).</param>
/// <param name="Holds">It has put the other party on hold.</param>
/// <param name="IsApart">
/// We keep it out of the conversation, because an API asked to hold the call or because another party consults meanwhile: no party
/// hears it and it hears none. Its own supervisors go on hearing it and, when they whisper or barge, being heard (P3).
/// </param>
public readonly record struct PartyHearing(LegId Leg, bool Sends, bool Receives, bool Holds, bool IsApart = false);

/// <summary>A joined supervisor as far as hearing goes.</summary>
/// <param name="Leg">The monitor leg.</param>
/// <param name="Target">The party that she supervises.</param>
/// <param name="Mode">Her mode.</param>
/// <param name="IsAway">She has put us on hold: what her phone or exchange plays meanwhile is for nobody, and she hears nothing.</param>
public readonly record struct MonitorHearing(LegId Leg, LegId Target, MonitorMode Mode, bool IsAway = false);

/// <summary>
/// Decides who hears whom: the table of the three modes, hold, and several supervisors. It is the only place where a
/// supervisor's mouth is put into an ear, so what it leaves out cannot be heard (P1).
/// </summary>
public static class HearingPlanBuilder
{
    /// <summary>
    /// Compiles the plan of a call with two parties, one while it is being set up, or three while one consults about a transfer, and
    /// any number of supervisors. A supervisor whose target is not among the parties hears nobody and is heard by nobody (P4).
    /// </summary>
    public static HearingPlan Build(ReadOnlySpan<PartyHearing> parties, ReadOnlySpan<MonitorHearing> monitors)
    {
        var ears = ImmutableArray.CreateBuilder<Ear>(parties.Length + monitors.Length);
        foreach (PartyHearing party in parties)
        {
            ImmutableArray<LegId> mouths = MouthsHeardByParty(party, parties, monitors);
            ears.Add(new Ear(party.Leg, mouths, HearsSilence: mouths.IsEmpty && party.Receives));
        }

        foreach (MonitorHearing monitor in monitors)
        {
            ImmutableArray<LegId> mouths = MouthsHeardBySupervisor(monitor, parties, monitors);
            ears.Add(new Ear(monitor.Leg, mouths, HearsSilence: mouths.IsEmpty && !monitor.IsAway));
        }

        return new HearingPlan(ears.DrainToImmutable());
    }

    private static ImmutableArray<LegId> MouthsHeardByParty(
        PartyHearing ear, ReadOnlySpan<PartyHearing> parties, ReadOnlySpan<MonitorHearing> monitors)
    {
        var mouths = ImmutableArray.CreateBuilder<LegId>();
        foreach (PartyHearing other in parties)
        {
            if (other.Leg != ear.Leg && ear.Receives && other.Sends && !ear.IsApart && !other.IsApart)
            {
                mouths.Add(other.Leg);
            }
        }

        foreach (MonitorHearing monitor in monitors)
        {
            if (HearsSupervisor(ear, monitor, parties))
            {
                mouths.Add(monitor.Leg);
            }
        }

        return mouths.ToImmutable();
    }

    private static bool HearsSupervisor(PartyHearing ear, MonitorHearing monitor, ReadOnlySpan<PartyHearing> parties)
        => !monitor.IsAway && TryFind(monitor.Target, parties, out PartyHearing target) && monitor.Mode switch
        {
            // A target that holds the other party still hears her supervisor (P3); the phone then gets the supervisor's voice alone.
            MonitorMode.Whisper => ear.Leg == target.Leg && (ear.Receives || ear.Holds),
            MonitorMode.Barge => ear.Leg == target.Leg
                ? ear.Receives || ear.Holds
                : ear.Receives && !ear.IsApart && !target.Holds && !target.IsApart,
            _ => false,
        };

    private static ImmutableArray<LegId> MouthsHeardBySupervisor(
        MonitorHearing ear, ReadOnlySpan<PartyHearing> parties, ReadOnlySpan<MonitorHearing> monitors)
    {
        var mouths = ImmutableArray.CreateBuilder<LegId>();
        if (ear.IsAway || !TryFind(ear.Target, parties, out PartyHearing target))
        {
            return [];
        }

        bool targetIsAlone = target.Holds || target.IsApart;
        foreach (PartyHearing party in parties)
        {
            // While the target holds or waits, the supervisor hears what the target hears: not the party on the other side of the hold.
            if (party.Sends && (party.Leg == target.Leg || (!targetIsAlone && !party.IsApart)))
            {
                mouths.Add(party.Leg);
            }
        }

        if (ear.Mode is MonitorMode.Barge)
        {
            foreach (MonitorHearing other in monitors)
            {
                if (other.Leg != ear.Leg
                    && other.Mode is MonitorMode.Barge
                    && !other.IsAway
                    && (other.Target == target.Leg || IsInTheConversation(target) && TryFind(other.Target, parties, out PartyHearing theirs) && IsInTheConversation(theirs)))
                {
                    mouths.Add(other.Leg);
                }
            }
        }

        return mouths.ToImmutable();
    }

    // Supervisors on the two sides of a consultation must no more hear each other than the parties do.
    private static bool IsInTheConversation(PartyHearing party) => !party.IsApart;

    private static bool TryFind(LegId leg, ReadOnlySpan<PartyHearing> parties, out PartyHearing found)
    {
        foreach (PartyHearing party in parties)
        {
            if (party.Leg == leg)
            {
                found = party;
                return true;
            }
        }

        found = default;
        return false;
    }
}
