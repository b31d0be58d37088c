using System.Collections.Concurrent;
using Undertone.Supervision.Auditing;
using Undertone.Supervision.Extensions;

namespace Undertone.Switch.Tests.Harness;

/// <summary>Extensions that live as long as the test.</summary>
internal sealed class MemoryExtensions(IReadOnlyList<Extension> extensions) : IExtensionStore
{
    public Task<IReadOnlyList<Extension>> ReadAllAsync(CancellationToken cancellation) => Task.FromResult(extensions);

    public Task<int> SaveAsync(Extension extension, CancellationToken cancellation) => Task.FromResult(1);

    public Task<bool> DeleteAsync(string number, CancellationToken cancellation) => Task.FromResult(false);
}

/// <summary>An audit record in memory, which can be made to fail or to hang.</summary>
internal sealed class MemoryAudit : IAuditLog
{
    private readonly ConcurrentQueue<AuditRecord> _records = new();

    public IReadOnlyList<AuditRecord> Records => [.. _records];

    /// <summary>What the next appends do instead of succeeding; null to succeed.</summary>
    public Func<Task>? Instead { get; set; }

    public async Task AppendAsync(AuditRecord record, CancellationToken cancellation)
    {
        if (Instead is { } instead)
        {
            await instead();
        }

        _records.Enqueue(record);
    }

    public Task<IReadOnlyList<AuditRecord>> ReadNewestAsync(int most, CancellationToken cancellation)
        => Task.FromResult<IReadOnlyList<AuditRecord>>([.. _records.Reverse().Take(most)]);
}
