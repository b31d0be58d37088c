using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarSSeries.Monitoring;

/// <summary>
/// Brings a supervisor onto the call of an extension, or changes her mode if she is already there. The engine decides and keeps the audit
/// record, of refusals too; here it is only found out which of several mistakes this dialect reports first.
/// </summary>
internal sealed class MonitorRequest(ICallEngine engine, ExtensionDirectory extensions) : IDisposable
{
    // One start at a time, so that of two who want to listen to the same extension the second sees the first.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Starts or switches.</summary>
    /// <param name="requester">Who asks.</param>
    /// <param name="supervisor">The extension that monitors.</param>
    /// <param name="target">The extension that is monitored.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="aloneOnly">True if the target must not be monitored by another extension.</param>
    /// <returns>What became of it, and on success the monitor's own call.</returns>
    public async Task<(SSeriesCode Code, CallId Monitor)> RunAsync(Requester requester, string supervisor, string target, MonitorMode mode, bool aloneOnly)
    {
        if (!extensions.TryGet(supervisor, out Extension? supervising) || !extensions.TryGet(target, out Extension? supervised))
        {
            return (SSeriesCode.ExtensionNotFound, default);
        }

        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            bool isInCall = ExtensionCall.TryFind(engine, target, out CallSnapshot call, out LegSnapshot leg);
            SSeriesCode? first = FirstMistake(supervising, supervised, mode, isInCall ? call : null);
            if (!isInCall || !leg.IsAnswered)
            {
                return (first ?? SSeriesCode.CallNotFound, default);
            }

            if (aloneOnly && call.Monitors.Any(m => m.Target == leg.Id && m.Supervisor != supervisor && m.State is not LegState.Ended))
            {
                return (first ?? SSeriesCode.NotMonitorable, default);
            }

            // Once handed over it runs to its end: a client that hangs up halfway must not leave half an action.
            Outcome<MonitorReceipt> outcome = await engine.StartMonitorAsync(new StartMonitor(requester, supervisor, leg.Id, mode), CancellationToken.None);
            return outcome.Refusal switch
            {
                Refusal.None => (SSeriesCode.Success, outcome.Value.OwnCallId),

                // The call ended, or is with somebody else, since we looked.
                Refusal.NotAnswered or Refusal.LegNotFound or Refusal.NotSupported => (first ?? SSeriesCode.CallNotFound, default),
                var refusal => (first ?? RefusalMapping.CodeFor(refusal), default),
            };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    /// <summary>The first that holds of: the mode is not hers, the target may not be monitored, she is not idle. Null if none does.</summary>
    private SSeriesCode? FirstMistake(Extension supervising, Extension supervised, MonitorMode mode, CallSnapshot? call)
    {
        if (!supervising.MonitorRight.Covers(mode))
        {
            return SSeriesCode.MonitorModeMismatch;
        }

        if (!supervised.AllowBeingMonitored)
        {
            return SSeriesCode.NotMonitorable;
        }

        bool isOnThisCall = call is not null && call.Monitors.Any(m => m.Supervisor == supervising.Number);
        return !isOnThisCall && engine.StatusOf(supervising.Number).State is not ExtensionState.Registered ? SSeriesCode.ExtensionNotIdle : null;
    }
}
