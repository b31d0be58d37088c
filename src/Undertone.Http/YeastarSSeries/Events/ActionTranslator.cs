using System.Collections.Immutable;
using Undertone.Http.Yeastar;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>
/// Tells in the actions of the first version what happens to calls: RING and ALERT (but not for calls dialled on an extension's own
/// phone), ANSWER and ANSWERED, BYE, transfers and failures. It remembers of each call what it looked like last. Used by one reader;
/// not safe for several threads.
/// </summary>
/// <param name="serial">Our serial number.</param>
internal sealed class ActionTranslator(string serial)
{
    // Sic: every sample of the vendor spells it so.
    private const string Transfer = "Tranfer";
    private const string Failed = "CallFailed";
    private const string Ring = "RING";
    private const string Answer = "ANSWER";
    private const string Bye = "BYE";

    private readonly Dictionary<CallId, Memory> _calls = [];
    private readonly Dictionary<LegId, LegState> _monitors = [];

    /// <summary>How many calls and monitors are remembered.</summary>
    public int Remembered => _calls.Count + _monitors.Count;

    /// <summary>What to tell of an engine event, in order.</summary>
    public IEnumerable<IReport> Translate(EngineEvent engineEvent) => engineEvent switch
    {
        CallChanged changed => OfChange(changed.Call),
        CallTransferred transferred => OfTransfer(transferred),
        CallForwarded forwarded => [Report(Transfer, forwarded.Call, forwarded.Call.Legs.Where(leg => leg.Role is LegRole.Caller))],
        CallFailed failed => OfFailure(failed),
        CallEnded ended => OfEnd(ended.Record.Id),
        MonitorChanged changed => OfMonitor(changed.Monitor),
        MonitorFailed failed => OfFailedMonitor(failed),
        _ => [],
    };

    /// <summary>Forgets what was told, after events have been missed.</summary>
    public void Forget()
    {
        _calls.Clear();
        _monitors.Clear();
    }

    private List<IReport> OfChange(CallSnapshot call)
    {
        Memory memory = _calls.GetValueOrDefault(call.Id) ?? (_calls[call.Id] = new Memory(call));
        List<IReport> reports = [];
        LegSnapshot? caller = call.Legs.FirstOrDefault(leg => leg.Role is LegRole.Caller);
        foreach (LegSnapshot leg in call.Legs.OrderBy(leg => leg.Role))
        {
            LegState? before = memory.StateOf(leg.Id);
            if (leg.State == before)
            {
                continue;
            }

            bool isCallee = leg.Role is LegRole.Callee;
            if (memory.RingsAreTold && isCallee && Rings(leg.State) && !Rings(before))
            {
                reports.Add(Report(Ring, call, [leg, caller]));
                memory.WasTold = true;
            }
            else if (memory.RingsAreTold && !isCallee && leg.State is LegState.Alerting && !memory.Moved)
            {
                reports.Add(Report("ALERT", call, [leg]));
                memory.WasTold = true;
            }
            else if (isCallee && leg.IsAnswered && !IsAnswered(before) && !memory.IsPartyMet(leg.Id) && caller is not null)
            {
                reports.Add(Report(Answer, call, [leg, caller]));
                reports.Add(Report("ANSWERED", call, [caller, leg]));
                memory.WasTold = true;
            }
        }

        memory.Update(call);
        return reports;
    }

    private IEnumerable<IReport> OfTransfer(CallTransferred transferred)
    {
        CallSnapshot after = transferred.Call;
        Memory? memory = _calls.GetValueOrDefault(after.Id);
        ImmutableArray<LegSnapshot> before = memory?.Last.Legs ?? [];
        if (memory is not null)
        {
            memory.Moved = true;
            memory.Meet(after.Legs.Where(leg => leg.IsAnswered));
        }

        if (transferred.ByRequest)
        {
            yield break;
        }

        // The one that left, then the one that was moved.
        IEnumerable<LegSnapshot> gone = before.Where(leg => after.Leg(leg.Id) is null or { State: LegState.Ended });
        IEnumerable<LegSnapshot> moved = before.Where(leg => after.Leg(leg.Id) is { Role: LegRole.Caller, State: not LegState.Ended });
        yield return Report(Transfer, memory?.Last ?? after, gone.Concat(moved));
    }

    private IEnumerable<IReport> OfFailure(CallFailed failed)
    {
        if (FailureText.OfV1(failed.Reason) is null)
        {
            yield break;
        }

        if (_calls.TryGetValue(failed.Call.Id, out Memory? memory))
        {
            memory.HasFailed = true;
        }

        yield return Report(Failed, failed.Call, failed.Call.Legs.OrderByDescending(leg => leg.Role), failed.Reason);
    }

    private IEnumerable<IReport> OfEnd(CallId id)
    {
        if (_calls.Remove(id, out Memory? memory) && memory is { WasTold: true, HasFailed: false })
        {
            yield return Report(Bye, memory.Last, memory.Last.Legs.Where(leg => !memory.HasLeftBefore(leg.Id)).OrderByDescending(leg => leg.Id == memory.FirstToLeave));
        }
    }

    private IEnumerable<IReport> OfMonitor(MonitorSnapshot monitor)
    {
        LegState? before = _monitors.TryGetValue(monitor.Id, out LegState known) ? known : null;
        if (before == monitor.State)
        {
            yield break;
        }

        _monitors[monitor.Id] = monitor.State;
        switch (monitor.State)
        {
            case LegState.Ringing:
                yield return Report(Ring, monitor);
                break;
            case LegState.Talking when before is null or LegState.Starting or LegState.Ringing:
                yield return Report(Answer, monitor);
                break;
            case LegState.Ended:
                _monitors.Remove(monitor.Id);
                yield return Report(Bye, monitor);
                break;
        }
    }

    private IEnumerable<IReport> OfFailedMonitor(MonitorFailed failed)
    {
        _monitors.Remove(failed.Monitor.Id);
        yield return Report(FailureText.OfV1(failed.Reason) is null ? Bye : Failed, failed.Monitor, failed.Reason);
    }

    private ActionReport Report(string action, CallSnapshot call, IEnumerable<LegSnapshot?> legs, CallFailureReason reason = CallFailureReason.None)
        => new(action, call.Id.ToString(), [.. legs.OfType<LegSnapshot>().Select(leg => CallParty.Of(call, leg))], serial, reason);

    private ActionReport Report(string action, MonitorSnapshot monitor, CallFailureReason reason = CallFailureReason.None)
        => new(action, monitor.OwnCallId.ToString(), [CallParty.Of(monitor)], serial, action == Failed ? reason : CallFailureReason.None);

    private static bool Rings(LegState? state) => state is LegState.Ringing or LegState.EarlyMedia;

    private static bool IsAnswered(LegState? state) => state is LegState.Talking or LegState.Holding or LegState.Held;

    private sealed class Memory(CallSnapshot first)
    {
        private readonly HashSet<LegId> _met = [];
        private readonly HashSet<LegId> _left = [];
        private readonly Dictionary<LegId, LegState> _states = [];

        public CallSnapshot Last { get; private set; } = first;

        /// <summary>False for a call that an extension dialled on its own phone: the original does not tell how it rings.</summary>
        public bool RingsAreTold { get; } = first.Legs.FirstOrDefault(leg => leg.Role is LegRole.Caller) is not { Trunk: null, Origin: LegOrigin.Inbound };

        /// <summary>True once anything was told of the call.</summary>
        public bool WasTold { get; set; }

        /// <summary>True once its failure was told.</summary>
        public bool HasFailed { get; set; }

        /// <summary>True once a transfer has changed its parties.</summary>
        public bool Moved { get; set; }

        /// <summary>The party that ended the call; none if all ended together.</summary>
        public LegId FirstToLeave { get; private set; }

        public LegState? StateOf(LegId leg) => _states.TryGetValue(leg, out LegState state) ? state : null;

        /// <summary>True for a party that came in conversation already: its answer is no news.</summary>
        public bool IsPartyMet(LegId leg) => _met.Contains(leg);

        public void Meet(IEnumerable<LegSnapshot> legs) => _met.UnionWith(legs.Select(leg => leg.Id));

        /// <summary>True for a party that left while the others went on.</summary>
        public bool HasLeftBefore(LegId leg) => _left.Contains(leg);

        public void Update(CallSnapshot call)
        {
            LegSnapshot[] ended = [.. call.Legs.Where(leg => leg.State is LegState.Ended)];
            FirstToLeave = ended.Length == 1 ? ended[0].Id : FirstToLeave;
            _left.UnionWith(Last.Legs.Where(leg => leg.State is LegState.Ended && call.Legs.Any(other => other.State is not LegState.Ended)).Select(leg => leg.Id));
            foreach (LegSnapshot leg in call.Legs)
            {
                _states[leg.Id] = leg.State;
            }

            Last = call;
        }
    }
}
