using System.Collections.Immutable;
using Undertone.Http.Yeastar;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>
/// Tells in the events of the second version what happens to calls. It remembers what it last told of each, so that a change which the
/// dialect cannot express is not told twice. Used by one reader; not safe for several threads.
/// </summary>
/// <param name="serial">Our serial number.</param>
internal sealed class StatusTranslator(string serial)
{
    private const string Status = "CallStatus";
    private const string Failed = "CallFailed";

    // Sic: the vendor's sample spells it so.
    private const string Transfer = "Tranfer";

    private readonly Dictionary<string, MembersReport> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<CallId, CallSnapshot> _calls = [];

    /// <summary>How many calls and monitors are remembered.</summary>
    public int Remembered => _last.Count + _calls.Count;

    /// <summary>What to tell of an engine event, in order.</summary>
    public IEnumerable<IReport> Translate(EngineEvent engineEvent) => engineEvent switch
    {
        CallChanged changed => OfCall(changed.Call),
        CallFailed failed => OfFailure(Of(Failed, failed.Call, withStatus: false, failed.Reason)),
        CallTransferred { ByRequest: false } transferred => [Of(Transfer, _calls.GetValueOrDefault(transferred.Call.Id) ?? transferred.Call, withStatus: false)],
        CallForwarded forwarded => [Of(Transfer, forwarded.Call, withStatus: false)],
        CallEnded ended => OfEnd(ended.Record.Id),
        MonitorChanged changed => OfMonitor(changed.Monitor),
        MonitorFailed failed => OfFailedMonitor(failed),
        _ => [],
    };

    /// <summary>Forgets what was told, after events have been missed: from then on rather told twice than not at all.</summary>
    public void Forget()
    {
        _last.Clear();
        _calls.Clear();
    }

    private MembersReport[] OfCall(CallSnapshot call)
    {
        _calls[call.Id] = call;
        return TellOnce(Of(Status, call, withStatus: true));
    }

    private IEnumerable<IReport> OfEnd(CallId id)
    {
        _calls.Remove(id);
        _last.Remove(id.ToString());
        return [];
    }

    private List<IReport> OfMonitor(MonitorSnapshot monitor)
    {
        List<IReport> reports = [.. TellOnce(Of(Status, monitor, MemberStatus.OfMonitor(monitor.State)))];
        if (monitor.State is LegState.Ended)
        {
            _last.Remove(monitor.OwnCallId.ToString());
        }

        return reports;
    }

    private List<IReport> OfFailedMonitor(MonitorFailed failed)
    {
        // Who follows the calls is not left with a supervisor that rings for ever.
        List<IReport> reports = _last.ContainsKey(failed.Monitor.OwnCallId.ToString()) ? OfMonitor(failed.Monitor with { State = LegState.Ended }) : [];
        reports.AddRange(OfFailure(Of(Failed, failed.Monitor, status: null, failed.Reason)));
        return reports;
    }

    private static MembersReport[] OfFailure(MembersReport report) => FailureText.OfV2(report.Reason) is null ? [] : [report];

    private MembersReport[] TellOnce(MembersReport report)
    {
        if (report.Equals(_last.GetValueOrDefault(report.CallId)))
        {
            return [];
        }

        _last[report.CallId] = report;
        return [report];
    }

    private MembersReport Of(string name, CallSnapshot call, bool withStatus, CallFailureReason reason = CallFailureReason.None)
    {
        ImmutableArray<(CallParty, string?)> members =
            [.. call.Legs.OrderBy(leg => leg.Role).Select(leg => (CallParty.Of(call, leg), withStatus ? MemberWord.Of(leg) : null))];
        return new MembersReport(name, call.Id.ToString(), members, serial, reason);
    }

    private MembersReport Of(string name, MonitorSnapshot monitor, string? status, CallFailureReason reason = CallFailureReason.None)
        => new(name, monitor.OwnCallId.ToString(), [(CallParty.Of(monitor), status)], serial, reason);
}
