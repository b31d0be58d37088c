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
/// <c>POST call/hangup</c>: ends a party's call, or a monitor, by the channel id of its leg. <c>paging_number</c> names a paging group;
/// there are none, so it is never found.
/// </summary>
internal static partial class HangUp
{
    public static async Task<IResult> HandleAsync(HttpContext http, ICallEngine engine, YeastarPSeriesOptions options, ILogger<CallInfo> logger)
    {
        using JsonBody body = await JsonBody.ReadAsync(http, options);
        string? pagingNumber = body.OptionalText("paging_number");
        string channelId = body.OptionalText("channel_id") ?? "";
        if (channelId.Length == 0 && string.IsNullOrEmpty(pagingNumber) && body.Problem is null)
        {
            body.Note(InvalidParam.Required("channel_id"));
        }

        ApiClient client = ApiClient.Of(http);
        (PSeriesResult answer, Refusal refusal) = await RunAsync();
        Log.HangUp(logger, client.Id, client.Address, LogText.Of(channelId), answer.Code, refusal);
        return answer;

        async Task<(PSeriesResult Answer, Refusal Refusal)> RunAsync()
        {
            if (body.Problem is { } problem)
            {
                return (problem, Refusal.None);
            }

            if (channelId.Length == 0)
            {
                return (PSeriesResult.Of(PSeriesCode.DataNotFound), Refusal.None);
            }

            if (!ChannelLookup.TryFind(engine, channelId, out LegId leg, out _))
            {
                return (CallAnswer.From(Refusal.LegNotFound, default), Refusal.LegNotFound);
            }

            // Once handed over it runs to its end: a client that hangs up halfway must not leave half an action.
            Outcome<CallId> outcome = await engine.HangUpAsync(leg, CancellationToken.None);
            return (CallAnswer.From(outcome.Refusal, outcome.Value), outcome.Refusal);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesHangUp, LogLevel.Information,
            "P-Series client {Client} at {Address} asked to hang up {Channel}: {Outcome} (refusal: {Refusal})")]
        public static partial void HangUp(ILogger logger, string client, string address, string channel, PSeriesCode outcome, Refusal refusal);
    }
}
