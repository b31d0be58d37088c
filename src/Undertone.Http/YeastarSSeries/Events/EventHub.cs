using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared.Events;
using Undertone.Supervision.Engine;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>Translates each engine event once and tells the receivers: those that events are pushed to, and those that fetch them.</summary>
internal sealed class EventHub(
    ICallEngine engine, ActionTranslator actions, StatusTranslator statuses, FactTranslator facts, EventReceivers receivers, ILogger<EventHub> logger)
    : EngineEventListener(YeastarSSeriesOptions.Dialect, engine, logger)
{
    private ImmutableArray<EventSubscriber> _subscribers = [];

    /// <summary>Adds a connection to the event port; it gets the events from now on.</summary>
    public void Add(EventSubscriber subscriber) => ImmutableInterlocked.Update(ref _subscribers, static (all, added) => all.Add(added), subscriber);

    /// <summary>Removes a connection.</summary>
    public void Remove(EventSubscriber subscriber) => ImmutableInterlocked.Update(ref _subscribers, static (all, removed) => all.Remove(removed), subscriber);

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await receivers.OfferToFormerAsync(facts.BootUp, cancellationToken);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await receivers.FinishAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override void Tell(EngineEvent engineEvent)
    {
        foreach (IReport report in actions.Translate(engineEvent).Concat(statuses.Translate(engineEvent)).Concat(facts.Translate(engineEvent)))
        {
            receivers.Offer(report);
            foreach (EventSubscriber subscriber in _subscribers)
            {
                subscriber.Offer(report);
            }
        }
    }

    /// <inheritdoc />
    protected override void Forget()
    {
        actions.Forget();
        statuses.Forget();
        facts.Forget();
    }
}
