using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.YeastarSSeries.Sessions;
using Undertone.Supervision.Events;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>
/// The application servers that events are pushed to, one for each user: the newest login takes them over. Each has a line of its own,
/// so that one that is slow or down delays neither the calls nor another. Safe for any thread.
/// </summary>
internal sealed partial class EventReceivers(
    SessionStore sessions,
    IEventTargetStore targets,
    CallbackConnector connector,
    YeastarSSeriesOptions options,
    TimeProvider clock,
    ILogger<EventReceivers> logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly ConcurrentBag<EventReceiver> _former = [];
    private ImmutableDictionary<string, EventReceiver> _receivers = ImmutableDictionary<string, EventReceiver>.Empty;

    /// <summary>Makes a session the one that gets its user's events. What waits for the user's earlier one goes to this.</summary>
    /// <param name="session">The session.</param>
    /// <param name="events">Where and how; null, or a port of 0, if they are not pushed.</param>
    public async Task PushToAsync(Session session, EventSettings? events)
    {
        EventReceiver? stopped = null;
        lock (_gate)
        {
            EventReceiver? receiver = _receivers.GetValueOrDefault(session.User);
            if (receiver is not null && receiver.Session != session)
            {
                receiver.Session.Events = null;
            }

            session.Events = events;
            if (events is null or { Server.Port: 0 })
            {
                stopped = receiver;
                _receivers = _receivers.Remove(session.User);
            }
            else if (receiver is null)
            {
                _receivers = _receivers.Add(session.User, new EventReceiver(session, connector, options.EventQueue, clock, logger));
            }
            else
            {
                receiver.Session = session;
            }
        }

        await KeepAsync(session.User, events is { Server.Port: > 0 } ? events : null);
        if (stopped is not null)
        {
            await stopped.DisposeAsync();
        }
    }

    /// <summary>Pushes no more to a session, and forgets what waits for it.</summary>
    public async Task StopAsync(Session session)
    {
        EventReceiver? stopped;
        lock (_gate)
        {
            session.Events = null;
            if (!_receivers.TryGetValue(session.User, out stopped) || stopped.Session != session)
            {
                return;
            }

            _receivers = _receivers.Remove(session.User);
        }

        await KeepAsync(session.User, null);
        await stopped.DisposeAsync();
    }

    /// <summary>Tells those of an earlier run, whose tokens ended with it, of something; does not wait for them.</summary>
    public async Task OfferToFormerAsync(IReport report, CancellationToken cancellation)
    {
        if (!options.IsEnabled)
        {
            return;
        }

        foreach (EventTarget target in await targets.ReadAllAsync(YeastarSSeriesOptions.Dialect, cancellation))
        {
            if (EventSettings.Parse(target.Settings) is { } settings)
            {
                var receiver = new EventReceiver(Session.Former(target.User), connector, capacity: 1, clock, logger);
                _former.Add(receiver);
                receiver.Line.Offer(() => EventRequest.Write(report, settings));
            }
        }
    }

    /// <summary>Tells everyone who wants to know; returns at once.</summary>
    public void Offer(IReport report)
    {
        foreach (EventReceiver receiver in _receivers.Values)
        {
            if (!sessions.IsOpen(receiver.Session))
            {
                _ = StopAsync(receiver.Session);
            }
            else if (receiver.Session.Events is { } events && report.In(events.Layout) is not null)
            {
                // Written when it is sent: what has waited goes where, and in the layout in which, it is expected then.
                receiver.Line.Offer(() => sessions.IsOpen(receiver.Session) && receiver.Session.Events is { } now ? EventRequest.Write(report, now) : null);
            }
        }
    }

    /// <summary>Gives what waits a little time to be delivered.</summary>
    public Task FinishAsync(CancellationToken cancellation)
        => Task.WhenAll(_receivers.Values.Select(receiver => receiver.Line.FinishAsync(Farewell, cancellation)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_receivers.Values.Concat(_former).Select(receiver => receiver.DisposeAsync().AsTask()));
        _receivers = _receivers.Clear();
    }

    private async Task KeepAsync(string user, EventSettings? events)
    {
        try
        {
            if (events is null)
            {
                await targets.DeleteAsync(YeastarSSeriesOptions.Dialect, user, CancellationToken.None);
            }
            else
            {
                await targets.SaveAsync(new EventTarget(YeastarSSeriesOptions.Dialect, user, events.ToText()), CancellationToken.None);
            }
        }
        catch (IOException failure)
        {
            // Events go on; only of the next restart the user may hear nothing.
            Log.NotKept(logger, failure, user);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SSeriesTargetNotKept, LogLevel.Warning, "Where S-Series user {User} gets events could not be stored; it may not be told of the next restart")]
        public static partial void NotKept(ILogger logger, Exception failure, string user);
    }
}
