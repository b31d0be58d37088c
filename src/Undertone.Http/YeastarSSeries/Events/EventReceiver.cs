using Microsoft.Extensions.Logging;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.YeastarSSeries.Sessions;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>The application server of one user: whose session it is for, and the line of events to it.</summary>
internal sealed class EventReceiver : IAsyncDisposable
{
    // Three attempts, five seconds apart (docs/dialects/yeastar-s-series.md, events).
    private static readonly CallbackPatience Patience = new(TimeSpan.FromSeconds(3), Retries: 2)
    {
        FirstPause = TimeSpan.FromSeconds(5),
        LongestPause = TimeSpan.FromSeconds(5),
    };

    private readonly EventSender _sender;
    private volatile Session _session;

    /// <param name="session">Its life is prolonged by every event that is delivered.</param>
    /// <param name="connector">Connects.</param>
    /// <param name="capacity">Events that may wait.</param>
    /// <param name="clock">Time.</param>
    /// <param name="logger">Logs.</param>
    public EventReceiver(Session session, CallbackConnector connector, int capacity, TimeProvider clock, ILogger logger)
    {
        _session = session;
        _sender = new EventSender(connector, clock, () => _session.Touch(clock.GetTimestamp()));
        Line = new CallbackLine($"S-Series user {session.User}", capacity, _sender, Patience, clock, logger);
    }

    /// <summary>The session that the events belong to.</summary>
    public Session Session
    {
        get => _session;
        set => _session = value;
    }

    /// <summary>The events that wait.</summary>
    public CallbackLine Line { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Line.DisposeAsync();
        _sender.Dispose();
    }
}
