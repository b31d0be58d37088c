using Undertone.Media.Codecs;
using Undertone.Media.Jitter;
using Undertone.Media.Mixing;

namespace Undertone.Media.Plans;

/// <summary>Turns "who hears whom" into what a worker walks. Pure.</summary>
internal static class PlanCompiler
{
    /// <summary>Compiles the plan of a session.</summary>
    /// <param name="legs">All legs of the session.</param>
    /// <param name="mouthsOf">For each leg, in the same order, the positions in <paramref name="legs"/> of those it shall hear.</param>
    /// <param name="hearsSilence">For each leg, whether silence is sent to it where it hears nobody; null for none.</param>
    public static SessionPlan Compile(IReadOnlyList<LegFacts> legs, IReadOnlyList<IReadOnlyList<int>> mouthsOf, IReadOnlyList<bool>? hearsSilence = null)
    {
        var heard = new int[legs.Count][];
        var kinds = new EarKind[legs.Count];
        for (var ear = 0; ear < legs.Count; ear++)
        {
            heard[ear] = Audible(legs, ear, mouthsOf[ear]);
            kinds[ear] = KindOf(legs, ear, heard[ear], hearsSilence?[ear] ?? false);
        }

        var plans = new LegPlan[legs.Count];
        for (var leg = 0; leg < legs.Count; leg++)
        {
            plans[leg] = new LegPlan
            {
                Leg = legs[leg].Leg,
                Kind = kinds[leg],
                Mouths = [.. heard[leg].Select(mouth => legs[mouth].Leg)],
                Cursors = kinds[leg] == EarKind.Mix ? Cursors(legs, heard[leg]) : [],
                Converters = kinds[leg] == EarKind.Mix ? new RateConverter[heard[leg].Length] : [],
                ForwardedTo = EarsOf(legs, heard, kinds, leg, EarKind.Forward),
                MixedInto = EarsOf(legs, heard, kinds, leg, EarKind.Mix),
            };
        }

        return new SessionPlan(plans);
    }

    /// <summary>Nobody hears herself, nobody twice, and a leg without a codec neither hears nor is heard.</summary>
    private static int[] Audible(IReadOnlyList<LegFacts> legs, int ear, IReadOnlyList<int> mouths) => legs[ear].Codec is null
        ? []
        : [.. mouths.Where(mouth => mouth != ear && legs[mouth].Codec is not null).Distinct()];

    /// <summary>
    /// One mouth with the same codec, in packets of the length that the ear asked for, needs no decoding. Other lengths do: a phone that
    /// asked for 20 ms may not understand 60.
    /// </summary>
    private static EarKind KindOf(IReadOnlyList<LegFacts> legs, int ear, int[] mouths, bool hearsSilence) => mouths switch
    {
        [] => hearsSilence && legs[ear].Codec is not null ? EarKind.Mix : EarKind.Silence,
        [var only] when legs[ear].Takes(legs[only]) => EarKind.Forward,
        _ => EarKind.Mix,
    };

    private static EarCursor[] Cursors(IReadOnlyList<LegFacts> legs, int[] mouths) =>
        [.. mouths.Select(mouth => new EarCursor(AudioCodecs.FactsOf(legs[mouth].Codec!.Value).SampleRateHz))];

    private static LegRef[] EarsOf(IReadOnlyList<LegFacts> legs, int[][] heard, EarKind[] kinds, int mouth, EarKind kind)
    {
        var ears = new List<LegRef>();
        for (var ear = 0; ear < legs.Count; ear++)
        {
            if (kinds[ear] == kind && heard[ear].Contains(mouth))
            {
                ears.Add(legs[ear].Leg);
            }
        }

        return [.. ears];
    }
}
