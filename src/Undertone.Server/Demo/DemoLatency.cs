using System.Globalization;
using System.Text;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;

namespace Undertone.Server.Demo;

/// <summary>Measures how long each mouth takes to each ear that hears it.</summary>
internal static class DemoLatency
{
    // A machine that stalls for a moment makes a gap in the sound, and an onset inside a gap cannot be placed.
    private const int Attempts = 5;
    private static readonly TimeSpan SoundTravels = TimeSpan.FromMilliseconds(400);

    /// <summary>Lets every mouth that somebody hears begin its tone anew, and times its arrival; false if one never arrives.</summary>
    public static async Task<(bool AllHeard, string Text)> MeasureAsync(
        DemoStage stage, IReadOnlyDictionary<string, PhoneCall> calls, CancellationToken cancellation)
    {
        var text = new StringBuilder("  mouth to ear:");
        bool allHeard = true;
        foreach ((string mouth, PhoneCall speaker) in calls)
        {
            string[] ears = [.. stage.Expected.Where(e => e.Value.Contains(mouth)).Select(e => e.Key)];
            Dictionary<string, TimeSpan> latencies = await MeasureAsync(speaker, ears, calls, cancellation);
            foreach (string ear in ears)
            {
                allHeard &= latencies.ContainsKey(ear);
                string shown = latencies.TryGetValue(ear, out TimeSpan time)
                    ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F2} ms")
                    : "NEVER";
                text.Append(CultureInfo.InvariantCulture, $"  {mouth} -> {ear} {shown};");
            }
        }

        return (allHeard, text.ToString().TrimEnd(';'));
    }

    private static async Task<Dictionary<string, TimeSpan>> MeasureAsync(
        PhoneCall speaker, string[] ears, IReadOnlyDictionary<string, PhoneCall> calls, CancellationToken cancellation)
    {
        var latencies = new Dictionary<string, TimeSpan>();
        for (int attempt = 0; attempt < Attempts && latencies.Count < ears.Length; attempt++)
        {
            MouthOnset onset = await speaker.SoundOnsetAsync(cancellation: cancellation);
            await Task.Delay(SoundTravels * (attempt + 1), cancellation);
            foreach (string ear in ears)
            {
                if (!latencies.ContainsKey(ear) && LatencyProbe.Measure(onset, calls[ear].Ear) is { } latency)
                {
                    latencies[ear] = latency;
                }
            }
        }

        return latencies;
    }
}
