using Undertone.Sip.Messages;
using Undertone.Supervision.Engine;

namespace Undertone.Switch.Calls;

/// <summary>What a phone is told when its feature code is refused.</summary>
internal static class RefusalStatus
{
    /// <summary>The status code for a refusal.</summary>
    public static int Of(Refusal refusal) => refusal switch
    {
        Refusal.ExtensionNotFound => SipStatus.NotFound,
        Refusal.CallNotFound or Refusal.LegNotFound or Refusal.NotAnswered => SipStatus.TemporarilyUnavailable,
        Refusal.SupervisorBusy or Refusal.TooManyMonitors => SipStatus.BusyHere,
        Refusal.NoCommonCodec => SipStatus.NotAcceptableHere,
        Refusal.Overloaded or Refusal.AuditFailed => SipStatus.ServiceUnavailable,
        _ => SipStatus.Forbidden,
    };
}
