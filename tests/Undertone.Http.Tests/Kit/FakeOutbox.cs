using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Tests.Kit;

/// <summary>An outbox in memory.</summary>
internal sealed class FakeOutbox : IOutbox
{
    private readonly Lock _gate = new();
    private readonly List<OutboxEntry> _entries = [];
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

    public Task<IReadOnlyList<OutboxEntry>> CommitAsync(
        IReadOnlyList<CallRecord> records, IReadOnlyList<OutboxEntry> callbacks, CancellationToken cancellation)
    {
        lock (_gate)
        {
            IReadOnlyList<OutboxEntry> stored = [.. callbacks.Select(callback => callback with { Id = ++_last })];
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
