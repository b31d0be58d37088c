using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Http.YeastarPSeries.Tokens;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.YeastarPSeries.Calls;

/// <summary>
/// <c>POST call/hold</c> and <c>call/unhold</c>: the member with this channel id puts the other one on hold, or takes it back. A hold that
/// was set on the phone itself ends there only.
/// </summary>
internal static partial class Hold
{
    public static Task<IResult> HoldAsync(HttpContext http, ICallEngine engine, YeastarPSeriesOptions options, ILogger<CallInfo> logger)
        => HandleAsync(http, engine, options, logger, hold: true);

    public static Task<IResult> ResumeAsync(HttpContext http, ICallEngine engine, YeastarPSeriesOptions options, ILogger<CallInfo> logger)
        => HandleAsync(http, engine, options, logger, hold: false);

    private static async Task<IResult> HandleAsync(
        HttpContext http, ICallEngine engine, YeastarPSeriesOptions options, ILogger<CallInfo> logger, bool hold)
    {
        using JsonBody body = await JsonBody.ReadAsync(http, options);
        string channelId = body.RequiredText("channel_id");
        ApiClient client = ApiClient.Of(http);
        PSeriesResult answer;
        Refusal refusal = Refusal.None;
        if (body.Problem is { } problem)
        {
            answer = problem;
        }
        else if (!ChannelLookup.TryFind(engine, channelId, out LegId leg, out _))
        {
            refusal = Refusal.LegNotFound;
            answer = CallAnswer.From(refusal, default);
        }
        else
        {
            // Once handed over it runs to its end: a client that hangs up halfway must not leave half an action.
            Outcome<CallId> outcome = await engine.HoldAsync(new HoldLeg(client.AsRequester, leg, hold), CancellationToken.None);
            refusal = outcome.Refusal;
            answer = CallAnswer.From(refusal, outcome.Value);
        }

        Log.Hold(logger, client.Id, client.Address, hold ? "hold" : "resume", LogText.Of(channelId), answer.Code, refusal);
        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesHold, LogLevel.Information,
            "P-Series client {Client} at {Address} asked to {What} with {Channel}: {Outcome} (refusal: {Refusal})")]
        public static partial void Hold(
            ILogger logger, string client, string address, string what, string channel, PSeriesCode outcome, Refusal refusal);
    }
}
