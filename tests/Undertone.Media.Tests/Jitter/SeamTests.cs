using Undertone.Media.Jitter;

namespace Undertone.Media.Tests.Jitter;

/// <summary>Where audio is missing, comes back, jumps or changes its source, no click is heard: a tone stays a slope.</summary>
public class SeamTests
{
    private const int Amplitude = 8_000;

    [Theory]
    [InlineData(20, 1)]
    [InlineData(10, 1)]
    [InlineData(20, 3)]
    public void A_loss_in_a_tone_makes_no_click(int packetMilliseconds, int lostInARow) =>
        Assert.InRange(SteepestStep(packetMilliseconds, packet => packet % 10 < 10 - lostInARow, _ => 1), 500, LargestStep);

    [Fact]
    public void A_change_of_source_in_a_tone_makes_no_click() =>
        Assert.InRange(SteepestStep(20, _ => true, packet => (uint)(packet / 7)), 500, LargestStep);

    [Theory]
    [InlineData(5)]
    [InlineData(18)]
    public void A_burst_after_an_outage_makes_no_click(int packetsHeldBack) =>
        Assert.InRange(
            SteepestStep(20, _ => true, _ => 1, packet => packet % 60 >= 30 ? Math.Max(0, packetsHeldBack - (packet % 60 - 30)) : 0),
            500,
            LargestStep);

    [Fact]
    public void A_burst_ahead_of_time_that_is_too_long_for_the_reserve_makes_no_click() =>
        Assert.InRange(
            SteepestStep(20, _ => true, _ => 1, packet => packet % 60 is >= 30 and < 45 ? 30 - (packet % 60) : 0), 500, LargestStep);

    /// <summary>The tone's own slope, and what a fade of 5 ms between two opposite phases adds.</summary>
    private static int LargestStep => (int)(2 * Math.PI * 313 / 8000 * Amplitude) + (2 * Amplitude / 40);

    private static int SteepestStep(int packetMilliseconds, Func<int, bool> arrives, Func<int, uint> source, Func<int, int>? delayInPackets = null)
    {
        using var native = new NativeRing();
        var ear = new EarCursor(8000);
        var frame = new short[160];
        var samples = packetMilliseconds * 8;
        var packet = 0;
        var last = 0;
        var steepest = 0;
        for (var tick = 0; tick < 1_000; tick++)
        {
            var now = 1_005_000 + (tick * 20_000L);
            while (Arrival(packet) <= now)
            {
                var pcm = Enumerable.Range(packet * samples, samples).Select(i => (short)(Amplitude * Math.Sin(2 * Math.PI * 313 * i / 8000))).ToArray();
                if (arrives(packet))
                {
                    native.Ring.Write(source(packet), (uint)(packet * samples), (ushort)packet, pcm, Arrival(packet));
                }

                packet++;
            }

            ear.Read(ref native.Ring, frame, now);
            foreach (var sample in frame)
            {
                steepest = Math.Max(steepest, Math.Abs(sample - last));
                last = sample;
            }
        }

        return steepest;

        long Arrival(int number) => 1_000_000 + ((number + (delayInPackets?.Invoke(number) ?? 0)) * packetMilliseconds * 1_000L);
    }
}
