namespace Undertone.Load.Results;

/// <summary>What the ears of one kind got.</summary>
/// <param name="Count">How many ears.</param>
/// <param name="Packets">Packets that came.</param>
/// <param name="Expected">Packets that 50 a second would be.</param>
/// <param name="Lost">Gaps in their sequence.</param>
/// <param name="Late">Came more than 20 ms later than the quickest would have.</param>
/// <param name="Reordered">Were overtaken.</param>
/// <param name="Strange">No RTP with 20 ms of G.711, or of another stream than before.</param>
/// <param name="Judged">Frames whose sound was judged.</param>
/// <param name="Missing">Frames in which somebody was not heard who must be.</param>
/// <param name="Foreign">Frames with a sound of somebody who must not be heard.</param>
internal sealed record EarResult(
    int Count, long Packets, long Expected, long Lost, long Late, long Reordered, long Strange, long Judged, long Missing, long Foreign);
