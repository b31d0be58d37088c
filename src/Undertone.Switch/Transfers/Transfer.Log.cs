using Microsoft.Extensions.Logging;
using Undertone.Supervision.Calls;

namespace Undertone.Switch.Transfers;

internal sealed partial class Transfer
{
    private static partial class Log
    {
        [LoggerMessage(3601, LogLevel.Information, "Call {Call}: {Transferor} transferred {Moved} to {Target}")]
        public static partial void Transferred(ILogger logger, CallId call, string transferor, string moved, string target);

        [LoggerMessage(3604, LogLevel.Debug, "Call {Call}: {Transferor} leaves {Moved} to its transfer target")]
        public static partial void Leaves(ILogger logger, CallId call, string transferor, string moved);

        [LoggerMessage(3602, LogLevel.Information, "Call {Call}: the transfer of {Moved} by {Transferor} to {Target} failed: {Reason}")]
        public static partial void Failed(ILogger logger, CallId call, string transferor, string moved, string target, CallFailureReason reason);

        [LoggerMessage(3603, LogLevel.Warning, "Call {Call}: the transfer target {Target} is gone: {Reason}")]
        public static partial void TargetLost(ILogger logger, CallId call, string target, string reason);
    }
}
