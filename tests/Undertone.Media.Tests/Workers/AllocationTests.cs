using Undertone.Media.Codecs;
using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class AllocationTests
{
    [Fact]
    public void Ten_thousand_ticks_of_forwarding_mixing_keys_and_reports_allocate_nothing()
    {
        using var rig = new WorkerRig();
        var (agent, customer, supervisor) = (rig.AddLeg(phase: 1), rig.AddLeg(phase: 6), rig.AddLeg(phase: 12, digitsAreCommands: true));
        var (other, another) = (rig.AddLeg(phase: 3), rig.AddLeg(phase: 17, packetTime: 30));
        foreach (var leg in rig.Legs)
        {
            leg.Speaks = true;
            leg.Level = 2000;
        }

        rig.Plan(
            (agent, [customer, supervisor]),
            (customer, [agent]),
            (supervisor, [agent, customer]),
            (other, [another]),
            (another, [other, agent, customer, supervisor]));
        rig.Run(2000);
        rig.Io.KeepsSent = false;
        rig.Events.EnsureCapacity(10_000);
        Press(rig, customer);
        rig.Run(1000);
        var ticks = rig.Worker.Tick;
        var sent = rig.Io.SentCount;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var second = 0; second < 51; second++)
        {
            Press(rig, customer);
            rig.Run(980);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(rig.Worker.Tick - ticks >= 10_000);
        Assert.True(rig.Io.SentCount - sent > 10_000);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Ten_thousand_ticks_of_wideband_mixed_with_narrowband_and_switched_to_and_fro_allocate_nothing()
    {
        using var rig = new WorkerRig();
        var (agent, customer) = (rig.AddLeg(AudioCodec.G722, phase: 1), rig.AddLeg(AudioCodec.G722, phase: 6));
        var supervisor = rig.AddLeg(phase: 12, digitsAreCommands: true);
        var (other, another) = (rig.AddLeg(AudioCodec.Pcma, phase: 3), rig.AddLeg(AudioCodec.G722, phase: 17, packetTime: 30));
        foreach (var leg in rig.Legs)
        {
            leg.Speaks = true;
            leg.Level = 2000;
        }

        // Plans are made on the control side, which may allocate.
        (TestLeg, TestLeg[])[] listen = [(agent, [customer]), (customer, [agent]), (supervisor, [agent, customer]), (other, [another]), (another, [other])];
        (TestLeg, TestLeg[])[] whisper = [(agent, [customer, supervisor]), .. listen[1..]];
        var plans = Enumerable.Range(0, 60).Select(i => rig.Compile(i % 2 == 0 ? listen : whisper)).ToArray();
        var (first, then) = (plans[..8], plans[8..]);
        foreach (var plan in first)
        {
            rig.Post(new WorkerCommand(CommandKind.SetPlan, default, plan));
            rig.Run(500);
        }

        rig.Io.KeepsSent = false;
        rig.Events.EnsureCapacity(10_000);
        rig.Run(1000);
        var (ticks, sent) = (rig.Worker.Tick, rig.Io.SentCount);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var plan in then)
        {
            rig.Post(new WorkerCommand(CommandKind.SetPlan, default, plan));
            rig.Run(1000);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(rig.Worker.Tick - ticks >= 10_000);
        Assert.True(rig.Io.SentCount - sent > 10_000);
        Assert.Equal(0, allocated);
    }

    private static void Press(WorkerRig rig, TestLeg leg)
    {
        leg.SendKey(5, isEnd: false, 160, marker: true);
        rig.Run(20);
        leg.SendKey(5, isEnd: true, 320);
    }
}
