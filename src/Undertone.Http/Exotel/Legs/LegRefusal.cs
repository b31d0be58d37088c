using Microsoft.AspNetCore.Http;
using Undertone.Http.Exotel.Answers;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Exotel.Legs;

/// <summary>The engine's refusals in the dialect's errors.</summary>
internal static class LegRefusal
{
    /// <summary>Why a supervisor was not dialled or switched.</summary>
    public static ExotelError Of(Refusal refusal) => refusal switch
    {
        Refusal.CallNotFound or Refusal.NotAnswered => ExotelError.CallNotInProgress,
        Refusal.LegNotFound => ExotelError.NoSuchLeg,
        Refusal.NotSupported => ExotelError.Invalid("TargetLegSid"),
        Refusal.SwitchNotAllowed => ExotelError.Invalid("Action", "the leg cannot change to it from what it does now"),
        Refusal.NumberNotFound or Refusal.ExtensionNotFound => ExotelError.Invalid("PhoneNumber", "it is no extension and no outbound route takes it"),
        Refusal.SupervisorIsThere => ExotelError.Invalid("PhoneNumber", "it is on this call already"),
        Refusal.SupervisorIsParty => ExotelError.Invalid("PhoneNumber", "it is a party of this call"),
        Refusal.ModeNotPermitted => ExotelError.Forbidden("This number may not supervise calls in this way"),
        Refusal.TargetNotMonitorable => ExotelError.Forbidden("The calls of this extension may not be supervised"),
        Refusal.TooManyMonitors => ExotelError.Forbidden("The call has as many supervisors as are allowed"),
        Refusal.Overloaded => ExotelError.Overloaded,
        Refusal.AuditFailed => new ExotelError(StatusCodes.Status500InternalServerError, "The audit record cannot be written, so nothing was done"),
        _ => ExotelError.Internal,
    };
}
