using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Switch.Extensions;

/// <summary>
/// What every extension is doing, derived from its registrations and its legs; changes go to the event feed. It is also
/// where a supervisor is reserved, so that two requests at the same moment cannot ring her twice. Safe for any thread.
/// </summary>
internal sealed class ExtensionActivity(EngineEventFeed events, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _byNumber = new(StringComparer.Ordinal);

    /// <summary>The state of an extension.</summary>
    public ExtensionState StateOf(string number)
    {
        lock (_gate)
        {
            return _byNumber.TryGetValue(number, out Entry? entry) ? entry.Published : ExtensionState.Unavailable;
        }
    }

    /// <summary>True if the extension has a leg anywhere.</summary>
    public bool HasLegs(string number)
    {
        lock (_gate)
        {
            return _byNumber.TryGetValue(number, out Entry? entry) && entry.Legs.Count > 0;
        }
    }

    /// <summary>Tells whether any device of the extension is registered.</summary>
    public void SetRegistered(string number, bool registered)
    {
        lock (_gate)
        {
            Entry entry = EntryOf(number);
            entry.Registered = registered;
            Publish(number, entry);
        }
    }

    /// <summary>Tells what one leg of the extension is doing.</summary>
    public void SetLeg(string number, LegId leg, LegState state)
    {
        lock (_gate)
        {
            Entry entry = EntryOf(number);
            if (state is LegState.Ended)
            {
                entry.Legs.Remove(leg);
            }
            else
            {
                entry.Legs[leg] = state;
            }

            Publish(number, entry);
        }
    }

    /// <summary>Reserves an idle extension for a leg that is about to ring it; false if it has a leg already.</summary>
    public bool TryReserve(string number, LegId leg)
    {
        lock (_gate)
        {
            Entry entry = EntryOf(number);
            if (entry.Legs.Count > 0)
            {
                return false;
            }

            entry.Legs[leg] = LegState.Ringing;
            Publish(number, entry);
            return true;
        }
    }

    private static ExtensionState Derive(Entry entry)
    {
        if (entry.Legs.Count == 0)
        {
            return entry.Registered ? ExtensionState.Registered : ExtensionState.Unavailable;
        }

        bool ringing = false;
        bool busy = false;
        foreach (LegState state in entry.Legs.Values)
        {
            if (state is LegState.Holding)
            {
                return ExtensionState.Hold;
            }

            ringing |= state is LegState.Ringing;
            busy |= state is not LegState.Ringing;
        }

        return ringing && !busy ? ExtensionState.Ringing : ExtensionState.Busy;
    }

    private Entry EntryOf(string number)
    {
        if (!_byNumber.TryGetValue(number, out Entry? entry))
        {
            _byNumber[number] = entry = new Entry();
        }

        return entry;
    }

    // Published under the lock, so that two changes of one extension cannot overtake each other in the feed.
    private void Publish(string number, Entry entry)
    {
        ExtensionState state = Derive(entry);
        if (state != entry.Published)
        {
            entry.Published = state;
            events.Publish(new ExtensionStateChanged(clock.GetUtcNow(), number, state));
        }
    }

    private sealed class Entry
    {
        public Dictionary<LegId, LegState> Legs { get; } = [];

        public bool Registered { get; set; }

        public ExtensionState Published { get; set; } = ExtensionState.Unavailable;
    }
}
