using System.Diagnostics;

namespace Undertone.Phone.Audio;

/// <summary>
/// The delay that the way from a mouth to an ear adds. A sample leaves the mouth with its packet and is played at the ear as long after
/// its packet's arrival as it lies into that packet; the delay is the difference of the two, so a packet passed on untouched has just the
/// time it was under way, however long it is. Accurate to a few samples (under 1 ms).
/// </summary>
public static class LatencyProbe
{
    private static readonly TimeSpan Before = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <summary>The delay, or null where the ear has not (yet) heard the tone begin within two seconds of the onset.</summary>
    public static TimeSpan? Measure(MouthOnset onset, EarRecording ear)
    {
        var earliest = onset.SentTicks - ToTicks(Before);
        var latest = onset.SentTicks + ToTicks(LongestDelay);
        var packets = ear.Packets()
            .Where(packet => packet.FirstSample >= 0 && packet.ArrivalTicks >= earliest && packet.ArrivalTicks <= latest)
            .OrderBy(packet => packet.FirstSample)
            .ToList();
        if (packets.Count == 0)
        {
            return null;
        }

        // The sound starts with the first packet after the onset, or with silence where the ear heard nothing before.
        var first = packets[0].FirstSample - ToneSource.PeriodSamples;
        var end = packets[^1].FirstSample + packets[^1].Payload.Length;
        if (ToneOnset.Find(ear.Read(first, (int)(end - first)), onset.FrequencyHz) is not { } found)
        {
            return null;
        }

        var sample = Math.Max(first + found, packets[0].FirstSample);
        var holder = packets.Last(packet => packet.FirstSample <= sample);
        var travelled = Stopwatch.GetElapsedTime(onset.SentTicks, holder.ArrivalTicks);
        return travelled + Samples(sample - holder.FirstSample) - Samples(onset.OffsetSamples);
    }

    private static TimeSpan Samples(long samples) => TimeSpan.FromSeconds((double)samples / AudioLevel.SampleRateHz);

    private static long ToTicks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
