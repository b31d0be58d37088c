using System.Collections.Immutable;
using Undertone.Supervision.Calls;

namespace Undertone.Supervision.Hearing;

/// <summary>For every ear of a call, the mouths it hears. An ear that is not named hears nothing.</summary>
/// <param name="Ears">One entry for each leg, in the order of the legs.</param>
public sealed record HearingPlan(ImmutableArray<Ear> Ears)
{
    /// <summary>True if the leg <paramref name="ear"/> hears the leg <paramref name="mouth"/>.</summary>
    public bool Hears(LegId ear, LegId mouth)
    {
        foreach (Ear entry in Ears)
        {
            if (entry.Leg == ear)
            {
                return entry.Mouths.Contains(mouth);
            }
        }

        return false;
    }

    /// <summary>Who hears whom in one line, as <c>00000001 &lt;- 00000002 + 00000003</c>, for logs.</summary>
    public override string ToString() => string.Join("; ", Ears.Select(e => $"{e.Leg} <- {string.Join(" + ", e.Mouths)}"));
}

/// <summary>One ear and the mouths it hears.</summary>
/// <param name="Leg">The leg that hears.</param>
/// <param name="Mouths">The legs that are heard; empty for silence. Never contains the leg itself.</param>
/// <param name="HearsSilence">
/// True if it hears nobody although its device wants to hear: it is held, or the other party is muted. It is sent silence then, because
/// carriers and phones end a call from which nothing has come for a while.
/// </param>
public sealed record Ear(LegId Leg, ImmutableArray<LegId> Mouths, bool HearsSilence = false);
