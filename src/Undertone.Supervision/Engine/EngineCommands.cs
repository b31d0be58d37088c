using System.Collections.Immutable;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Supervision.Engine;

/// <summary>Ring the caller's phone, then, when it is answered, the callee's (click to call).</summary>
/// <param name="Requester">Who asks.</param>
/// <param name="Caller">The extension that rings first.</param>
/// <param name="Callee">The number that it then calls.</param>
/// <param name="AutoAnswer">True to ask the caller's phone to answer by itself.</param>
/// <param name="PermissionOf">The extension whose right to call is used; null for the caller's own.</param>
public sealed record PlaceCall(Requester Requester, string Caller, string Callee, bool AutoAnswer, string? PermissionOf = null)
{
    /// <summary>True if <see cref="Caller"/> may be an outside number, which the outbound routes lead to.</summary>
    public bool CallerMayBeOutside { get; init; }

    /// <summary>The number that both devices are shown as their caller, also by trunks with a number of their own; empty for the usual ones.</summary>
    public string ShownNumber { get; init; } = "";

    /// <summary>How long each of the two may ring; null for the engine's own time.</summary>
    public TimeSpan? RingTimeout { get; init; }

    /// <summary>How long after the answer of both the call is ended; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>A mark that snapshots and records of the call carry; empty for none.</summary>
    public string Reference { get; init; } = "";
}

/// <summary>
/// Bring a supervisor onto a live call. If the same supervisor is already on the same target, ringing or joined, it is a
/// change of the mode on that leg, and the same mode again changes nothing.
/// </summary>
/// <param name="Requester">Who asks.</param>
/// <param name="Supervisor">The extension to ring.</param>
/// <param name="Target">The party leg to supervise.</param>
/// <param name="Mode">The mode that takes effect when she answers.</param>
public sealed record StartMonitor(Requester Requester, string Supervisor, LegId Target, MonitorMode Mode)
{
    /// <summary>
    /// The account that asks for it, if it dials the supervisor as one dials any number: she may be an outside number that the account may
    /// use (<see cref="IOutsideSupervisors"/>), the target may be one, her phone is not asked to answer by itself, and that she is busy or
    /// cannot be reached is no refusal but told by <see cref="MonitorFailed"/>. Null for a monitor between extensions.
    /// </summary>
    public string? Account { get; init; }

    /// <summary>True to refuse, with <see cref="Refusal.SupervisorIsThere"/>, a supervisor who is on the call already instead of changing her mode.</summary>
    public bool MustBeNew { get; init; }

    /// <summary>The number that her phone is shown as its caller; empty for the target's.</summary>
    public string ShownNumber { get; init; } = "";

    /// <summary>A mark that snapshots and the leg's record carry; empty for none.</summary>
    public string Reference { get; init; } = "";
}

/// <summary>Change the mode of a running monitor without ringing again.</summary>
/// <param name="Requester">Who asks.</param>
/// <param name="Monitor">The monitor leg.</param>
/// <param name="Mode">The mode from now on.</param>
public sealed record SwitchMonitor(Requester Requester, LegId Monitor, MonitorMode Mode)
{
    /// <summary>The party to supervise from now on; zero for the same one as before.</summary>
    public LegId Target { get; init; }

    /// <summary>The modes from which it may change; from any other it is refused with <see cref="Refusal.SwitchNotAllowed"/>. Empty for any.</summary>
    public ImmutableArray<MonitorMode> From { get; init; } = [];
}

/// <summary>Put the party that a leg talks with on hold, or take it back: no party hears this leg, and it hears none.</summary>
/// <param name="Requester">Who asks.</param>
/// <param name="Leg">The leg that holds.</param>
/// <param name="Hold">True to hold, false to resume.</param>
public sealed record HoldLeg(Requester Requester, LegId Leg, bool Hold);

/// <summary>Silence what a party says, or let it be heard again. It hears as before, and is heard by nobody, its supervisors included.</summary>
/// <param name="Requester">Who asks.</param>
/// <param name="Leg">The leg that is silenced.</param>
/// <param name="Mute">True to mute, false to let it be heard.</param>
public sealed record MuteLeg(Requester Requester, LegId Leg, bool Mute);

/// <summary>
/// Blind transfer: a party of a call is to talk with another number, and the one it talks with leaves as soon as that number rings.
/// Until then the call goes on, and if the number cannot be reached it goes on as if nothing had happened.
/// </summary>
/// <param name="Requester">Who asks.</param>
/// <param name="Moved">The party that is moved; the other one is the transferor.</param>
/// <param name="Number">The transfer target.</param>
public sealed record TransferParty(Requester Requester, LegId Moved, string Number);

/// <summary>Attended transfer: a party puts the other one on hold and talks with the transfer target first.</summary>
/// <param name="Requester">Who asks.</param>
/// <param name="Transferor">The party that consults.</param>
/// <param name="Number">The transfer target.</param>
public sealed record ConsultTarget(Requester Requester, LegId Transferor, string Number);

/// <summary>Ends a consultation.</summary>
/// <param name="Requester">Who asks.</param>
/// <param name="Transferor">The party that consults.</param>
/// <param name="Complete">True to connect the waiting party with the transfer target, false to go back to the waiting party.</param>
public sealed record EndConsultation(Requester Requester, LegId Transferor, bool Complete);

/// <summary>What a started or switched monitor is known by.</summary>
/// <param name="Monitor">The monitor leg.</param>
/// <param name="OwnCallId">The monitor's own call id.</param>
/// <param name="CallId">The supervised call.</param>
/// <param name="IsAttached">True when the media plane has acknowledged the mode; false while the supervisor's phone rings.</param>
public readonly record struct MonitorReceipt(LegId Monitor, CallId OwnCallId, CallId CallId, bool IsAttached);
