using Undertone.Media.Rtp;

namespace Undertone.Media.Tests.Workers;

public sealed class HostilePacketTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_a_phone_sends_its_ears_get_one_stream_and_the_others_are_not_disturbed(int seed)
    {
        using var rig = new WorkerRig();
        var (hostile, agent, supervisor, bystander) = (rig.AddLeg(), rig.AddLeg(), rig.AddLeg(), rig.AddLeg());
        bystander.Speaks = true;
        bystander.Counter = 0;
        rig.Plan((agent, [hostile]), (supervisor, [hostile, bystander]), (hostile, [bystander]));
        var random = new Random(seed);
        var packet = new byte[600];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(packet);
            var length = random.Next(4) == 0 ? random.Next(packet.Length) : RtpHeader.FixedBytes + 160;
            packet[0] = random.Next(3) == 0 ? packet[0] : (byte)0x80;
            packet[1] = random.Next(3) == 0 ? packet[1] : (byte)(random.Next(2) * 101);
            if (random.Next(2) == 0)
            {
                packet.AsSpan(8, 4).Clear();
                packet[2] = 0;
            }

            rig.Io.Deliver(hostile.RtpSlot + random.Next(2), packet.AsSpan(0, length), hostile.Address);
            rig.Run(random.Next(3));
        }

        StreamAssert.IsGapless(hostile.Heard.FindAll(sent => sent.Header.PayloadType == 0));
        StreamAssert.CountsOn(hostile.Heard);
        Assert.Single(agent.Heard.Select(sent => sent.Header.Ssrc).Distinct());
        Assert.Single(supervisor.Heard.Select(sent => sent.Header.Ssrc).Distinct());
        var numbers = supervisor.Heard.ConvertAll(sent => sent.Header.SequenceNumber);
        Assert.All(numbers.Zip(numbers.Skip(1)), pair => Assert.Equal((ushort)(pair.First + 1), pair.Second));
    }
}
