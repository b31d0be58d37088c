using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarPSeries;
using Undertone.Http.YeastarPSeries.Events;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class EventHubTests : IAsyncLifetime, IDisposable
{
    private const int FeedCapacity = 10_000;

    private readonly FakeCallEngine _engine = new();
    private readonly RecordedLog _log = new();
    private readonly LoggerFactory _loggers;
    private readonly EventHub _hub;

    public EventHubTests()
    {
        _loggers = new LoggerFactory([_log]);
        _hub = new EventHub(_engine, new EventTranslator(new YeastarPSeriesOptions(), new ExtensionDirectory(new FakeExtensionStore())), _loggers.CreateLogger<EventHub>());
    }

    public Task InitializeAsync() => _hub.StartAsync(CancellationToken.None);

    public Task DisposeAsync() => _hub.StopAsync(CancellationToken.None);

    public void Dispose()
    {
        _hub.Dispose();
        _loggers.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task ARemovedSink_GetsNothingMore()
    {
        using var removed = new Sink();
        using var kept = new Sink();
        _hub.Add(removed);
        _hub.Add(kept);
        Publish(1);
        await kept.UntilAsync(1);

        _hub.Remove(removed);
        Publish(1);
        await kept.UntilAsync(2);

        Assert.Single(removed.Taken);
    }

    [Fact]
    public async Task AFailingEvent_DoesNotSilenceLaterOnes()
    {
        using var sink = new Sink { FailOnce = true };
        _hub.Add(sink);

        Publish(2);

        await sink.UntilAsync(1);
        Assert.Single(_log.Lines, l => l.Id.Id == EventIds.EngineEventFailed);
    }

    [Fact]
    public async Task LostEvents_AreReported()
    {
        using var sink = new Sink();
        sink.Hold();
        _hub.Add(sink);
        Publish(1);
        await sink.UntilEnteredAsync();

        Publish(FeedCapacity + 5);
        sink.Release();

        await sink.UntilAsync(FeedCapacity + 1);
        Assert.Contains(_log.Lines, l => l.Id.Id == EventIds.EngineEventsMissed && l.Text.Contains("5 engine events", StringComparison.Ordinal));
    }

    private void Publish(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _engine.Events.Publish(new ExtensionRegistrationChanged(Samples.Start, "2000", true, "192.0.2.7"));
        }
    }

    private sealed class Sink : IEventSink, IDisposable
    {
        private readonly ManualResetEventSlim _open = new(true);
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<PSeriesEvent> Taken { get; } = [];

        public bool FailOnce { get; set; }

        public void Hold() => _open.Reset();

        public void Release() => _open.Set();

        public Task UntilEnteredAsync() => _entered.Task.WaitAsync(TimeSpan.FromSeconds(20));

        public void Offer(PSeriesEvent pSeriesEvent)
        {
            _entered.TrySetResult();
            _open.Wait();
            if (FailOnce)
            {
                FailOnce = false;
                throw new InvalidOperationException("boom");
            }

            Taken.Enqueue(pSeriesEvent);
        }

        public async Task UntilAsync(int count)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (Taken.Count < count)
            {
                await Task.Delay(5, patience.Token);
            }
        }

        public void Dispose() => _open.Dispose();
    }
}
