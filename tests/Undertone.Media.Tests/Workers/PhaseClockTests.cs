using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class PhaseClockTests
{
    private const long Phase = PhaseClock.PhaseNanoseconds;

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(1, 1, 0, 2)]
    [InlineData(3, 3, 0, 4)]
    [InlineData(4, 4, 0, 5)]
    [InlineData(5, 4, 1, 6)]
    [InlineData(100, 4, 1, 101)]
    public void At_most_three_missed_phases_are_made_up_for(int phasesPassed, int ran, int overruns, int deadlineInPhases)
    {
        var clock = new PhaseClock(0);
        clock.BeginTurn();
        var count = 0;
        while (clock.IsDue(phasesPassed * Phase))
        {
            clock.Advance();
            count++;
        }

        Assert.Equal(ran, count);
        Assert.Equal(ran, clock.Tick);
        Assert.Equal(overruns, clock.Overruns);
        Assert.Equal(deadlineInPhases * Phase, clock.Deadline);
    }

    [Fact]
    public void Lateness_does_not_add_up()
    {
        var clock = new PhaseClock(0);
        for (var i = 1; i <= 1000; i++)
        {
            clock.BeginTurn();
            Assert.True(clock.IsDue((i * Phase) + 900_000));
            clock.Advance();
            Assert.False(clock.IsDue((i * Phase) + 900_000));
        }

        Assert.Equal(1001 * Phase, clock.Deadline);
    }

    [Fact]
    public void Idle_time_is_passed_over_on_the_same_grid()
    {
        var clock = new PhaseClock(7);
        clock.SkipTo(7 + (1000 * Phase) + 3);
        Assert.Equal(1000, clock.Tick);
        Assert.Equal(7 + (1001 * Phase), clock.Deadline);
        Assert.Equal(0, clock.Overruns);
    }

    [Fact]
    public void Each_phase_comes_once_in_four_deadlines()
    {
        var clock = new PhaseClock(0);
        clock.SkipTo(6 * Phase);
        Assert.Equal(
            [9 * Phase, 10 * Phase, 7 * Phase, 8 * Phase],
            Enumerable.Range(0, 4).Select(phase => clock.NextOf(phase)));
    }
}
