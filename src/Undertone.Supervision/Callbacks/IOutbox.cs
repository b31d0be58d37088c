namespace Undertone.Supervision.Callbacks;

/// <summary>
/// Where callbacks wait. They are stored in the same transaction as the facts that they report, so that after a crash a fact that is on
/// record has its callbacks, and no callback tells of a fact that is not.
/// </summary>
public interface IOutbox
{
    /// <summary>Stores a batch as a whole.</summary>
    /// <param name="facts">What has happened, and the callbacks that tell of it.</param>
    /// <param name="cancellation">Gives up before anything is stored.</param>
    /// <returns>The callbacks with their ids.</returns>
    /// <exception cref="IOException">Nothing was stored.</exception>
    Task<IReadOnlyList<OutboxEntry>> CommitAsync(FactBatch facts, CancellationToken cancellation);

    /// <summary>What waits for the receivers of a dialect, in order.</summary>
    Task<IReadOnlyList<OutboxEntry>> ReadAllAsync(string dialect, CancellationToken cancellation);

    /// <summary>Forgets callbacks that have been delivered or given up; ids that are unknown are ignored.</summary>
    Task DeleteAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation);
}
