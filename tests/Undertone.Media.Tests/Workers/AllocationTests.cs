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

    private static void Press(WorkerRig rig, TestLeg leg)
    {
        leg.SendKey(5, isEnd: false, 160, marker: true);
        rig.Run(20);
        leg.SendKey(5, isEnd: true, 320);
    }
}
