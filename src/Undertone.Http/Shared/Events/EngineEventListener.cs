using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Shared.Events;

/// <summary>Reads the engine's events for one dialect, in order, from before the start to the stop of the server.</summary>
/// <param name="dialect">The dialect's name, for the log.</param>
/// <param name="engine">Whose events.</param>
/// <param name="logger">Tells the operator what could not be told.</param>
internal abstract partial class EngineEventListener(string dialect, ICallEngine engine, ILogger logger) : BackgroundService
{
    private EngineEventReader? _reader;

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
        GC.SuppressFinalize(this);
    }

    /// <summary>Tells the dialect's receivers of an event. Must return at once.</summary>
    protected abstract void Tell(EngineEvent engineEvent);

    /// <summary>Events were lost: what is remembered of earlier ones is no longer to be relied on.</summary>
    protected abstract void Forget();

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
                    Log.Missed(logger, dialect, now - missed);
                    missed = now;
                    Forget();
                }

                TryTell(engineEvent);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private void TryTell(EngineEvent engineEvent)
    {
        try
        {
            Tell(engineEvent);
        }
        catch (Exception problem)
        {
            // One event that cannot be told must not silence all later ones.
            Log.Failed(logger, dialect, engineEvent.GetType().Name, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.EngineEventsMissed, LogLevel.Error, "{Dialect} events fell behind the engine: {Count} engine events were lost")]
        public static partial void Missed(ILogger logger, string dialect, long count);

        [LoggerMessage(EventIds.EngineEventFailed, LogLevel.Error, "{Dialect} event for {EngineEvent} could not be told")]
        public static partial void Failed(ILogger logger, string dialect, string engineEvent, Exception problem);
    }
}
