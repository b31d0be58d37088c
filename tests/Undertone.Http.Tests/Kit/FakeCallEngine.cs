using System.Collections.Concurrent;
using System.Collections.Immutable;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;
using Undertone.Supervision.Trunks;

namespace Undertone.Http.Tests.Kit;

/// <summary>
/// An engine without phones. Calls and statuses are put into it; monitors that are asked for ring until the test says otherwise;
/// <see cref="Refuse"/> makes it refuse. Every command is kept.
/// </summary>
internal sealed class FakeCallEngine : ICallEngine, IExtensionObserver
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ExtensionStatus> _statuses = [];
    private ImmutableList<CallSnapshot> _calls = [];
    private uint _nextLeg = 0x200;
    private CallId _nextCall = new(1650094666, 549);

    public ConcurrentQueue<object> Commands { get; } = [];

    /// <summary>What every command is refused with; none by default.</summary>
    public Refusal Refuse { get; set; }

    /// <summary>Thrown by every command if set.</summary>
    public Exception? Fault { get; set; }

    public EngineCapabilities Capabilities { get; } = new(true, true, true, true, true);

    public EngineEventFeed Events { get; } = new();

    public IReadOnlyList<CallSnapshot> Calls => _calls;

    public IReadOnlyList<TrunkStatus> Trunks => [];

    public CallSnapshot? FindCall(CallId id) => _calls.Find(c => c.Id == id);

    public MonitorSnapshot? FindMonitor(CallId ownCallId) => _calls.SelectMany(c => c.Monitors).FirstOrDefault(m => m.OwnCallId == ownCallId);

    public ExtensionStatus StatusOf(string number)
        => _statuses.GetValueOrDefault(number) ?? new ExtensionStatus(number, ExtensionState.Unavailable, []);

    /// <summary>Tells of changes of the directory, as every engine does.</summary>
    public void OnChanged(ExtensionChange change)
    {
        foreach (EngineEvent engineEvent in change.EventsAt(Samples.Start))
        {
            Events.Publish(engineEvent);
        }
    }

    public void SetStatus(ExtensionStatus status) => _statuses[status.Number] = status;

    /// <summary>Adds a call, or replaces the one with its id.</summary>
    public void Put(CallSnapshot call)
    {
        lock (_gate)
        {
            int at = _calls.FindIndex(c => c.Id == call.Id);
            _calls = at < 0 ? _calls.Add(call) : _calls.SetItem(at, call);
        }
    }

    /// <summary>The id that the next call or monitor gets.</summary>
    public void NextCallId(CallId id) => _nextCall = id;

    public ValueTask<Outcome<CallId>> PlaceCallAsync(PlaceCall command, CancellationToken cancellation) => Run(command, NewCallId);

    public ValueTask<Outcome<MonitorReceipt>> StartMonitorAsync(StartMonitor command, CancellationToken cancellation)
        => Run(command, () => StartOrSwitch(command));

    public ValueTask<Outcome<MonitorReceipt>> SwitchMonitorAsync(SwitchMonitor command, CancellationToken cancellation)
        => Run(command, () => Switch(command));

    public ValueTask<Outcome<CallId>> HangUpAsync(LegId leg, CancellationToken cancellation) => Run(leg, () =>
    {
        CallSnapshot call = _calls.First(c => c.Leg(leg) is not null || c.Monitors.Any(m => m.Id == leg));
        return call.Monitors.FirstOrDefault(m => m.Id == leg)?.OwnCallId ?? call.Id;
    });

    public ValueTask<Outcome<CallId>> HoldAsync(HoldLeg command, CancellationToken cancellation) => Run(command, () => CallOf(command.Leg));

    public ValueTask<Outcome<CallId>> MuteAsync(MuteLeg command, CancellationToken cancellation) => Run(command, () => CallOf(command.Leg));

    public ValueTask<Outcome<CallId>> TransferAsync(TransferParty command, CancellationToken cancellation)
        => Run(command, () => CallOf(command.Moved));

    public ValueTask<Outcome<CallId>> ConsultAsync(ConsultTarget command, CancellationToken cancellation)
        => Run(command, () => CallOf(command.Transferor));

    public ValueTask<Outcome<CallId>> EndConsultationAsync(EndConsultation command, CancellationToken cancellation)
        => Run(command, () => CallOf(command.Transferor));

    private CallId CallOf(LegId leg) => _calls.First(c => c.Leg(leg) is not null).Id;

    private ValueTask<Outcome<T>> Run<T>(object command, Func<T> action)
        where T : struct
    {
        Commands.Enqueue(command);
        if (Fault is not null)
        {
            throw Fault;
        }

        lock (_gate)
        {
            return ValueTask.FromResult(Refuse is Refusal.None ? Outcome<T>.Done(action()) : Refuse);
        }
    }

    private MonitorReceipt Switch(SwitchMonitor command)
    {
        CallSnapshot call = _calls.First(c => c.Monitors.Any(m => m.Id == command.Monitor));
        MonitorSnapshot known = call.Monitors.First(m => m.Id == command.Monitor);
        Put(call with { Monitors = call.Monitors.Replace(known, known with { Mode = command.Mode, ModeSince = known.ModeSince.AddSeconds(7) }) });
        return new MonitorReceipt(known.Id, known.OwnCallId, call.Id, IsAttached: true);
    }

    private MonitorReceipt StartOrSwitch(StartMonitor command)
    {
        CallSnapshot call = _calls.First(c => c.Leg(command.Target) is not null);
        MonitorSnapshot? known = call.Monitors.FirstOrDefault(m => m.Supervisor == command.Supervisor && m.Target == command.Target);
        MonitorSnapshot monitor = known is not null
            ? known with { Mode = command.Mode }
            : new MonitorSnapshot
            {
                Id = new LegId(_nextLeg++),
                OwnCallId = NewCallId(),
                CallId = call.Id,
                Target = command.Target,
                Supervisor = command.Supervisor,
                Mode = command.Mode,
                State = LegState.Ringing,
                Requester = command.Requester,
                Account = command.Account,
                Reference = command.Reference,
                ModeSince = call.StartedAt.AddSeconds(30),
                StartedAt = call.StartedAt.AddSeconds(30),
            };
        Put(call with { Monitors = known is null ? call.Monitors.Add(monitor) : call.Monitors.Replace(known, monitor) });
        return new MonitorReceipt(monitor.Id, monitor.OwnCallId, call.Id, IsAttached: known is not null);
    }

    private CallId NewCallId()
    {
        CallId id = _nextCall;
        _nextCall = id with { Sequence = id.Sequence + 1 };
        return id;
    }
}
