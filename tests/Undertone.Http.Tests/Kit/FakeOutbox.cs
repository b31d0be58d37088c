using Undertone.Supervision.Callbacks;

namespace Undertone.Http.Tests.Kit;

/// <summary>An outbox in memory.</summary>
internal sealed class FakeOutbox : IOutbox
{
    private readonly Lock _gate = new();
    private readonly List<OutboxEntry> _entries = [];
    private readonly List<FactBatch> _batches = [];
    private long _last;

    /// <summary>What waits.</summary>
    public IReadOnlyList<OutboxEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>All that was ever stored.</summary>
    public IReadOnlyList<FactBatch> Batches
    {
        get
        {
            lock (_gate)
            {
                return [.. _batches];
            }
        }
    }

    public Task<IReadOnlyList<OutboxEntry>> CommitAsync(FactBatch facts, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _batches.Add(facts);
            IReadOnlyList<OutboxEntry> stored = [.. facts.Callbacks.Select(callback => callback with { Id = ++_last })];
            _entries.AddRange(stored);
            return Task.FromResult(stored);
        }
    }

    public Task<IReadOnlyList<OutboxEntry>> ReadAllAsync(string dialect, CancellationToken cancellation)
        => Task.FromResult<IReadOnlyList<OutboxEntry>>([.. Entries.Where(entry => entry.Dialect == dialect)]);

    public Task DeleteAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _entries.RemoveAll(entry => ids.Contains(entry.Id));
        }

        return Task.CompletedTask;
    }

    /// <summary>Waits until nothing waits.</summary>
    public async Task WaitUntilEmptyAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (Entries.Count > 0)
        {
            Assert.False(deadline.IsCancellationRequested, $"{Entries.Count} callbacks still wait");
            await Task.Delay(1);
        }
    }
}
