using Undertone.Supervision.Calls;

namespace Undertone.Http.Yeastar;

/// <summary>The words for what a member of a call does.</summary>
internal static class MemberStatus
{
    private const string Alert = "ALERT";
    private const string Ring = "RING";
    private const string EarlyMedia = "EARLYMEDIA";
    private const string Answered = "ANSWERED";
    private const string Answer = "ANSWER";
    private const string Hold = "HOLD";
    private const string Bye = "BYE";

    /// <summary>The word for a party.</summary>
    public static string Of(LegSnapshot leg) => leg.Role is LegRole.Caller ? OfCaller(leg.State) : OfCallee(leg.State, leg.Trunk is not null);

    /// <summary>The word for a supervisor, who is shown like one that was called.</summary>
    public static string OfMonitor(LegState state) => OfCallee(state, isTrunk: false);

    private static string OfCaller(LegState state) => state switch
    {
        // Click to call: the caller's own phone rings first.
        LegState.Ringing => Ring,
        LegState.Talking => Answered,
        LegState.Holding or LegState.Held => Hold,
        LegState.Ended => Bye,
        _ => Alert,
    };

    private static string OfCallee(LegState state, bool isTrunk) => state switch
    {
        LegState.EarlyMedia when isTrunk => EarlyMedia,
        LegState.Talking => Answer,
        LegState.Holding or LegState.Held => Hold,
        LegState.Ended => Bye,
        _ => Ring,
    };
}
