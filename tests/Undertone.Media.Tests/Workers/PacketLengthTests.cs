using Undertone.Media.Codecs;
using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

/// <summary>A mouth whose packets are not as long as its ear asked for.</summary>
public sealed class PacketLengthTests : IDisposable
{
    private readonly WorkerRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void The_control_side_learns_the_first_length_and_each_change_once()
    {
        var (ear, mouth) = (_rig.AddLeg(), _rig.AddLeg());
        mouth.Speaks = true;
        _rig.Plan((ear, [mouth]));
        _rig.Run(500);
        mouth.PacketMilliseconds = 40;
        _rig.Run(500);
        mouth.PacketMilliseconds = 20;
        _rig.Run(500);
        Assert.Equal([20, 40, 20], _rig.Events.Where(news => news.Kind == EventKind.PacketLength).Select(news => news.Value));
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu, 10)]
    [InlineData(AudioCodec.Pcma, 30)]
    [InlineData(AudioCodec.Pcmu, 60)]
    [InlineData(AudioCodec.G722, 40)]
    public void An_ear_gets_what_it_asked_for_while_its_mouth_speaks_in_another_length_and_the_very_packets_again_afterwards(AudioCodec codec, int other)
    {
        var (ear, mouth) = (_rig.AddLeg(codec), _rig.AddLeg(codec, phase: 5));
        mouth.Speaks = true;
        mouth.Level = 3000;
        _rig.Plan((ear, [mouth]));
        _rig.Run(300);
        _rig.Speak(mouth, other);
        _rig.Plan((ear, [mouth]));
        _rig.Run(600);
        var mixed = ear.Heard[^10..];
        StreamAssert.IsGapless(mixed);
        Assert.All(mixed, packet => Assert.Equal(160, packet.Header.PayloadLength));
        Assert.All(ear.HeardSamples[^1000..], sample => Assert.InRange(sample, 2800, 3200));

        _rig.Speak(mouth, 20);
        _rig.Plan((ear, [mouth]));
        _rig.Run(200);
        mouth.Counter = 0;
        _rig.Run(400);
        Assert.Single(ear.Heard.Select(packet => packet.Header.Ssrc).Distinct());
        StreamAssert.IsGapless(ear.Heard[^15..]);
        StreamAssert.CountsOn(ear.Heard[^15..]);
    }
}
