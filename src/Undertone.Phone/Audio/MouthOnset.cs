namespace Undertone.Phone.Audio;

/// <summary>The moment at which a mouth began to sound.</summary>
/// <param name="SentTicks">When the packet that holds the first sample of the tone was sent, in ticks of the Stopwatch.</param>
/// <param name="OffsetSamples">The place of that sample in its packet.</param>
/// <param name="FrequencyHz">The tone.</param>
public readonly record struct MouthOnset(long SentTicks, int OffsetSamples, int FrequencyHz);
