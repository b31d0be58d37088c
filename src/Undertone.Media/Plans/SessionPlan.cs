namespace Undertone.Media.Plans;

/// <summary>Who hears whom in a session, ready for the worker: one entry for each of its legs.</summary>
internal sealed class SessionPlan(LegPlan[] legs)
{
    private readonly TaskCompletionSource<long> _applied = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LegPlan[] Legs { get; } = legs;

    /// <summary>Completes with the number of the worker's tick at which the plan took effect.</summary>
    public Task<long> Applied => _applied.Task;

    public void Acknowledge(long tick) => _applied.TrySetResult(tick);

    /// <summary>The worker has ended; the plan never takes effect.</summary>
    public void Abandon() => _applied.TrySetCanceled();
}
