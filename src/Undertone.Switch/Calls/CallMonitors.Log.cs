using Microsoft.Extensions.Logging;
using Undertone.Media;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Switch.Calls;

internal sealed partial class CallMonitors
{
    private static partial class Log
    {
        [LoggerMessage(3301, LogLevel.Information, "Call {Call}: ringing supervisor {Supervisor} for {Mode} on {Target}, asked by {Means} {Credential}")]
        public static partial void Ringing(ILogger logger, CallId call, string supervisor, string target, MonitorMode mode, string means, string credential);

        [LoggerMessage(3313, LogLevel.Information, "Call {Call}: {Target} leaves the call, and supervisor {Supervisor} with it")]
        public static partial void TargetLeft(ILogger logger, CallId call, string supervisor, string target);

        [LoggerMessage(3302, LogLevel.Information, "Call {Call}: supervisor {Supervisor} joined, {Mode} on {Target}")]
        public static partial void Joined(ILogger logger, CallId call, string supervisor, string target, MonitorMode mode);

        [LoggerMessage(3303, LogLevel.Information, "Call {Call}: supervisor {Supervisor} switched from {From} to {To} ({Means})")]
        public static partial void Switched(ILogger logger, CallId call, string supervisor, MonitorMode from, MonitorMode to, string means);

        [LoggerMessage(3304, LogLevel.Information, "Call {Call}: supervisor {Supervisor} left ({Mode})")]
        public static partial void Left(ILogger logger, CallId call, string supervisor, MonitorMode mode);

        [LoggerMessage(3305, LogLevel.Warning, "Call {Call}: supervisor {Supervisor} did not come: {Reason}")]
        public static partial void DidNotCome(ILogger logger, CallId call, string supervisor, CallFailureReason reason);

        [LoggerMessage(3306, LogLevel.Warning, "Call {Call}: supervisor {Supervisor} answered but may not join for {Mode}: {Refusal}")]
        public static partial void NotJoined(ILogger logger, CallId call, string supervisor, MonitorMode mode, Refusal refusal);

        [LoggerMessage(3307, LogLevel.Warning, "Call {Call}: supervisor {Supervisor} may not switch to {Mode}: {Refusal}")]
        public static partial void SwitchRefused(ILogger logger, CallId call, string supervisor, MonitorMode mode, Refusal refusal);

        [LoggerMessage(3308, LogLevel.Warning, "Call {Call}: {Supervisor} dialled the code for {Mode}: refused, {Refusal}")]
        public static partial void CodeRefused(ILogger logger, CallId call, string supervisor, MonitorMode mode, Refusal refusal);

        [LoggerMessage(3309, LogLevel.Warning, "Call {Call}: supervisor {Supervisor} is gone: {Reason}")]
        public static partial void Lost(ILogger logger, CallId call, string supervisor, string reason);

        [LoggerMessage(3311, LogLevel.Warning, "Call {Call}: no room for supervisor {Supervisor}, audio is {Pressure}")]
        public static partial void NoRoom(ILogger logger, CallId call, string supervisor, MediaPressure pressure);

        [LoggerMessage(3310, LogLevel.Error, "Call {Call}: the end of {Supervisor}'s {Mode} could not be written to the audit record in time")]
        public static partial void EndNotWritten(ILogger logger, CallId call, string supervisor, MonitorMode mode);
    }
}
