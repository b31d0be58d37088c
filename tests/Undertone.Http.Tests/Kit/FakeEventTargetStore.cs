using System.Collections.Concurrent;
using Undertone.Supervision.Events;

namespace Undertone.Http.Tests.Kit;

/// <summary>Event targets in memory.</summary>
internal sealed class FakeEventTargetStore : IEventTargetStore
{
    private readonly ConcurrentDictionary<string, EventTarget> _targets = [];

    /// <summary>Thrown by writes if set.</summary>
    public Exception? Fault { get; set; }

    public int Count => _targets.Count;

    public Task<IReadOnlyList<EventTarget>> ReadAllAsync(string dialect, CancellationToken cancellation)
        => Task.FromResult<IReadOnlyList<EventTarget>>([.. _targets.Values]);

    public Task SaveAsync(EventTarget target, CancellationToken cancellation)
    {
        if (Fault is not null)
        {
            throw Fault;
        }

        _targets[target.User] = target;
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string dialect, string user, CancellationToken cancellation) => Task.FromResult(_targets.TryRemove(user, out _));
}
