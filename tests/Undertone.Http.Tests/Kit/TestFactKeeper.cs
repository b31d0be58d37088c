using Microsoft.Extensions.Hosting;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Tests.Kit;

/// <summary>Does for the dialects what the server's keeper of records does: stores their callbacks and hands them back.</summary>
internal sealed class TestFactKeeper(ICallEngine engine, IOutbox outbox, IEnumerable<ICallbackReporter> reporters, IEnumerable<IAccountant> accountants) : BackgroundService
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
            var facts = new FactBatch
            {
                Calls = engineEvent is CallEnded call ? [call.Record] : [],
                Legs = engineEvent is LegEnded leg ? [leg.Record] : [],
                AccountCalls = engineEvent is CallEnded ended ? [.. accountants.Select(a => a.Book(ended.Record)).OfType<AccountCall>()] : [],
                Bills = engineEvent is LegEnded left ? [.. accountants.Select(a => a.Book(left.Record)).OfType<LegBill>()] : [],
                Callbacks = [.. _reporters.SelectMany(reporter => reporter.CallbacksFor(engineEvent))],
            };
            IReadOnlyList<OutboxEntry> stored = await outbox.CommitAsync(facts, stoppingToken);
            foreach (ICallbackReporter reporter in _reporters)
            {
                reporter.Deliver(stored);
            }
        }
    }
}
