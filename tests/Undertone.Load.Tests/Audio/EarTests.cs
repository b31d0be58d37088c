using System.Buffers.Binary;
using HdrHistogram;
using Undertone.Load.Audio;

namespace Undertone.Load.Tests.Audio;

public sealed class EarTests
{
    private const long Millisecond = 1_000_000;
    private const long Start = 1_000_000 * Millisecond;

    private readonly Mouth _mouth = new(0, 0, isALaw: false, stagger: 0);
    private readonly LongHistogram _delays = new(1, 1_000_000, 3);
    private readonly Ear _ear = new(isALaw: false);
    private ushort _sequence = 100;
    private uint _timestamp = 5000;

    public EarTests()
    {
        _ear.Expect([new HeardMouth(_mouth, _delays)], Start);
        _ear.BeginMeasurement(Start);
    }

    [Fact]
    public void What_must_be_heard_is_heard_and_its_delay_is_measured_at_each_change_of_tone()
    {
        Talk(seconds: 5, delayMicroseconds: 250);

        Assert.Equal(250, _ear.Counts.Packets);
        Assert.Equal(250, _ear.Counts.Judged);
        Assert.Equal((0, 0, 0, 0, 0), (_ear.Counts.Missing, _ear.Counts.Foreign, _ear.Counts.Lost, _ear.Counts.Late, _ear.Counts.Reordered));
        Assert.Equal(4, _delays.TotalCount);
        Assert.InRange(_delays.GetValueAtPercentile(50), 249, 251);
    }

    [Fact]
    public void The_place_of_a_change_inside_a_packet_counts_as_delay()
    {
        var (first, second) = ToneSet.Of(0, 0);
        for (var i = 0; i < 50; i++)
        {
            _mouth.Next(Start + (i * 20 * Millisecond));
            Take(Frame.Encode(first, false), Start + (i * 20 * Millisecond));
        }

        var sent = Start + (1000 * Millisecond);
        _mouth.Next(sent);
        Take(ToneProbeTests.Splice(first, second, 80), sent + (2 * Millisecond));
        Take(Frame.Encode(second, false), sent + (22 * Millisecond));

        Assert.Equal(1, _delays.TotalCount);
        Assert.InRange(_delays.GetMaxValue(), 11_500, 12_500);
        Assert.Equal((0, 0), (_ear.Counts.Missing, _ear.Counts.Foreign));
    }

    [Fact]
    public void Silence_where_somebody_must_be_heard_is_missing_sound()
    {
        Talk(seconds: 1, delayMicroseconds: 0);
        Take(Enumerable.Repeat((byte)0xFF, Frame.Samples).ToArray(), Start + (1000 * Millisecond));

        Assert.Equal((1, 0), (_ear.Counts.Missing, _ear.Counts.Foreign));
    }

    [Fact]
    public void A_tone_of_anybody_else_is_foreign_sound()
    {
        _ear.Expect([], Start);
        Take(Frame.Encode(ToneSet.Of(0, 1).FirstHz, false), Start);
        Assert.Equal((0, 1), (_ear.Counts.Missing, _ear.Counts.Foreign));

        Take(Enumerable.Repeat((byte)0xFF, Frame.Samples).ToArray(), Start + (20 * Millisecond));
        Assert.Equal((0, 1), (_ear.Counts.Missing, _ear.Counts.Foreign));
    }

    [Fact]
    public void A_stranger_beside_whom_must_be_heard_is_foreign_sound()
    {
        var own = Decoded(ToneSet.Of(0, 0).FirstHz);
        var strange = Decoded(ToneSet.Of(0, 2).FirstHz);
        _mouth.Next(Start);
        Take([.. own.Zip(strange, (a, b) => Phone.Audio.G711.EncodeMuLaw((short)(a + b)))], Start);

        Assert.Equal((0, 1), (_ear.Counts.Missing, _ear.Counts.Foreign));
    }

    [Fact]
    public void Lost_late_and_overtaken_packets_are_counted()
    {
        Talk(seconds: 1, delayMicroseconds: 0);
        var at = Start + (1000 * Millisecond);
        _sequence += 2;
        Say(at);
        _sequence -= 2;
        Say(at);
        Say(at + (200 * Millisecond));

        Assert.Equal((1, 1), (_ear.Counts.Lost, _ear.Counts.Reordered - 1));
        Assert.Equal(1, _ear.Counts.Late);
    }

    [Fact]
    public void What_comes_before_the_measurement_or_is_no_G711_is_not_judged()
    {
        _ear.BeginMeasurement(Start + (500 * Millisecond));
        Talk(seconds: 1, delayMicroseconds: 0);
        _ear.Take([0x80, 0, 0, 1], Start + (1000 * Millisecond));
        _ear.EndMeasurement();
        Say(Start + (1020 * Millisecond));

        Assert.Equal(25, _ear.Counts.Packets);
        Assert.Equal(1, _ear.Counts.Strange);
    }

    private static short[] Decoded(int frequencyHz) => [.. Frame.Encode(frequencyHz, false).Select(Phone.Audio.G711.DecodeMuLaw)];

    private void Talk(int seconds, long delayMicroseconds)
    {
        for (var i = 0; i < seconds * 50; i++)
        {
            Say(Start + (i * 20 * Millisecond), delayMicroseconds);
        }
    }

    private void Say(long sentAt, long delayMicroseconds = 0) => Take(_mouth.Next(sentAt).ToArray(), sentAt + (delayMicroseconds * 1000));

    private void Take(byte[] payload, long arrival)
    {
        var packet = new byte[12 + payload.Length];
        packet[0] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), _timestamp);
        _timestamp += Frame.Samples;
        payload.CopyTo(packet, 12);
        _ear.Take(packet, arrival);
    }
}
