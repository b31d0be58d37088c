using Undertone.Supervision.Engine;

namespace Undertone.Supervision.Callbacks;

/// <summary>
/// A dialect that tells others of what happens by callbacks. Whoever keeps the records asks it what to tell of each event, stores that
/// together with the records, and then hands it back to be delivered. Called by one caller at a time, in the order of the events.
/// </summary>
public interface ICallbackReporter
{
    /// <summary>The callbacks that tell of an event; none if nobody wants to know.</summary>
    IEnumerable<OutboxEntry> CallbacksFor(EngineEvent engineEvent);

    /// <summary>Events were missed: what is remembered of earlier ones is no longer to be relied on.</summary>
    void Forget();

    /// <summary>Delivers callbacks, its own and other dialects', of which it takes its own. Those without an id could not be stored. Returns at once.</summary>
    void Deliver(IReadOnlyList<OutboxEntry> callbacks);
}
