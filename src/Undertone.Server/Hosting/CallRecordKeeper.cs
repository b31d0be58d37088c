using Undertone.Server.Logs;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Server.Hosting;

/// <summary>
/// Stores the record of every call that ends. It is started before the engine and stopped after it, so that the calls which the
/// stop itself ends have records too.
/// </summary>
internal sealed class CallRecordKeeper(ICallEngine engine, ICallRecordStore records, ILogger<CallRecordKeeper> logger) : IHostedService, IDisposable
{
    private readonly EngineEventReader _reader = engine.Events.Subscribe();
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
        await foreach (EngineEvent engineEvent in _reader.ReadAllAsync(CancellationToken.None))
        {
            ReportMissed();
            if (engineEvent is CallEnded ended)
            {
                await StoreAsync(ended.Record);
            }
        }
    }

    private async Task StoreAsync(CallRecord record)
    {
        try
        {
            await records.AddAsync(record, CancellationToken.None);
        }
        catch (IOException failure)
        {
            ServerLog.CallRecordLost(
                logger, failure, record.Id.ToString(), record.From, record.To, record.StartedAt, record.EndedAt, record.Disposition.ToString());
        }
    }

    private void ReportMissed()
    {
        long missed = _reader.Missed;
        if (missed > _missedBefore)
        {
            ServerLog.EventsMissed(logger, missed - _missedBefore);
            _missedBefore = missed;
        }
    }
}
