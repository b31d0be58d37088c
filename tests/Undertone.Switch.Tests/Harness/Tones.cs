using System.Diagnostics;
using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;

namespace Undertone.Switch.Tests.Harness;

/// <summary>Who hears whom, measured by the tone that every phone speaks with.</summary>
internal static class Tones
{
    /// <summary>Waits until the tone of a phone is in an ear, or is not.</summary>
    public static Task HearsAsync(PhoneCall ear, SimulatedPhone mouth, TonePresence presence) => Eventually.TrueAsync(
        () =>
        {
            long now = Stopwatch.GetTimestamp();
            short[] heard = ear.Ear.LatestAsHeard(now - (Stopwatch.Frequency / 5), now);
            return new ToneMeter(mouth.Options.ToneFrequencyHz).Measure(heard)[0].Presence == presence;
        },
        () => $"the tone of {mouth.Options.ToneFrequencyHz} Hz is not {presence}");
}
