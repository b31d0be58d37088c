using Undertone.Supervision.Calls;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;
using Undertone.Supervision.Trunks;

namespace Undertone.Supervision.Engine;

/// <summary>Something that happened in the engine. All events of an engine form one ordered stream.</summary>
/// <param name="At">When.</param>
public abstract record EngineEvent(DateTimeOffset At);

/// <summary>A party's state changed, or a party came or went.</summary>
/// <param name="At">When.</param>
/// <param name="Call">The call after the change; a party that has just left is in it, as ended.</param>
public sealed record CallChanged(DateTimeOffset At, CallSnapshot Call) : EngineEvent(At);

/// <summary>A call could not be set up. <see cref="CallEnded"/> follows.</summary>
/// <param name="At">When.</param>
/// <param name="Call">The call as it was.</param>
/// <param name="Reason">Why.</param>
public sealed record CallFailed(DateTimeOffset At, CallSnapshot Call, CallFailureReason Reason) : EngineEvent(At);

/// <summary>The phone of the called extension sent the call to another number, which is called in its place.</summary>
/// <param name="At">When.</param>
/// <param name="Call">The call, with the new callee.</param>
public sealed record CallForwarded(DateTimeOffset At, CallSnapshot Call) : EngineEvent(At);

/// <summary>A party was moved to another number: the transferor has left, or is leaving, and the transfer target has its place.</summary>
/// <param name="At">When.</param>
/// <param name="Call">The call after the transfer, with the moved party first; the target may still ring.</param>
/// <param name="ByRequest">True if an API asked for it, false if the transferor did on the phone.</param>
public sealed record CallTransferred(DateTimeOffset At, CallSnapshot Call, bool ByRequest) : EngineEvent(At);

/// <summary>A transfer target could not be reached; the call goes on as it was.</summary>
/// <param name="At">When.</param>
/// <param name="Call">The call, with the transfer target as ended.</param>
/// <param name="Reason">Why.</param>
public sealed record TransferFailed(DateTimeOffset At, CallSnapshot Call, CallFailureReason Reason) : EngineEvent(At);

/// <summary>A call is over, answered or not.</summary>
/// <param name="At">When.</param>
/// <param name="Record">Its record.</param>
public sealed record CallEnded(DateTimeOffset At, CallRecord Record) : EngineEvent(At);

/// <summary>
/// The first party of a call that an API asked for has answered, and its other party is called now. The other party's answer is told by
/// <see cref="CallChanged"/>.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Call">The call.</param>
public sealed record CallerAnswered(DateTimeOffset At, CallSnapshot Call) : EngineEvent(At);

/// <summary>A leg is over, a party's or a supervisor's. Those of a call's parties come before <see cref="CallEnded"/>.</summary>
/// <param name="At">When.</param>
/// <param name="Record">Its record.</param>
public sealed record LegEnded(DateTimeOffset At, LegRecord Record) : EngineEvent(At);

/// <summary>A supervisor's phone rings, she was joined to the call, her mode changed, or she left.</summary>
/// <param name="At">When.</param>
/// <param name="Monitor">The monitor after the change.</param>
public sealed record MonitorChanged(DateTimeOffset At, MonitorSnapshot Monitor) : EngineEvent(At);

/// <summary>A supervisor that was rung did not come: she declined, did not answer, or could not be reached.</summary>
/// <param name="At">When.</param>
/// <param name="Monitor">The monitor, ended.</param>
/// <param name="Reason">Why.</param>
public sealed record MonitorFailed(DateTimeOffset At, MonitorSnapshot Monitor, CallFailureReason Reason) : EngineEvent(At);

/// <summary>The first device of an extension registered, or the last one went.</summary>
/// <param name="At">When.</param>
/// <param name="Number">The extension.</param>
/// <param name="Registered">True if a device is registered now.</param>
/// <param name="Address">The device's address, without a port.</param>
public sealed record ExtensionRegistrationChanged(DateTimeOffset At, string Number, bool Registered, string Address) : EngineEvent(At);

/// <summary>What an extension is doing changed.</summary>
/// <param name="At">When.</param>
/// <param name="Number">The extension.</param>
/// <param name="State">The state from now on.</param>
public sealed record ExtensionStateChanged(DateTimeOffset At, string Number, ExtensionState State) : EngineEvent(At);

/// <summary>A trunk was registered, was refused, became reachable or unreachable.</summary>
/// <param name="At">When.</param>
/// <param name="Name">The trunk.</param>
/// <param name="State">The state from now on.</param>
/// <param name="Address">Its IP address, without a port; empty while none is known.</param>
public sealed record TrunkStateChanged(DateTimeOffset At, string Name, TrunkState State, string Address) : EngineEvent(At);

/// <summary>The configuration of a trunk changed while the server runs.</summary>
/// <param name="At">When.</param>
/// <param name="Name">The trunk.</param>
/// <param name="Change">What became of it.</param>
public sealed record TrunkConfigurationChanged(DateTimeOffset At, string Name, TrunkChange Change) : EngineEvent(At);

/// <summary>An extension was created, changed or deleted while the server runs.</summary>
/// <param name="At">When.</param>
/// <param name="Number">The extension.</param>
/// <param name="Change">What became of it.</param>
/// <param name="Watched">Which of its changes are told; of a deleted one, of those that follow from the deletion.</param>
public sealed record ExtensionConfigurationChanged(DateTimeOffset At, string Number, ExtensionChangeKind Change, WatchedChanges Watched)
    : EngineEvent(At);

/// <summary>The user of an extension says something else of herself.</summary>
/// <param name="At">When.</param>
/// <param name="Number">The extension.</param>
/// <param name="Presence">What she says from now on.</param>
public sealed record ExtensionPresenceChanged(DateTimeOffset At, string Number, PresenceStatus Presence) : EngineEvent(At);
