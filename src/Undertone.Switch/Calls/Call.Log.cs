using Microsoft.Extensions.Logging;
using Undertone.Media;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Hearing;

namespace Undertone.Switch.Calls;

internal sealed partial class Call
{
    private static partial class Log
    {
        [LoggerMessage(3201, LogLevel.Information, "Call {Call}: {From} -> {To} answered, {Codec}")]
        public static partial void Answered(ILogger logger, CallId call, string from, string to, string codec);

        [LoggerMessage(3202, LogLevel.Information, "Call {Call}: {From} -> {To} ended by {Who} after {Seconds:F1} s ({Outcome})")]
        public static partial void Ended(ILogger logger, CallId call, string from, string to, string who, string outcome, double seconds);

        [LoggerMessage(3203, LogLevel.Information, "Call {Call}: {Number} turned it down with {Status}")]
        public static partial void Rejected(ILogger logger, CallId call, string number, int status);

        [LoggerMessage(3204, LogLevel.Information, "Call {Call}: {Number} did not answer within {Time}")]
        public static partial void NoAnswer(ILogger logger, CallId call, string number, TimeSpan time);

        [LoggerMessage(3205, LogLevel.Warning, "Call {Call}: {Number} is gone: {Reason}")]
        public static partial void Lost(ILogger logger, CallId call, string number, string reason);

        [LoggerMessage(3206, LogLevel.Warning, "Call {Call}: the phone of {From} offers no audio format that we know")]
        public static partial void NoCommonCodec(ILogger logger, CallId call, string from);

        [LoggerMessage(3207, LogLevel.Error, "Call {Call}: no media leg ({Refusal})")]
        public static partial void NoMedia(ILogger logger, CallId call, MediaRefusal refusal);

        [LoggerMessage(3208, LogLevel.Information, "Call {Call}: {Number} is now {State}")]
        public static partial void HoldChanged(ILogger logger, CallId call, string number, LegState state);

        [LoggerMessage(3210, LogLevel.Information, "Call {Call}: no phone of {Number} gave any sign within {Time}")]
        public static partial void NotReached(ILogger logger, CallId call, string number, TimeSpan time);

        [LoggerMessage(3211, LogLevel.Warning, "Call {Call}: the end of {Sessions} SIP session(s) was never confirmed; given up")]
        public static partial void NotSettled(ILogger logger, CallId call, int sessions);

        [LoggerMessage(3212, LogLevel.Information, "Call {Call}: {Number} is now {State}, asked by {Means} {Credential}")]
        public static partial void HoldRequested(ILogger logger, CallId call, string number, LegState state, string means, string credential);

        [LoggerMessage(3215, LogLevel.Information, "Call {Call}: {Number} is {What}, asked by {Means} {Credential}")]
        public static partial void MuteRequested(ILogger logger, CallId call, string number, string what, string means, string credential);

        [LoggerMessage(3213, LogLevel.Information, "Call {Call}: {Transferor} wants an attended transfer to a call that it does not have ({SipCallId})")]
        public static partial void NoConsultation(ILogger logger, CallId call, string transferor, string sipCallId);

        [LoggerMessage(3214, LogLevel.Information, "Call {Call}: the phone of {Number} forwards the call to {Target}")]
        public static partial void Forwarded(ILogger logger, CallId call, string number, string target);

        [LoggerMessage(3216, LogLevel.Information, "Call {Call}: the {Limit} that it was given are over")]
        public static partial void TimeIsUp(ILogger logger, CallId call, TimeSpan limit);

        [LoggerMessage(3209, LogLevel.Debug, "Call {Call}: who hears whom: {Plan}")]
        public static partial void Plan(ILogger logger, CallId call, HearingPlan plan);
    }
}
