using System.Text;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.Tests.Kit;

namespace Undertone.Http.Tests.Shared.Callbacks;

public sealed class CallbackLineTests : IAsyncLifetime, IDisposable
{
    private static readonly CallbackResult Failure = new(500, "");
    private readonly FakeReceiver _receiver = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly RecordedLog _log = new();
    private readonly LoggerFactory _loggers;
    private CallbackLine _line = null!;

    public CallbackLineTests() => _loggers = new LoggerFactory([_log]);

    public Task InitializeAsync()
    {
        _line = Line(capacity: 10);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _line.DisposeAsync();

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Callbacks_AreDeliveredInOrder_OneAtATime()
    {
        var first = new TaskCompletionSource<CallbackResult>();
        _receiver.Answer = (_, attempt) => attempt == 1 ? first.Task : Task.FromResult(new CallbackResult(204, ""));
        Offer("1", "2", "3");
        await _receiver.WaitForAsync(1);
        Assert.Single(_receiver.Attempts);

        first.SetResult(new CallbackResult(200, ""));
        await _receiver.WaitForAsync(3);
        Assert.Equal(["1", "2", "3"], _receiver.Bodies);
    }

    [Fact]
    public async Task AFailure_IsTriedAgainAfterGrowingPauses_AndTheNextWaitsForIt()
    {
        _receiver.Answer = (_, attempt) => Task.FromResult(attempt <= 2 ? Failure : new CallbackResult(200, ""));
        Offer("1", "2");
        await _receiver.WaitForAsync(1);
        await PauseAsync(TimeSpan.FromSeconds(1));
        await _receiver.WaitForAsync(2);
        await PauseAsync(TimeSpan.FromSeconds(2));
        await _receiver.WaitForAsync(4);
        Assert.Equal(["1", "1", "1", "2"], _receiver.Bodies);
    }

    [Fact]
    public async Task AfterTheLastRetry_ItIsGivenUpWithALogLine_AndTheNextGetsItsChance()
    {
        _receiver.Answer = (callback, _) => Task.FromResult(callback.Body![0] == '1' ? new CallbackResult(0, "no answer within 5 s") : new CallbackResult(200, ""));
        Offer("1", "2");
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            await _receiver.WaitForAsync(attempt);
            await PauseAsync(new CallbackPatience(TimeSpan.Zero, 0).PauseAfter(attempt));
        }

        await _receiver.WaitForAsync(5);
        Assert.Equal(["1", "1", "1", "1", "2"], _receiver.Bodies);
        Assert.Contains(_log.Lines, line => line.Text.StartsWith("Callback to receiver given up after 4 attempt(s): no answer within 5 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatDoesNotFit_PushesTheOldestOut_AndIsCounted()
    {
        var first = new TaskCompletionSource<CallbackResult>();
        _receiver.Answer = (_, attempt) => attempt == 1 ? first.Task : Task.FromResult(new CallbackResult(200, ""));
        await using CallbackLine line = Line(capacity: 2);
        line.Offer(() => Of("1"));
        await _receiver.WaitForAsync(1);
        foreach (string body in (string[])["2", "3", "4", "5"])
        {
            line.Offer(() => Of(body));
        }

        first.SetResult(new CallbackResult(200, ""));
        await _receiver.WaitForAsync(3);
        Assert.Equal(["1", "4", "5"], _receiver.Bodies);
        Assert.Contains(_log.Lines, line => line.Text.StartsWith("2 callback(s) to receiver dropped: it takes them too slowly", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ADefectInOneCallback_IsAFailureLikeAnother_AndTheReceiverGoesOnBeingTold()
    {
        _receiver.Answer = (_, attempt) => attempt == 1 ? throw new InvalidOperationException("defect") : Task.FromResult(new CallbackResult(200, ""));
        Offer("1", "2");
        await _receiver.WaitForAsync(1);
        await PauseAsync(TimeSpan.FromSeconds(1));
        await _receiver.WaitForAsync(3);
        Assert.Equal(["1", "1", "2"], _receiver.Bodies);
    }

    [Fact]
    public async Task AtTheEnd_WhatWaitsIsStillDelivered()
    {
        Offer("1", "2", "3");
        await _line.FinishAsync(TimeSpan.FromSeconds(2), CancellationToken.None);
        Assert.Equal(["1", "2", "3"], _receiver.Bodies);
    }

    [Fact]
    public async Task AChangeOfPatience_HoldsFromTheNextAttemptOn_AndACallbackIsWrittenAnewForEach()
    {
        string body = "before";
        _receiver.Answer = (_, _) => Task.FromResult(Failure);
        _line.Offer(() => Of(body));
        await _receiver.WaitForAsync(1);
        body = "after";
        _line.SetPatience(new CallbackPatience(TimeSpan.FromSeconds(3), 1));
        await PauseAsync(TimeSpan.FromSeconds(1));
        await _receiver.WaitForAsync(2);
        Offer("next");
        await _receiver.WaitForAsync(3);
        Assert.Equal(["before", "after", "next"], _receiver.Bodies);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(5, 16)]
    [InlineData(6, 30)]
    [InlineData(60, 30)]
    public void PausesDouble_UpToHalfAMinute(int attempt, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), new CallbackPatience(TimeSpan.Zero, 0).PauseAfter(attempt));

    private CallbackLine Line(int capacity)
        => new("receiver", capacity, _receiver, new CallbackPatience(TimeSpan.FromSeconds(5), 3), _clock, _loggers.CreateLogger("line"));

    private void Offer(params string[] bodies) => Array.ForEach(bodies, body => _line.Offer(() => Of(body)));

    private static Callback Of(string body) => new(new Uri("http://receiver.example/"), Encoding.UTF8.GetBytes(body), "text/plain", []);

    // The pause begins a little after the attempt has been answered.
    private async Task PauseAsync(TimeSpan pause)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (_clock.Running == 0)
        {
            Assert.False(deadline.IsCancellationRequested, "nobody waits");
            await Task.Delay(1);
        }

        _clock.Advance(pause);
    }
}
