using Microsoft.Extensions.Hosting;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Tests.Kit;

/// <summary>Does for the dialects what the server's keeper of records does: stores their callbacks and hands them back.</summary>
internal sealed class TestFactKeeper(ICallEngine engine, IOutbox outbox, IEnumerable<ICallbackReporter> reporters) : BackgroundService
{
    private readonly EngineEventReader _reader = engine.Events.Subscribe();
    private readonly ICallbackReporter[] _reporters = [.. reporters];

    public override void Dispose()
    {
        _reader.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (EngineEvent engineEvent in _reader.ReadAllAsync(stoppingToken))
        {
            IReadOnlyList<OutboxEntry> callbacks = [.. _reporters.SelectMany(reporter => reporter.CallbacksFor(engineEvent))];
            IReadOnlyList<OutboxEntry> stored = await outbox.CommitAsync([], callbacks, stoppingToken);
            foreach (ICallbackReporter reporter in _reporters)
            {
                reporter.Deliver(stored);
            }
        }
    }
}
