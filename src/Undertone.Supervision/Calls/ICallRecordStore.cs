namespace Undertone.Supervision.Calls;

/// <summary>Where the records of ended calls are kept.</summary>
public interface ICallRecordStore
{
    /// <summary>Keeps one record; a second one with the same id replaces the first.</summary>
    Task AddAsync(CallRecord record, CancellationToken cancellation);

    /// <summary>The newest records first, at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<CallRecord>> ReadNewestAsync(int most, CancellationToken cancellation);
}
