using Undertone.Supervision.Calls;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

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

/// <summary>A call is over, answered or not.</summary>
/// <param name="At">When.</param>
/// <param name="Record">Its record.</param>
public sealed record CallEnded(DateTimeOffset At, CallRecord Record) : EngineEvent(At);

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

/// <summary>An extension was created, changed or deleted while the server runs.</summary>
/// <param name="At">When.</param>
/// <param name="Number">The extension.</param>
/// <param name="Change">What became of it.</param>
public sealed record ExtensionConfigurationChanged(DateTimeOffset At, string Number, ExtensionChangeKind Change) : EngineEvent(At);

/// <summary>The user of an extension says something else of herself.</summary>
/// <param name="At">When.</param>
/// <param name="Number">The extension.</param>
/// <param name="Presence">What she says from now on.</param>
public sealed record ExtensionPresenceChanged(DateTimeOffset At, string Number, PresenceStatus Presence) : EngineEvent(At);
