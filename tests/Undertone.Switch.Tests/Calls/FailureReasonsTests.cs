using Undertone.Supervision.Calls;
using Undertone.Switch.Calls;

namespace Undertone.Switch.Tests.Calls;

public class FailureReasonsTests
{
    [Theory]
    [InlineData(486, CallFailureReason.Busy, 486)]
    [InlineData(600, CallFailureReason.Busy, 486)]
    [InlineData(603, CallFailureReason.Declined, 603)]
    [InlineData(404, CallFailureReason.NotFound, 404)]
    [InlineData(480, CallFailureReason.TemporarilyUnavailable, 480)]
    [InlineData(408, CallFailureReason.NoAnswer, 480)]
    [InlineData(503, CallFailureReason.Unreachable, 480)]
    [InlineData(488, CallFailureReason.NotAcceptable, 488)]
    [InlineData(500, CallFailureReason.Congestion, 503)]
    public void A_callees_answer_becomes_a_reason_and_the_reason_what_the_caller_hears(int answer, CallFailureReason reason, int told)
    {
        Assert.Equal(reason, FailureReasons.FromStatus(answer));
        Assert.Equal(told, FailureReasons.ToStatus(reason));
    }

    [Theory]
    [InlineData(480, 603, 603)]
    [InlineData(486, 408, 486)]
    [InlineData(503, 404, 404)]
    [InlineData(404, 480, 404)]
    [InlineData(486, 404, 486)]
    public void Of_several_devices_the_answer_that_says_most_counts(int first, int second, int best)
    {
        Assert.Equal(best, FailureReasons.Best(first, second));
        Assert.Equal(best, FailureReasons.Best(second, first));
    }
}
