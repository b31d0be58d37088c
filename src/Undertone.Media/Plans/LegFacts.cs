using Undertone.Media.Codecs;

namespace Undertone.Media.Plans;

/// <summary>What the compiler must know of a leg.</summary>
/// <param name="Leg">Which one.</param>
/// <param name="Codec">Its codec, or null while nothing is agreed.</param>
/// <param name="PacketTimeMilliseconds">Length of the packets it wants.</param>
internal readonly record struct LegFacts(LegRef Leg, AudioCodec? Codec, int PacketTimeMilliseconds);
