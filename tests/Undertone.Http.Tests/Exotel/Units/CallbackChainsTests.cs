using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Http.Exotel.Callbacks;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.Tests.Kit;

namespace Undertone.Http.Tests.Exotel.Units;

/// <summary>The order of callbacks, and that nobody waits for somebody else's receiver.</summary>
public sealed class CallbackChainsTests : IAsyncDisposable
{
    private readonly FakeReceiver _receiver = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly CallbackChains _chains;
    private readonly TaskCompletionSource<CallbackResult> _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CallbackChainsTests()
        => _chains = new CallbackChains(_receiver, new CallbackPatience(TimeSpan.FromSeconds(15), 2) { FirstPause = TimeSpan.FromSeconds(5) }, _clock, NullLogger.Instance);

    [Fact]
    public async Task Those_of_one_call_wait_for_each_other_and_those_of_another_do_not()
    {
        _receiver.Answer = (callback, _) => callback.Url.Host == "slow" ? _slow.Task : Task.FromResult(new CallbackResult(200, ""));
        Task first = Offer("a", "http://slow/1");
        Task second = Offer("a", "http://fast/2");
        await Offer("b", "http://fast/3");
        Assert.False(second.IsCompleted);
        Assert.DoesNotContain(_receiver.Attempts, attempt => attempt.Url.AbsolutePath == "/2");

        _slow.SetResult(new CallbackResult(204, ""));
        await Task.WhenAll(first, second);
        Assert.Equal("/2", _receiver.Attempts[^1].Url.AbsolutePath);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_has_no_more_than_sixteen_at_once_and_holds_up_no_other()
    {
        _receiver.Answer = (callback, _) => callback.Url.Host == "slow" ? _slow.Task : Task.FromResult(new CallbackResult(200, ""));
        Task[] offered = [.. Enumerable.Range(0, 20).Select(i => Offer($"call {i}", "http://slow/"))];
        await _receiver.WaitForAsync(16);
        await Offer("other", "http://fast/");
        Assert.Equal(16, _receiver.Attempts.Count(attempt => attempt.Url.Host == "slow"));

        _slow.SetResult(new CallbackResult(200, ""));
        await Task.WhenAll(offered);
        Assert.Equal(20, _receiver.Attempts.Count(attempt => attempt.Url.Host == "slow"));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(0)]
    public async Task What_fails_is_tried_twice_more_and_then_given_up(int status)
    {
        _receiver.Answer = (_, _) => Task.FromResult(new CallbackResult(status, "no answer"));
        Task<CallbackResult> settled = Offer("a", "http://host/");
        foreach (int pause in (int[])[5, 10])
        {
            await WaitForPauseAsync();
            _clock.Advance(TimeSpan.FromSeconds(pause));
        }

        Assert.Equal(new CallbackResult(status, "no answer"), await settled.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(3, _receiver.Attempts.Count);
    }

    public ValueTask DisposeAsync() => _chains.DisposeAsync();

    private Task<CallbackResult> Offer(string key, string url)
    {
        var settled = new TaskCompletionSource<CallbackResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _chains.Offer(key, new Callback(new Uri(url), [], "application/json", []), result =>
        {
            settled.SetResult(result);
            return Task.CompletedTask;
        });
        return settled.Task;
    }

    private Task WaitForPauseAsync() => Eventually.TrueAsync(() => _clock.Running > 0, "a pause begins");
}
