using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Http.YeastarPSeries.Tokens;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Calls;

/// <summary><c>POST call/dial</c>: click to call; the caller's phone rings first. What comes of it is told by events.</summary>
internal static partial class Dial
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarPSeriesOptions options, ILogger<CallInfo> logger)
    {
        using JsonBody body = await JsonBody.ReadAsync(http, options);
        string caller = body.RequiredText("caller");
        string callee = body.RequiredText("callee");
        string? permissionOf = body.OptionalText("dial_permission") is { Length: > 0 } given ? given : null;
        bool autoAnswer = ReadAutoAnswer(body);
        if (!DiallableNumber.IsValid(callee))
        {
            body.Note(InvalidParam.WrongValue("callee", callee));
        }

        ApiClient client = ApiClient.Of(http);
        (PSeriesResult answer, Refusal refusal) = await RunAsync();
        Log.Dial(logger, client.Id, client.Address, LogText.Of(callee), LogText.Of(caller), answer.Code, refusal);
        return answer;

        async Task<(PSeriesResult Answer, Refusal Refusal)> RunAsync()
        {
            if (body.Problem is { } problem)
            {
                return (problem, Refusal.None);
            }

            if (!extensions.TryGet(caller, out _) || (permissionOf is not null && !extensions.TryGet(permissionOf, out _)))
            {
                return (CallAnswer.From(Refusal.ExtensionNotFound, default), Refusal.ExtensionNotFound);
            }

            var command = new PlaceCall(client.AsRequester, caller, callee, autoAnswer, permissionOf);
            // Once handed over it runs to its end: a client that hangs up halfway must not leave half an action.
            Outcome<CallId> outcome = await engine.PlaceCallAsync(command, CancellationToken.None);
            return (CallAnswer.From(outcome.Refusal, outcome.Value), outcome.Refusal);
        }
    }

    private static bool ReadAutoAnswer(JsonBody body)
    {
        string? given = body.OptionalText("auto_answer");
        if (given is not (null or "" or "yes" or "no"))
        {
            body.Note(InvalidParam.WrongValue("auto_answer", given));
        }

        return given == "yes";
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesDial, LogLevel.Information,
            "P-Series client {Client} at {Address} asked to call {Callee} from {Caller}: {Outcome} (refusal: {Refusal})")]
        public static partial void Dial(
            ILogger logger, string client, string address, string callee, string caller, PSeriesCode outcome, Refusal refusal);
    }
}
