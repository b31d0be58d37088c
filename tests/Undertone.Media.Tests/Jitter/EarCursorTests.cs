using Undertone.Media.Jitter;

namespace Undertone.Media.Tests.Jitter;

public class EarCursorTests
{
    public static TheoryData<int, double> PacketTimesAndPhases
    {
        get
        {
            var rows = new TheoryData<int, double>();
            foreach (var packet in (int[])[10, 20, 30, 40, 50, 60])
            {
                foreach (var phase in (double[])[0.2, 2, 7, 9.9, 12, 19.5])
                {
                    rows.Add(packet, phase);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(PacketTimesAndPhases))]
    public void On_an_even_network_every_sample_is_heard_in_order_after_the_least_possible_delay(int packetMilliseconds, double phaseMilliseconds)
    {
        using var simulation = new JitterSimulation(packetMilliseconds, phaseMilliseconds).Say(20_000).Listen();
        var heard = Spoken(simulation);
        Assert.InRange(heard.Count, 990, 1000);
        Assert.All(heard, frame => Assert.Equal(heard[1].AgeMicroseconds, frame.AgeMicroseconds));
        Assert.InRange(heard[1].AgeMicroseconds, 0, (packetMilliseconds * 1000) + PlayoutStart.MarginMicroseconds);
        Assert.Equal(default, simulation.EarCounters);
        Assert.Equal(default, simulation.RingCounters);
    }

    [Fact]
    public void The_first_packet_is_heard_at_the_next_tick()
    {
        using var simulation = new JitterSimulation(phaseMilliseconds: 5) { KeepFrames = true };
        simulation.Say(1_000).Listen();
        Assert.Equal(HeardSound.Nothing, simulation.Ear[0].Sound);
        Assert.Equal(HeardSound.Audio, simulation.Ear[1].Sound);
        Assert.Equal(5_000, simulation.Ear[1].AgeMicroseconds);
        Assert.Equal(Enumerable.Range(0, 160).Select(i => JitterSimulation.Saw(i)), simulation.Ear[1].Frame);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(40)]
    [InlineData(80)]
    public void The_reserve_follows_the_jitter_and_then_nothing_is_concealed(int jitterMilliseconds)
    {
        var random = new Random(jitterMilliseconds);
        using var simulation = new JitterSimulation().Say(120_000, _ => random.Next(jitterMilliseconds * 1000)).Listen();
        Assert.InRange(simulation.EarCounters.Late, 0u, 4u + (uint)(jitterMilliseconds / 5));
        Assert.InRange(simulation.EarCounters.Concealed, simulation.EarCounters.Late, 2 * simulation.EarCounters.Late);
        Assert.Equal(0u, simulation.EarCounters.Lost);
        Assert.InRange(Spoken(simulation).Max(frame => frame.AgeMicroseconds), 0, (jitterMilliseconds * 1000) + 46_000);
    }

    [Fact]
    public void A_frame_that_was_overtaken_and_comes_after_its_tick_makes_the_reserve_grow_like_any_late_one()
    {
        using var simulation = new JitterSimulation(phaseMilliseconds: 1).Say(60_000, packet => packet % 10 == 9 ? 39_000 : 0).Listen();
        Assert.InRange(simulation.EarCounters.Late, 1u, 2u);
        Assert.Equal((0u, 0u), (simulation.EarCounters.Lost, simulation.EarCounters.Dropped));
        Assert.InRange(Spoken(simulation)[^1].AgeMicroseconds, 40_000, 61_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void A_loss_is_concealed_once_and_never_makes_the_reserve_grow(int percent)
    {
        var random = new Random(percent);
        using var simulation = new JitterSimulation().Say(60_000, copies: _ => random.Next(100) < percent ? 0 : 1).Say(1_000).Listen();
        Assert.Equal((uint)simulation.LostOnTheWay, simulation.EarCounters.Lost);
        Assert.Equal(0u, simulation.EarCounters.Late);
        Assert.Equal(0u, simulation.EarCounters.Dropped);
        Assert.InRange(simulation.EarCounters.Concealed, simulation.EarCounters.Lost * 9 / 10, simulation.EarCounters.Lost);
        Assert.All(Spoken(simulation), frame => Assert.Equal(7_000, frame.AgeMicroseconds));
    }

    [Fact]
    public void With_jitter_and_loss_together_only_the_jitter_makes_the_reserve_grow()
    {
        var random = new Random(4);
        using var simulation = new JitterSimulation()
            .Say(120_000, _ => random.Next(15_000), _ => random.Next(100) < 5 ? 0 : 1).Say(1_000).Listen();
        Assert.Equal((uint)simulation.LostOnTheWay, simulation.EarCounters.Lost);
        Assert.InRange(simulation.EarCounters.Late, 0u, 10u);
        Assert.InRange(Spoken(simulation).Max(frame => frame.AgeMicroseconds), 0, 61_000);
    }

    [Fact]
    public void Half_a_frame_lost_is_half_a_frame_heard()
    {
        using var simulation = new JitterSimulation(packetMilliseconds: 10) { KeepFrames = true };
        simulation.Say(1_000).Say(10, copies: _ => 0).Say(1_000).Listen();
        Assert.InRange(simulation.EarCounters.Lost, 1u, 2u);
        Assert.InRange(simulation.EarCounters.Concealed, 1u, 2u);
        Assert.Equal(0u, simulation.EarCounters.Late);
        Assert.Single(Spoken(simulation).Select(frame => frame.AgeMicroseconds).Distinct());
    }

    [Fact]
    public void Packets_that_overtake_each_other_are_heard_in_order()
    {
        using var simulation = new JitterSimulation().Say(60_000, packet => packet % 10 == 9 ? 21_000 : 0).Listen();
        Assert.True(simulation.RingCounters.Reordered > 290, $"{simulation.RingCounters.Reordered}");
        Assert.Equal(0u, simulation.EarCounters.Lost);
        Assert.InRange(simulation.EarCounters.Late, 1u, 2u);
        Assert.InRange(Spoken(simulation).Max(frame => frame.AgeMicroseconds), 0, 47_000);
    }

    [Fact]
    public void Duplicates_are_counted_and_not_heard()
    {
        using var simulation = new JitterSimulation().Say(10_000, copies: packet => 1 + (packet % 3)).Listen();
        Assert.InRange(simulation.RingCounters.Duplicate, 497u, 500u);
        Assert.Equal(default, simulation.EarCounters);
        Assert.All(Spoken(simulation), frame => Assert.Equal(7_000, frame.AgeMicroseconds));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(400)]
    [InlineData(1_900)]
    [InlineData(30_000)]
    public void A_mouth_that_pauses_costs_no_delay_afterwards(int pauseMilliseconds)
    {
        using var simulation = new JitterSimulation();
        for (var spurt = 0; spurt < 20; spurt++)
        {
            simulation.Say(2_000).Pause(pauseMilliseconds);
        }

        simulation.Listen();
        Assert.Equal(0u, simulation.EarCounters.Late);
        Assert.Equal(0u, simulation.EarCounters.Lost);
        Assert.Equal(0u, simulation.EarCounters.Dropped);
        var spoken = simulation.Ear.Where(frame => frame.Sound == HeardSound.Audio && Math.Abs(frame.AgeMicroseconds - 7_000) < 1).Count();
        Assert.InRange(spoken, 1_960, 2_000);
    }

    [Fact]
    public void A_mouth_that_vanishes_fades_to_silence_within_60_ms_and_the_reserve_does_not_grow()
    {
        using var simulation = new JitterSimulation { KeepFrames = true };
        simulation.Say(1_000).Listen(extraMilliseconds: 60_000);
        var after = simulation.Ear.FindLastIndex(frame => frame.Sound == HeardSound.Audio) + 1;
        Assert.All(simulation.Ear.Skip(after).Take(3), frame => Assert.Equal(HeardSound.Concealment, frame.Sound));
        Assert.All(simulation.Ear.Skip(after + 3), frame => Assert.Equal(HeardSound.Nothing, frame.Sound));
        Assert.All(simulation.Ear[^1].Frame, sample => Assert.Equal(0, sample));
        Assert.Equal((0u, 3u, 1u), (simulation.EarCounters.Late, simulation.EarCounters.Concealed, simulation.EarCounters.Stopped));
    }

    [Fact]
    public void A_burst_after_an_outage_makes_the_reserve_grow_and_calm_shrinks_it_again()
    {
        using var simulation = new JitterSimulation().Say(2_000)
            .Say(100, packet => 100_000 - (packet * 20_000)).Say(30_000).Listen();
        Assert.InRange(simulation.EarCounters.Late, 4u, 5u);
        Assert.Equal(simulation.EarCounters.Late, simulation.EarCounters.Dropped);
        Assert.Equal(0u, simulation.EarCounters.Lost);
        Assert.Equal(7_000, simulation.Ear[^1].AgeMicroseconds);
    }

    [Fact]
    public void The_reserve_shrinks_no_further_than_the_rare_late_packets_of_the_last_seconds_allow()
    {
        using var simulation = new JitterSimulation().Say(2_000)
            .Say(100, packet => 100_000 - (packet * 20_000))
            .Say(60_000, packet => packet % 150 == 149 ? 30_000 : 0).Say(1_000).Listen();
        Assert.Equal((5u, 3u), (simulation.EarCounters.Late, simulation.EarCounters.Dropped));
        Assert.Equal(47_000, simulation.Ear[^1].AgeMicroseconds);
    }

    [Fact]
    public void An_overtaken_late_frame_keeps_the_reserve_from_shrinking_for_five_seconds()
    {
        using var simulation = new JitterSimulation().Say(2_000)
            .Say(100, packet => 100_000 - (packet * 20_000)).Say(4_000).Say(20, _ => 115_000).Say(3_000).Listen();
        Assert.Equal((6u, 0u, 0u), (simulation.EarCounters.Late, simulation.EarCounters.Lost, simulation.EarCounters.Dropped));
        Assert.Equal(127_000, simulation.Ear[^1].AgeMicroseconds);
    }

    [Fact]
    public void An_outage_longer_than_the_largest_reserve_is_given_up_and_reading_begins_anew_without_reserve()
    {
        using var simulation = new JitterSimulation().Say(2_000)
            .Say(500, packet => 500_000 - (packet * 20_000)).Say(1_000).Listen();
        Assert.Equal(1u, simulation.EarCounters.Stopped);
        Assert.Equal(0u, simulation.EarCounters.Late);
        Assert.InRange(simulation.EarCounters.Dropped, 20u, 26u);
        Assert.Equal(7_000, simulation.Ear[^1].AgeMicroseconds);
    }

    [Fact]
    public void However_packets_are_bunched_no_more_than_the_largest_reserve_waits()
    {
        var random = new Random(11);
        long hold = 0;
        using var simulation = new JitterSimulation().Say(60_000, packet =>
        {
            hold = packet % 12 == 0 ? random.Next(240_000) : Math.Max(0, hold - 20_000);
            return hold;
        }).Listen();
        Assert.InRange(simulation.Ear.Max(frame => frame.WaitingSamples), 160, (EarCursor.LargestReserveFrames + 1) * 160);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(-100)]
    public void An_hour_of_clock_drift_is_absorbed_by_a_few_frames(double driftPpm)
    {
        using var simulation = new JitterSimulation { DriftPpm = driftPpm };
        simulation.Say(3_600_000).Listen();
        var expected = driftPpm > 0 ? simulation.EarCounters.Late : simulation.EarCounters.Dropped;
        Assert.InRange(expected, 16u, 19u);
        Assert.Equal(0u, simulation.EarCounters.Lost);
        Assert.Equal(0u, driftPpm > 0 ? simulation.EarCounters.Dropped : simulation.EarCounters.Late);
        Assert.InRange(Spoken(simulation).Max(frame => frame.AgeMicroseconds), 0, 27_000);
    }

    [Fact]
    public void A_new_source_is_heard_at_once()
    {
        using var simulation = new JitterSimulation().Say(1_000).ChangeSource().Say(1_000).Listen();
        Assert.Equal((1u, 1u), (simulation.RingCounters.Resynchronised, simulation.EarCounters.Resynchronised));
        Assert.Equal(0u, simulation.EarCounters.Concealed);
        Assert.Equal(99, simulation.Ear.Count(frame => frame.Sound == HeardSound.Audio && frame.AgeMicroseconds == 7_000));
    }

    [Fact]
    public void Sequence_and_time_stamp_may_go_round()
    {
        using var simulation = new JitterSimulation(firstSequence: 65_500, firstTimestamp: uint.MaxValue - 8_000).Say(10_000).Listen();
        Assert.Equal(default, simulation.EarCounters);
        Assert.Equal(default, simulation.RingCounters);
        Assert.All(Spoken(simulation), frame => Assert.Equal(7_000, frame.AgeMicroseconds));
    }

    [Fact]
    public void An_ear_that_joins_while_the_mouth_is_silent_does_not_hear_what_was_said_before()
    {
        using var native = new NativeRing();
        var ear = new EarCursor(8000);
        var frame = new short[160];
        native.Ring.Write(1, 0, 1, [.. Enumerable.Repeat((short)5_000, 160)], 1_000_000);
        Assert.Equal(HeardSound.Nothing, ear.Read(ref native.Ring, frame, 11_000_000));
        Assert.All(frame, sample => Assert.Equal(0, sample));
        native.Ring.Write(1, 80_160, 2, [.. Enumerable.Repeat((short)6_000, 160)], 11_010_000);
        Assert.Equal(HeardSound.Audio, ear.Read(ref native.Ring, frame, 11_020_000));
        Assert.Equal(6_000, frame[159]);
    }

    [Fact]
    public void An_ear_whose_mouth_gets_a_new_ring_hears_the_new_stream_at_once()
    {
        using var first = new NativeRing();
        using var second = new NativeRing();
        var ear = new EarCursor(8000);
        var frame = new short[160];
        for (var packet = 0; packet < 500; packet++)
        {
            var ring = packet < 400 ? first : second;
            var arrival = 1_000_000 + (packet * 20_000L);
            ring.Ring.Write(1, (uint)(packet * 160), (ushort)packet, [.. Enumerable.Repeat((short)(packet + 1), 160)], arrival);
            Assert.Equal(HeardSound.Audio, ear.Read(ref ring.Ring, frame, arrival + 5_000));
            Assert.Equal(packet + 1, frame[159]);
        }

        Assert.Equal(1u, ear.Counters.Resynchronised);
    }

    [Fact]
    public void An_ear_that_joins_while_the_mouth_speaks_hears_it_at_once_without_reserve()
    {
        using var native = new NativeRing();
        var ear = new EarCursor(8000);
        var frame = new short[160];
        for (var packet = 0; packet < 50; packet++)
        {
            native.Ring.Write(1, (uint)(packet * 160), (ushort)packet, [.. Enumerable.Repeat((short)(packet + 1), 160)], 1_000_000 + (packet * 20_000L));
        }

        Assert.Equal(HeardSound.Audio, ear.Read(ref native.Ring, frame, 1_985_000));
        Assert.All(frame, sample => Assert.Equal(50, sample));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public void Wide_band_audio_is_read_in_frames_of_320(int packetMilliseconds)
    {
        using var native = new NativeRing(8192, sampleRateHz: 16_000, rtpClockHz: 8_000);
        var ear = new EarCursor(16_000);
        var frame = new short[320];
        var samples = packetMilliseconds * 16;
        var next = 0;
        var played = 0;
        for (var tick = 0; tick < 500; tick++)
        {
            var now = 1_004_000 + (tick * 20_000L);
            for (; 1_000_000 + (next * packetMilliseconds * 1_000L) <= now; next++)
            {
                var pcm = Enumerable.Range(next * samples, samples).Select(i => (short)(i + 1)).ToArray();
                native.Ring.Write(1, (uint)(next * samples / 2), (ushort)next, pcm, 1_000_000 + (next * packetMilliseconds * 1_000L));
            }

            Assert.Equal(HeardSound.Audio, ear.Read(ref native.Ring, frame, now));
            Assert.Equal(Enumerable.Range(played, 320).Select(i => (short)(i + 1)), frame);
            played += 320;
        }

        Assert.Equal(default, ear.Counters);
    }

    [Fact]
    public void Two_ears_hear_one_mouth_each_at_their_own_pace()
    {
        using var native = new NativeRing();
        var early = new EarCursor(8000);
        var late = new EarCursor(8000);
        var first = new short[160];
        var second = new short[160];
        for (var packet = 0; packet < 100; packet++)
        {
            var arrival = 1_000_000 + (packet * 20_000L);
            native.Ring.Write(1, (uint)(packet * 160), (ushort)packet, [.. Enumerable.Repeat((short)(packet + 1), 160)], arrival);
            early.Read(ref native.Ring, first, arrival + 2_000);
            if (packet >= 50)
            {
                late.Read(ref native.Ring, second, arrival + 12_000);
                Assert.Equal(first, second);
            }
        }

        Assert.Equal(default, early.Counters);
        Assert.Equal(default, late.Counters);
    }

    [Fact]
    public void Writing_and_reading_allocate_nothing()
    {
        using var native = new NativeRing();
        var ear = new EarCursor(8000);
        var pcm = new short[160];
        var frame = new short[160];
        Cycle(native, ref ear, pcm, frame, 0, 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Cycle(native, ref ear, pcm, frame, 200, 10_200);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0u, ear.Counters.Lost);
        Assert.NotEqual(0u, ear.Counters.Stopped);
    }

    [Fact]
    public void Whatever_arrives_reading_never_throws_and_never_falls_behind()
    {
        var random = new Random(21);
        using var native = new NativeRing();
        var ear = new EarCursor(8000);
        var pcm = new short[600];
        var frame = new short[160];
        uint timestamp = 0;
        ushort sequence = 0;
        for (var tick = 0; tick < 100_000; tick++)
        {
            var now = 1_000_000 + (tick * 20_000L);
            for (var packet = random.Next(4) - 1; packet > 0; packet--)
            {
                timestamp += (uint)random.Next(-50, 600);
                sequence += (ushort)random.Next(-1, random.Next(100) == 0 ? 300 : 3);
                native.Ring.Write((uint)(tick / 5_000), timestamp, sequence, pcm.AsSpan(0, random.Next(pcm.Length)), now - random.Next(20_000));
            }

            ear.Read(ref native.Ring, frame, now);
            Assert.InRange(ear.WaitingSamples(ref native.Ring), -1024, 8 * 160 + 600);
        }
    }

    private static void Cycle(NativeRing native, ref EarCursor ear, short[] pcm, short[] frame, int from, int to)
    {
        for (var packet = from; packet < to; packet++)
        {
            var now = 1_000_000 + (packet * 20_000L);
            if (packet % 17 != 0 && packet % 1000 < 950)
            {
                native.Ring.Write(1, (uint)(packet * 160), (ushort)packet, pcm, now);
            }

            ear.Read(ref native.Ring, frame, now + 5_000);
        }
    }

    /// <summary>The frames of real audio, without the first: its beginning may be the silence before the first packet.</summary>
    private static List<JitterSimulation.Heard> Spoken(JitterSimulation simulation) =>
        [.. simulation.Ear.Where(frame => frame.Sound == HeardSound.Audio).Skip(1)];
}
