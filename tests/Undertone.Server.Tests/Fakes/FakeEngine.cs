using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Trunks;

namespace Undertone.Server.Tests.Fakes;

/// <summary>An engine without phones: its calls and states are what the test says.</summary>
internal sealed class FakeEngine : ICallEngine
{
    public EngineCapabilities Capabilities { get; } = new(false, false, false, false, false);

    public EngineEventFeed Events { get; } = new();

    public IReadOnlyList<CallSnapshot> Calls { get; set; } = [];

    public IReadOnlyList<TrunkStatus> Trunks { get; set; } = [];

    public Dictionary<string, ExtensionState> States { get; } = [];

    public CallSnapshot? FindCall(CallId id) => Calls.FirstOrDefault(call => call.Id == id);

    public Undertone.Supervision.Monitoring.MonitorSnapshot? FindMonitor(CallId ownCallId) => null;

    public ExtensionStatus StatusOf(string number) => new(number, States.GetValueOrDefault(number), []);

    public ValueTask<Outcome<CallId>> PlaceCallAsync(PlaceCall command, CancellationToken cancellation)
        => ValueTask.FromResult(Outcome<CallId>.Refused(Refusal.Overloaded));

    public ValueTask<Outcome<MonitorReceipt>> StartMonitorAsync(StartMonitor command, CancellationToken cancellation)
        => ValueTask.FromResult(Outcome<MonitorReceipt>.Refused(Refusal.Overloaded));

    public ValueTask<Outcome<MonitorReceipt>> SwitchMonitorAsync(SwitchMonitor command, CancellationToken cancellation)
        => ValueTask.FromResult(Outcome<MonitorReceipt>.Refused(Refusal.Overloaded));

    public ValueTask<Outcome<CallId>> HangUpAsync(LegId leg, CancellationToken cancellation)
        => ValueTask.FromResult(Outcome<CallId>.Refused(Refusal.LegNotFound));

    public ValueTask<Outcome<CallId>> HoldAsync(HoldLeg command, CancellationToken cancellation) => NoSuchLeg();

    public ValueTask<Outcome<CallId>> MuteAsync(MuteLeg command, CancellationToken cancellation) => NoSuchLeg();

    public ValueTask<Outcome<CallId>> TransferAsync(TransferParty command, CancellationToken cancellation) => NoSuchLeg();

    public ValueTask<Outcome<CallId>> ConsultAsync(ConsultTarget command, CancellationToken cancellation) => NoSuchLeg();

    public ValueTask<Outcome<CallId>> EndConsultationAsync(EndConsultation command, CancellationToken cancellation) => NoSuchLeg();

    private static ValueTask<Outcome<CallId>> NoSuchLeg() => ValueTask.FromResult(Outcome<CallId>.Refused(Refusal.LegNotFound));
}
