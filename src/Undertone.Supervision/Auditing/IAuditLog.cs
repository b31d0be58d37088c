namespace Undertone.Supervision.Auditing;

/// <summary>Where audit records go. An implementation returns only when the record would survive a crash.</summary>
public interface IAuditLog
{
    /// <summary>Writes one record.</summary>
    /// <exception cref="IOException">It could not be written; the caller must then not let the action take effect.</exception>
    Task AppendAsync(AuditRecord record, CancellationToken cancellation);

    /// <summary>The newest records first, at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<AuditRecord>> ReadNewestAsync(int most, CancellationToken cancellation);
}
