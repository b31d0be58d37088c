using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Undertone.Supervision.Engine;

namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>Reads the engine's events, translates each once, and hands the result to every sink, in order.</summary>
internal sealed partial class EventHub(ICallEngine engine, EventTranslator translator, ILogger<EventHub> logger) : BackgroundService
{
    private ImmutableArray<IEventSink> _sinks = [];
    private EngineEventReader? _reader;

    /// <summary>Adds a receiver; it gets the events from now on.</summary>
    public void Add(IEventSink sink) => ImmutableInterlocked.Update(ref _sinks, static (sinks, added) => sinks.Add(added), sink);

    /// <summary>Removes a receiver.</summary>
    public void Remove(IEventSink sink) => ImmutableInterlocked.Update(ref _sinks, static (sinks, removed) => sinks.Remove(removed), sink);

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Here rather than in the background: what happens after the start is not missed.
        _reader = engine.Events.Subscribe();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _reader?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long missed = 0;
        try
        {
            await foreach (EngineEvent engineEvent in _reader!.ReadAllAsync(stoppingToken))
            {
                if (_reader.Missed is var now && now > missed)
                {
                    Log.Missed(logger, now - missed);
                    missed = now;
                    translator.Forget();
                }

                Deliver(engineEvent);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private void Deliver(EngineEvent engineEvent)
    {
        try
        {
            foreach (PSeriesEvent translated in translator.Translate(engineEvent))
            {
                foreach (IEventSink sink in _sinks)
                {
                    sink.Offer(translated);
                }
            }
        }
        catch (Exception problem)
        {
            // One event that cannot be told must not silence all later ones.
            Log.Failed(logger, engineEvent.GetType().Name, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesEventsMissed, LogLevel.Error, "P-Series events fell behind the engine: {Count} engine events were lost")]
        public static partial void Missed(ILogger logger, long count);

        [LoggerMessage(EventIds.PSeriesEventFailed, LogLevel.Error, "P-Series event for {EngineEvent} could not be told")]
        public static partial void Failed(ILogger logger, string engineEvent, Exception problem);
    }
}
