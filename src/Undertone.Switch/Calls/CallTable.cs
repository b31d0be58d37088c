using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Undertone.Supervision.Calls;

namespace Undertone.Switch.Calls;

/// <summary>The live calls, found by their id, by any of their legs, or by the id of a monitor. Safe for any thread.</summary>
internal sealed class CallTable(TimeProvider clock)
{
    private readonly ConcurrentDictionary<CallId, Call> _calls = new();
    private readonly ConcurrentDictionary<LegId, Call> _byLeg = new();
    private readonly ConcurrentDictionary<CallId, Call> _byMonitor = new();
    private long _sequence;
    private uint _leg;

    /// <summary>The number of live calls.</summary>
    public int Count => _calls.Count;

    /// <summary>The number of legs, supervisors' legs included.</summary>
    public int LegCount => _byLeg.Count;

    /// <summary>The number of monitors.</summary>
    public int MonitorCount => _byMonitor.Count;

    /// <summary>The live calls, oldest first.</summary>
    public ImmutableArray<Call> All => [.. _calls.Values.OrderBy(c => c.Id.Sequence)];

    /// <summary>A new call id.</summary>
    public CallId NewCallId() => new(clock.GetUtcNow().ToUnixTimeSeconds(), Interlocked.Increment(ref _sequence));

    /// <summary>A new leg id.</summary>
    public LegId NewLegId() => new(Interlocked.Increment(ref _leg));

    /// <summary>Adds a call.</summary>
    public void Add(Call call) => _calls[call.Id] = call;

    /// <summary>Adds a leg of a call.</summary>
    public void AddLeg(LegId leg, Call call) => _byLeg[leg] = call;

    /// <summary>Removes a leg.</summary>
    public bool RemoveLeg(LegId leg) => _byLeg.TryRemove(leg, out _);

    /// <summary>Adds the own id of a monitor.</summary>
    public void AddMonitor(CallId ownCallId, Call call) => _byMonitor[ownCallId] = call;

    /// <summary>Removes the own id of a monitor.</summary>
    public void RemoveMonitor(CallId ownCallId) => _byMonitor.TryRemove(ownCallId, out _);

    /// <summary>Removes a call.</summary>
    public void Remove(CallId id) => _calls.TryRemove(id, out _);

    /// <summary>The call with this id.</summary>
    public bool TryFind(CallId id, [NotNullWhen(true)] out Call? call) => _calls.TryGetValue(id, out call);

    /// <summary>The call that has this leg.</summary>
    public bool TryFindByLeg(LegId leg, [NotNullWhen(true)] out Call? call) => _byLeg.TryGetValue(leg, out call);

    /// <summary>The call that the monitor with this id of its own supervises.</summary>
    public bool TryFindByMonitor(CallId ownCallId, [NotNullWhen(true)] out Call? call) => _byMonitor.TryGetValue(ownCallId, out call);
}
