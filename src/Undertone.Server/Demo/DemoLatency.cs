using System.Globalization;
using System.Text;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;

namespace Undertone.Server.Demo;

/// <summary>Measures how long each mouth takes to each ear that hears it.</summary>
internal static class DemoLatency
{
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
            if (ears.Length == 0)
            {
                continue;
            }

            MouthOnset onset = await speaker.SoundOnsetAsync(cancellation: cancellation);
            await Task.Delay(SoundTravels, cancellation);
            foreach (string ear in ears)
            {
                TimeSpan? latency = LatencyProbe.Measure(onset, calls[ear].Ear);
                allHeard &= latency is not null;
                string shown = latency is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F2} ms") : "NEVER";
                text.Append(CultureInfo.InvariantCulture, $"  {mouth} -> {ear} {shown};");
            }
        }

        return (allHeard, text.ToString().TrimEnd(';'));
    }
}
