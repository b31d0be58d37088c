using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.YeastarSSeries.Calls;

/// <summary>The answer of actions on calls.</summary>
internal static class CallAnswer
{
    /// <summary>Success, with the call.</summary>
    public static SSeriesResult Of(CallId call) => SSeriesResult.Success(new Fields { { "callid", call.ToString() } });

    /// <summary>Success with the call, or why not.</summary>
    public static SSeriesResult Of(Outcome<CallId> outcome)
        => outcome.Succeeded ? Of(outcome.Value) : SSeriesResult.Of(RefusalMapping.CodeFor(outcome.Refusal));

    /// <summary>Success without the call, or why not.</summary>
    public static SSeriesResult WithoutCall(Outcome<CallId> outcome) => SSeriesResult.Of(RefusalMapping.CodeFor(outcome.Refusal));
}
