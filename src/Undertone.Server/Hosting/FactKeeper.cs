using Undertone.Server.Logs;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Server.Hosting;

/// <summary>
/// Stores the record of every call and leg that ends, and with it, in one transaction, the callbacks that tell of it and of everything else
/// that happens; then has them delivered. It is started before the engine and stopped after it, so that the calls which the stop itself ends
/// have records and callbacks too.
/// </summary>
internal sealed class FactKeeper(
    ICallEngine engine,
    IOutbox outbox,
    IEnumerable<ICallbackReporter> reporters,
    IEnumerable<IAccountant> accountants,
    ILogger<FactKeeper> logger) : IHostedService, IDisposable
{
    // Events that came together are stored together: a commit costs the same for one as for many.
    private const int MostEvents = 200;

    private readonly EngineEventReader _reader = engine.Events.Subscribe();
    private readonly ICallbackReporter[] _reporters = [.. reporters];
    private Task _keeping = Task.CompletedTask;
    private long _missedBefore;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _keeping = Task.Run(KeepAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Closing the reader lets the loop finish what already waits.
        _reader.Dispose();
        await _keeping.WaitAsync(cancellationToken);
    }

    public void Dispose() => _reader.Dispose();

    private async Task KeepAsync()
    {
        var collector = new FactCollector(_reporters, [.. accountants], logger);
        await foreach (EngineEvent first in _reader.ReadAllAsync(CancellationToken.None))
        {
            EngineEvent? engineEvent = first;
            for (int count = 1; engineEvent is not null; count++)
            {
                ReportMissed();
                collector.Add(engineEvent);
                engineEvent = count < MostEvents && _reader.TryRead(out EngineEvent? next) ? next : null;
            }

            if (collector.Take() is { } facts)
            {
                await StoreAsync(facts);
            }
        }
    }

    private async Task StoreAsync(FactBatch facts)
    {
        IReadOnlyList<OutboxEntry> stored;
        try
        {
            stored = await outbox.CommitAsync(facts, CancellationToken.None);
        }
        catch (IOException failure)
        {
            foreach (CallRecord record in facts.Calls)
            {
                ServerLog.CallRecordLost(
                    logger, failure, record.Id.ToString(), record.From, record.To, record.StartedAt, record.EndedAt, record.Disposition.ToString());
            }

            foreach (LegRecord leg in facts.Legs)
            {
                ServerLog.LegRecordLost(logger, leg.CallId.ToString(), leg.Id.ToString(), leg.Number, leg.Origin.ToString(), leg.AnsweredAt, leg.EndedAt);
            }

            // Told all the same, from memory: a full disk must not leave the receivers in the dark.
            stored = facts.Callbacks;
        }

        foreach (ICallbackReporter reporter in _reporters)
        {
            reporter.Deliver(stored);
        }
    }

    private void ReportMissed()
    {
        long missed = _reader.Missed;
        if (missed > _missedBefore)
        {
            ServerLog.EventsMissed(logger, missed - _missedBefore);
            _missedBefore = missed;
            foreach (ICallbackReporter reporter in _reporters)
            {
                reporter.Forget();
            }
        }
    }
}
