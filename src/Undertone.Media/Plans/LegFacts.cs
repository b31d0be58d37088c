using Undertone.Media.Codecs;

namespace Undertone.Media.Plans;

/// <summary>What the compiler must know of a leg.</summary>
/// <param name="Leg">Which one.</param>
/// <param name="Codec">Its codec, or null while nothing is agreed.</param>
/// <param name="AskedMilliseconds">Length of the packets that it asked for, or null when it asked for none.</param>
/// <param name="LongestMilliseconds">Length of the longest packets that it can take.</param>
/// <param name="SpokenMilliseconds">Length of the packets that it sends, or null before the first.</param>
internal readonly record struct LegFacts(
    LegRef Leg, AudioCodec? Codec, int? AskedMilliseconds, int LongestMilliseconds, int? SpokenMilliseconds)
{
    /// <summary>
    /// True when this ear can get the packets of <paramref name="mouth"/> as they are. Before the first has come a mouth counts as one
    /// that speaks as it was asked to.
    /// </summary>
    public bool Takes(in LegFacts mouth) => mouth.Codec == Codec
        && (mouth.SpokenMilliseconds is not { } spoken || (AskedMilliseconds is { } asked ? spoken == asked : spoken <= LongestMilliseconds));
}
