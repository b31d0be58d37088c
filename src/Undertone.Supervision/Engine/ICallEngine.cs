using Undertone.Supervision.Calls;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;
using Undertone.Supervision.Trunks;

namespace Undertone.Supervision.Engine;

/// <summary>
/// The port through which everything outside speaks with the engine that carries the calls. It knows calls, legs, modes and
/// events, and nothing of SIP. All members may be called from any thread. Rights are checked and the audit record is written
/// by the engine, through <see cref="MonitorGate"/>, in the same step that applies the change: no caller can leave them out.
/// </summary>
public interface ICallEngine
{
    /// <summary>What this engine can promise.</summary>
    EngineCapabilities Capabilities { get; }

    /// <summary>What happens, in order.</summary>
    EngineEventFeed Events { get; }

    /// <summary>The live calls, oldest first.</summary>
    IReadOnlyList<CallSnapshot> Calls { get; }

    /// <summary>The trunks, in the order of the configuration.</summary>
    IReadOnlyList<TrunkStatus> Trunks { get; }

    /// <summary>The live call with this id; null if there is none.</summary>
    CallSnapshot? FindCall(CallId id);

    /// <summary>The live monitor with this id of its own; null if there is none.</summary>
    MonitorSnapshot? FindMonitor(CallId ownCallId);

    /// <summary>What an extension is doing; <see cref="ExtensionState.Unavailable"/> for an unknown number.</summary>
    ExtensionStatus StatusOf(string number);

    /// <summary>
    /// Click to call. Succeeds when the caller's phone is being rung; what follows is told by events.
    /// Refused with <see cref="Refusal.ExtensionNotFound"/> or, where the caller may be outside, <see cref="Refusal.NumberNotFound"/>; and with
    /// <see cref="Refusal.Overloaded"/>. A caller without a phone is told by <see cref="CallFailed"/>.
    /// </summary>
    ValueTask<Outcome<CallId>> PlaceCallAsync(PlaceCall command, CancellationToken cancellation);

    /// <summary>
    /// Starts a monitor, or changes its mode (see <see cref="StartMonitor"/>). A start succeeds when the supervisor's phone is being
    /// rung; a change succeeds when the media plane has acknowledged it.
    /// </summary>
    ValueTask<Outcome<MonitorReceipt>> StartMonitorAsync(StartMonitor command, CancellationToken cancellation);

    /// <summary>Changes the mode of a monitor; succeeds when the media plane has acknowledged it.</summary>
    ValueTask<Outcome<MonitorReceipt>> SwitchMonitorAsync(SwitchMonitor command, CancellationToken cancellation);

    /// <summary>
    /// Hangs up a leg. A party leg takes its call with it; a monitor leg leaves the call undisturbed. Answers with the call that was
    /// acted on: for a monitor leg, its own call id. Refused with <see cref="Refusal.LegNotFound"/>.
    /// </summary>
    ValueTask<Outcome<CallId>> HangUpAsync(LegId leg, CancellationToken cancellation);

    /// <summary>
    /// Holds the other party of a leg, or resumes. The same again changes nothing. Refused with <see cref="Refusal.LegNotFound"/>,
    /// <see cref="Refusal.NotAnswered"/>, and with <see cref="Refusal.NotSupported"/> for a monitor leg, during a transfer, and to resume
    /// what the device itself has put on hold.
    /// </summary>
    ValueTask<Outcome<CallId>> HoldAsync(HoldLeg command, CancellationToken cancellation);

    /// <summary>
    /// Mutes a party or lets it be heard again; in force until the party leaves. The same again changes nothing. Refused with
    /// <see cref="Refusal.LegNotFound"/>, <see cref="Refusal.NotAnswered"/>, and with <see cref="Refusal.NotSupported"/> for a monitor leg.
    /// </summary>
    ValueTask<Outcome<CallId>> MuteAsync(MuteLeg command, CancellationToken cancellation);

    /// <summary>
    /// Blind transfer. Succeeds when the transfer target is being called; what follows is told by <see cref="CallTransferred"/> or
    /// <see cref="TransferFailed"/>. Refused with <see cref="Refusal.LegNotFound"/>, <see cref="Refusal.NotAnswered"/>,
    /// <see cref="Refusal.NumberNotFound"/>, and with <see cref="Refusal.NotSupported"/> for a monitor leg or while another transfer runs.
    /// </summary>
    ValueTask<Outcome<CallId>> TransferAsync(TransferParty command, CancellationToken cancellation);

    /// <summary>Begins an attended transfer; answers and refusals are those of <see cref="TransferAsync"/>.</summary>
    ValueTask<Outcome<CallId>> ConsultAsync(ConsultTarget command, CancellationToken cancellation);

    /// <summary>
    /// Ends a consultation. Refused with <see cref="Refusal.LegNotFound"/>, and with <see cref="Refusal.NotSupported"/> if the leg does not
    /// consult. Completed while the target still rings, it becomes a blind transfer.
    /// </summary>
    ValueTask<Outcome<CallId>> EndConsultationAsync(EndConsultation command, CancellationToken cancellation);
}
