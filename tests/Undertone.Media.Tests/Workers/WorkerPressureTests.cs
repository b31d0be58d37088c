using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class WorkerPressureTests
{
    private const long Millisecond = 1_000_000;
    private const int Legs = 600;

    private WorkerPressure _pressure = new(new PressureLimits(), 0);
    private long _now;

    [Theory]
    [InlineData(500, MediaPressure.None)]
    [InlineData(790, MediaPressure.None)]
    [InlineData(800, MediaPressure.Strained)]
    [InlineData(890, MediaPressure.Strained)]
    [InlineData(900, MediaPressure.Overloaded)]
    [InlineData(1000, MediaPressure.Overloaded)]
    public void The_time_that_it_does_not_wait_tells(int busyMilliseconds, MediaPressure expected)
    {
        Second(busyMilliseconds);

        Assert.Equal(expected, _pressure.Level);
        Assert.Equal(busyMilliseconds / 1000d, _pressure.Busy, 3);
    }

    [Theory]
    [InlineData(4, 10, MediaPressure.None)]
    [InlineData(5, 10, MediaPressure.Strained)]
    [InlineData(9, 10, MediaPressure.Strained)]
    [InlineData(10, 10, MediaPressure.Overloaded)]
    [InlineData(100, 9, MediaPressure.None)]
    public void Late_wakings_tell_where_others_use_the_core_too(int percent, int lateMilliseconds, MediaPressure expected)
    {
        Second(100, percent, lateMilliseconds);

        Assert.Equal(expected, _pressure.Level);
    }

    [Fact]
    public void It_rises_at_once_and_falls_after_three_calm_seconds()
    {
        Second(950);
        Second(500);
        Second(500);
        Assert.Equal(MediaPressure.Overloaded, _pressure.Level);
        Second(500);
        Assert.Equal(MediaPressure.None, _pressure.Level);

        Second(850);
        Second(500);
        Second(850);
        Second(500);
        Second(500);
        Assert.Equal(MediaPressure.Strained, _pressure.Level);
        Second(950);
        Assert.Equal(MediaPressure.Overloaded, _pressure.Level);
    }

    [Fact]
    public void It_is_judged_by_whole_seconds()
    {
        _now = 999 * Millisecond;
        _pressure.Judge(_now, Legs);

        Assert.Equal(MediaPressure.None, _pressure.Level);
    }

    [Fact]
    public void With_few_legs_there_is_no_pressure_whatever_happens()
    {
        Second(1000, 100, 50, legs: 59);

        Assert.Equal(MediaPressure.None, _pressure.Level);
    }

    private void Second(int busyMilliseconds, int latePercent = 0, int lateMilliseconds = 0, int legs = Legs)
    {
        for (var i = 0; i < 100; i++)
        {
            _pressure.Woke(i < latePercent ? lateMilliseconds * Millisecond : 0);
        }

        _now += 1000 * Millisecond;
        _pressure.Waited((1000 - busyMilliseconds) * Millisecond);
        _pressure.Judge(_now, legs);
    }
}
