using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.YeastarPSeries.Calls;

/// <summary>Answer of every call action: the call that was started or acted on.</summary>
internal sealed record CallAnswer(int Errcode, string Errmsg, string CallId)
{
    /// <summary>Success with the call's id, or the code of the refusal.</summary>
    public static PSeriesResult From(Refusal refusal, CallId call)
        => refusal is Refusal.None
            ? PSeriesResult.Success(
                new CallAnswer(PSeriesCode.Success.Number, PSeriesCode.Success.Text, call.ToString()), PSeriesJson.Wire.CallAnswer)
            : PSeriesResult.Of(RefusalMapping.CodeFor(refusal));
}

/// <summary>Answer of <c>call/query</c>.</summary>
internal sealed record CallListAnswer(int Errcode, string Errmsg, IReadOnlyList<CallInfo> Data);
