using Undertone.Media.Jitter;

namespace Undertone.Media.Tests.Jitter;

/// <summary>How the reserve shrinks: every packet carries one constant, so that what was left out shows by its absence.</summary>
public class ShrinkTests
{
    private const int Packets = 500;
    private const int SlowPackets = 20;

    [Fact]
    public void A_quiet_frame_is_left_out_if_there_is_one_within_a_second()
    {
        var heard = Hear(packet => packet % 40 == 39 ? (short)0 : (short)(1_000 + packet), out var counters, out _);
        Assert.Equal(1u, counters.Dropped);
        var loud = Enumerable.Range(SlowPackets, Packets - SlowPackets - 2).Where(packet => packet % 40 != 39);
        Assert.All(loud, packet => Assert.Contains((short)(1_000 + packet), heard));
    }

    [Fact]
    public void Without_a_quiet_frame_one_is_left_out_after_a_second_and_the_seam_is_a_slope()
    {
        var heard = Hear(packet => (short)(1_000 + (packet * 20)), out var counters, out var steepest);
        Assert.Equal(1u, counters.Dropped);
        var left = Enumerable.Range(SlowPackets, Packets - SlowPackets - 2).Where(packet => !heard.Contains((short)(1_000 + (packet * 20)))).ToList();
        Assert.Single(left);

        // Five seconds to be sure, one second to wait for a pause.
        Assert.InRange(left[0] - SlowPackets, 250, 350);
        Assert.InRange(steepest, 0, 20);
    }

    /// <summary>The first packets take 20 ms longer than the rest, so the reserve is a frame too large from then on.</summary>
    private static HashSet<short> Hear(Func<int, short> voice, out JitterCounters counters, out int steepest)
    {
        using var native = new NativeRing();
        var ear = new EarCursor(8000);
        var frame = new short[160];
        var heard = new HashSet<short>();
        var arrivals = new Queue<(int Packet, long At)>(Enumerable.Range(0, Packets)
            .Select(packet => (packet, 1_000_000 + (packet * 20_000L) + (packet < SlowPackets ? 20_000 : 0)))
            .OrderBy(arrival => arrival.Item2));
        steepest = 0;
        short last = 0;
        for (var now = 1_007_000L; arrivals.Count > 0; now += 20_000)
        {
            while (arrivals.Count > 0 && arrivals.Peek().At <= now)
            {
                var (packet, at) = arrivals.Dequeue();
                native.Ring.Write(1, (uint)(packet * 160), (ushort)packet, [.. Enumerable.Repeat(voice(packet), 160)], at);
            }

            if (ear.Read(ref native.Ring, frame, now) == HeardSound.Audio)
            {
                heard.Add(frame[^1]);
                for (var i = 0; last != 0 && i < frame.Length; i++)
                {
                    steepest = Math.Max(steepest, Math.Abs(frame[i] - (i == 0 ? last : frame[i - 1])));
                }

                last = frame[^1];
            }
        }

        counters = ear.Counters;
        return heard;
    }
}
