using Undertone.Sip.Transports;

namespace Undertone.Sip.Tests.Transports;

public sealed class LogThrottleTests
{
    [Fact]
    public void One_line_a_second_tells_how_many_events_there_were()
    {
        var time = new ManualTimeProvider();
        var throttle = new LogThrottle(time);

        Assert.True(throttle.Allows(out var first));
        Assert.False(throttle.Allows(out _));
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(throttle.Allows(out _));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(throttle.Allows(out var second));

        Assert.Equal((1, 3), (first, second));
    }
}
