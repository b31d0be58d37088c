using Undertone.Media.Jitter;

namespace Undertone.Media.Tests.Jitter;

public sealed class MouthRingTests : IDisposable
{
    private const uint Ssrc = 0xCAFE;
    private readonly NativeRing _native = new();
    private long _start;

    public void Dispose() => _native.Dispose();

    [Fact]
    public void Audio_is_read_where_its_time_stamp_puts_it()
    {
        Begin(timestamp: 1000, sequence: 5);
        Write(1160, 6, 2);
        Write(1320, 7, 3, samples: 80);
        Assert.Equal(_start + 400, Ring.NewestEnd);
        Assert.True(Ring.Holds(_start, 400));
        Assert.False(Ring.Holds(_start + 1, 400));
        AssertSamples(_start, 160, 1);
        AssertSamples(_start + 160, 160, 2);
        AssertSamples(_start + 320, 80, 3);
    }

    [Fact]
    public void What_was_before_the_first_packet_reads_as_silence()
    {
        Begin(timestamp: 1000, sequence: 5);
        Assert.True(Ring.Holds(_start - 160, 160));
        Assert.True(Ring.IsSilence(_start - 160, 160));
        AssertSamples(_start - 160, 160, 0);
        Assert.Equal(0, Ring.ArrivalOf(_start - 1));
    }

    [Fact]
    public void A_packet_out_of_order_fills_its_place()
    {
        Begin(timestamp: 0, sequence: 65534);
        Write(320, 0, 3);
        Assert.False(Ring.Holds(_start, 480));
        Write(160, 65535, 2);
        Assert.True(Ring.Holds(_start, 480));
        AssertSamples(_start + 160, 160, 2);
        Assert.Equal((1u, 0u), (Ring.Counters.Reordered, Ring.Counters.Duplicate));
    }

    [Fact]
    public void A_duplicate_changes_nothing_and_is_counted()
    {
        Begin(timestamp: 0, sequence: 1);
        Write(160, 2, 2);
        Write(0, 1, 9);
        Write(160, 2, 9);
        AssertSamples(_start, 160, 1);
        AssertSamples(_start + 160, 160, 2);
        Assert.Equal(2u, Ring.Counters.Duplicate);
    }

    [Fact]
    public void Silence_suppression_leaves_silence_and_a_loss_leaves_a_hole()
    {
        Begin(timestamp: 0, sequence: 1);
        Write(800, 2, 2);
        Assert.True(Ring.Holds(_start, 960));
        Assert.True(Ring.IsSilence(_start + 160, 640));
        Assert.False(Ring.IsSilence(_start + 160, 641));
        AssertSamples(_start + 160, 640, 0);
        Write(1120, 4, 4);
        Assert.False(Ring.Holds(_start + 960, 160));
        Assert.False(Ring.IsSilence(_start + 960, 160));
        Assert.True(Ring.Holds(_start + 1120, 160));
        Assert.Equal(1u, Ring.Counters.SilenceSuppressed);
    }

    [Fact]
    public void Audio_after_a_telephone_event_follows_a_pause_and_not_a_loss()
    {
        Begin(timestamp: 0, sequence: 1);
        Ring.NoteWithoutAudio(Ssrc, 2);
        Ring.NoteWithoutAudio(Ssrc, 3);
        Ring.NoteWithoutAudio(0xBAD, 30);
        Write(480, 4, 2);
        Assert.True(Ring.IsSilence(_start + 160, 320));
        Assert.Equal(1u, Ring.Counters.SilenceSuppressed);
    }

    [Theory]
    [InlineData(0xBEEF, 160, 2)]
    [InlineData(Ssrc, 160, 200)]
    [InlineData(Ssrc, 160, 65000)]
    [InlineData(Ssrc, 17_000, 2)]
    [InlineData(Ssrc, -160, 2)]
    [InlineData(Ssrc, 0, 2)]
    [InlineData(Ssrc, -17_000, 0)]
    public void Another_source_and_every_jump_start_the_stream_anew(uint ssrc, int timestampStep, int sequence)
    {
        Begin(timestamp: 50_000, sequence: 1);
        var generation = Ring.Generation;
        var oldEnd = Ring.NewestEnd;
        Ring.Write(ssrc, (uint)(50_000 + timestampStep), (ushort)sequence, Pcm(7, 160), 2_000);
        Assert.NotEqual(generation, Ring.Generation);
        Assert.True(Ring.NewestEnd > oldEnd);
        AssertSamples(Ring.NewestEnd - 160, 160, 7);
        AssertSamples(Ring.NewestEnd - 320, 160, 0);
        Assert.Equal(1u, Ring.Counters.Resynchronised);
    }

    [Fact]
    public void Steps_up_to_the_limits_are_gaps()
    {
        Begin(timestamp: 0, sequence: 1);
        Write(16_000, 101, 2);
        Assert.Equal(0u, Ring.Counters.Resynchronised);
        AssertSamples(Ring.NewestEnd - 160, 160, 2);
        AssertSamples(Ring.NewestEnd - 320, 160, 0);
        Assert.False(Ring.Holds(Ring.NewestEnd - 320, 160));
        Assert.False(Ring.Holds(_start, 160));
    }

    [Fact]
    public void A_packet_older_than_the_ring_is_counted_and_left_out()
    {
        Begin(timestamp: 100_000, sequence: 50);
        Write(100_000 + 6_000, 60, 2);
        Write(100_160, 51, 9);
        Assert.Equal(1u, Ring.Counters.Overflow);
        AssertSamples(Ring.NewestEnd - 160, 160, 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void A_wrong_size_is_counted_and_left_out(int samples)
    {
        Begin(timestamp: 0, sequence: 1);
        Write(160, 2, 2, samples);
        Assert.Equal(1u, Ring.Counters.WrongSize);
        Assert.Equal(_start + 160, Ring.NewestEnd);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    [InlineData(240)]
    [InlineData(480)]
    public void A_long_stream_over_both_wraps_reads_back_exactly(int packetSamples)
    {
        var timestamp = uint.MaxValue - 5_000;
        ushort sequence = 65_500;
        Span<short> read = stackalloc short[480];
        for (var packet = 0; packet < 500; packet++)
        {
            var pcm = Enumerable.Range(packet * packetSamples, packetSamples).Select(i => (short)i).ToArray();
            Ring.Write(Ssrc, timestamp, sequence, pcm, 1 + packet);
            var position = Ring.NewestEnd - packetSamples;
            Assert.True(Ring.Holds(position, packetSamples));
            Ring.CopyTo(position, read[..packetSamples]);
            Assert.True(read[..packetSamples].SequenceEqual(pcm));
            Assert.Equal(1 + packet, Ring.ArrivalOf(Ring.NewestEnd - 1));
            timestamp += (uint)packetSamples;
            sequence++;
        }

        Assert.Equal(default, Ring.Counters);
    }

    [Fact]
    public void Wide_band_audio_has_two_samples_for_each_unit_of_time_stamp()
    {
        using var wide = new NativeRing(8192, 16_000, 8_000);
        wide.Ring.Write(Ssrc, 0, 1, Pcm(1, 320), 1);
        wide.Ring.Write(Ssrc, 160, 2, Pcm(2, 320), 1);
        wide.Ring.Write(Ssrc, 480, 4, Pcm(4, 320), 1);
        Assert.True(wide.Ring.Holds(wide.Ring.NewestEnd - 1280, 640));
        Assert.False(wide.Ring.Holds(wide.Ring.NewestEnd - 640, 640));
        Assert.True(wide.Ring.Holds(wide.Ring.NewestEnd - 320, 320));
    }

    [Fact]
    public void An_empty_ring_holds_nothing()
    {
        Assert.False(Ring.Holds(0, 160));
        Ring.NoteWithoutAudio(Ssrc, 1);
        Assert.Equal(0, Ring.Generation);
    }

    [Fact]
    public void Rubbish_of_every_kind_never_throws()
    {
        var random = new Random(3);
        var pcm = new short[1500];
        for (var packet = 0; packet < 50_000; packet++)
        {
            var timestamp = random.Next(3) == 0 ? (uint)random.Next() : (uint)(packet * 160);
            var sequence = random.Next(3) == 0 ? random.Next(65536) : packet;
            Ring.Write((uint)random.Next(2), timestamp, (ushort)sequence, pcm.AsSpan(0, random.Next(pcm.Length)), packet + 1);
            var position = Ring.NewestEnd - random.Next(-500, 6000);
            if (Ring.Holds(position, 160))
            {
                Ring.CopyTo(position, pcm.AsSpan(0, 160));
            }
        }

        Assert.NotEqual(0u, Ring.Counters.Resynchronised);
        Assert.NotEqual(0u, Ring.Counters.WrongSize);
    }

    private ref MouthRing Ring => ref _native.Ring;

    private void Begin(uint timestamp, ushort sequence)
    {
        Write(timestamp, sequence, 1);
        _start = Ring.NewestEnd - 160;
    }

    private void Write(uint timestamp, ushort sequence, short value, int samples = 160) =>
        Ring.Write(Ssrc, timestamp, sequence, Pcm(value, samples), 1_000);

    private static short[] Pcm(short value, int samples) => [.. Enumerable.Repeat(value, samples)];

    private void AssertSamples(long position, int samples, short expected)
    {
        var pcm = new short[samples];
        Ring.CopyTo(position, pcm);
        Assert.All(pcm, sample => Assert.Equal(expected, sample));
    }
}
