using Undertone.Sip.Messages;
using Undertone.Supervision.Trunks;

namespace Undertone.Switch.Trunks;

/// <summary>
/// Keeps a trunk registered (RFC 3261 10.2), or finds out whether it is there, as a function of state, input and time. A registering
/// trunk is refreshed before it lapses and tried again after growing pauses; another is asked at its interval.
/// </summary>
internal static class TrunkMachine
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestExpires = TimeSpan.FromDays(7);
    private static readonly TimeSpan ShortestRefresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SafeMargin = TimeSpan.FromSeconds(10);

    // A trunk that is not asked anything is still looked up now and then: its name may have moved.
    private static readonly TimeSpan LookUpInterval = TimeSpan.FromMinutes(5);

    /// <summary>The state of a trunk before the start.</summary>
    public static TrunkProgress Begin(TrunkOptions options) => new(TrunkState.Unknown, options.Expires);

    /// <summary>One step.</summary>
    /// <param name="options">Settings of the trunk.</param>
    /// <param name="state">The state so far.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">The time.</param>
    /// <param name="chance">0 to 1, at random: spreads the attempts of many servers over time.</param>
    public static TrunkStep Next(TrunkOptions options, TrunkProgress state, TrunkInput input, DateTimeOffset now, double chance)
    {
        if (state.IsStopped)
        {
            return new TrunkStep(state);
        }

        return input switch
        {
            TrunkInput.Stopped => new TrunkStep(state with { IsStopped = true }, state.MayBeBound ? TrunkAction.Unregister : TrunkAction.None),
            _ when options.Register => OfRegistering(state, input, now, chance),
            _ => OfAsked(options, state, input, now),
        };
    }

    private static TrunkStep OfRegistering(TrunkProgress state, TrunkInput input, DateTimeOffset now, double chance)
    {
        switch (input)
        {
            case TrunkInput.Started:
                return new TrunkStep(state with { State = TrunkState.Registering, MayBeBound = true }, TrunkAction.Register);
            case TrunkInput.TimeCame:
                return new TrunkStep(state, TrunkAction.Register);
            case TrunkInput.Registered registered:
                return new TrunkStep(state with { State = TrunkState.Idle, Failures = 0 }, WakeAt: now + RefreshAfter(registered.Granted));
            case TrunkInput.Refused { Status: SipStatus.IntervalTooBrief, Shortest: { } shortest } when shortest > state.Expires && shortest <= LongestExpires:
                return new TrunkStep(state with { Expires = shortest }, TrunkAction.Register);
            case TrunkInput.Refused refused:
                bool unknown = refused.Status is SipStatus.NotFound or SipStatus.Gone or SipStatus.DoesNotExistAnywhere;
                return Failed(state, unknown ? TrunkState.AccountUnavailable : TrunkState.RegistrationFailed, now, chance, refused.RetryAfter);
            case TrunkInput.Silent:
                return Failed(state, TrunkState.Unreachable, now, chance, null);
            default:
                return new TrunkStep(state);
        }
    }

    private static TrunkStep OfAsked(TrunkOptions options, TrunkProgress state, TrunkInput input, DateTimeOffset now)
    {
        bool isAsked = options.ProbeInterval > TimeSpan.Zero;
        switch (input)
        {
            case TrunkInput.Started or TrunkInput.TimeCame when isAsked:
                return new TrunkStep(state, TrunkAction.Probe);
            case TrunkInput.Started or TrunkInput.TimeCame:
                return new TrunkStep(state with { State = TrunkState.Unmonitored }, TrunkAction.Locate, now + LookUpInterval);
            case TrunkInput.Answered:
                return new TrunkStep(state with { State = TrunkState.Idle }, WakeAt: now + options.ProbeInterval);
            case TrunkInput.Silent when isAsked:
                return new TrunkStep(state with { State = TrunkState.Unreachable }, WakeAt: now + options.ProbeInterval);
            default:
                return new TrunkStep(state);
        }
    }

    private static TrunkStep Failed(TrunkProgress state, TrunkState why, DateTimeOffset now, double chance, TimeSpan? retryAfter)
    {
        int failures = state.Failures + 1;
        TimeSpan pause = FirstPause * Math.Min(Math.Pow(2, failures - 1), LongestPause / FirstPause);
        pause += pause * 0.2 * chance;
        if (retryAfter > pause)
        {
            pause = retryAfter.Value < LongestRetryAfter ? retryAfter.Value : LongestRetryAfter;
        }

        return new TrunkStep(state with { State = why, Failures = failures }, WakeAt: now + pause);
    }

    // A tenth before its end, but at least so early that two lost packets do no harm, and never at once.
    private static TimeSpan RefreshAfter(TimeSpan granted)
    {
        TimeSpan margin = granted / 10 > SafeMargin ? granted / 10 : SafeMargin;
        margin = margin < granted / 2 ? margin : granted / 2;
        return granted - margin > ShortestRefresh ? granted - margin : ShortestRefresh;
    }
}
