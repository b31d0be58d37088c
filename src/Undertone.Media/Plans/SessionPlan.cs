namespace Undertone.Media.Plans;

/// <summary>Who hears whom in a session, ready for the worker: one entry for each of its legs.</summary>
internal sealed class SessionPlan(LegPlan[] legs)
{
    private readonly TaskCompletionSource<long> _applied = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LegPlan[] Legs { get; } = legs;

    /// <summary>True when every ear gets what it hears in the same way; to be asked only while who hears whom has not changed.</summary>
    public bool IsLike(SessionPlan? other) => other is not null && Legs.Select(leg => leg.Kind).SequenceEqual(other.Legs.Select(leg => leg.Kind));

    /// <summary>Completes with the number of the worker's tick at which the plan took effect.</summary>
    public Task<long> Applied => _applied.Task;

    public void Acknowledge(long tick) => _applied.TrySetResult(tick);

    /// <summary>The worker has ended; the plan never takes effect.</summary>
    public void Abandon() => _applied.TrySetCanceled();
}
