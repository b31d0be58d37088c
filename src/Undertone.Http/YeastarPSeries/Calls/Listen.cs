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
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarPSeries.Calls;

/// <summary>
/// <c>POST call/listen</c>: brings a supervisor onto a call, or changes her mode if she is already there. Answers with the monitor's
/// own call id. Rights and the audit record are the engine's; here only the request itself is checked, in a fixed order.
/// </summary>
internal static partial class Listen
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarPSeriesOptions options, ILogger<CallInfo> logger)
    {
        using JsonBody body = await JsonBody.ReadAsync(http, options);
        string supervisor = body.RequiredText("monitor");
        string channelId = body.RequiredText("channel_id");
        string type = body.RequiredText("type");

        ApiClient client = ApiClient.Of(http);
        (PSeriesResult answer, Refusal refusal) = await RunAsync();
        Log.Listen(logger, client.Id, client.Address, LogText.Of(type), LogText.Of(supervisor), LogText.Of(channelId), answer.Code, refusal);
        return answer;

        async Task<(PSeriesResult Answer, Refusal Refusal)> RunAsync()
        {
            if (body.Problem is { } problem)
            {
                return (problem, Refusal.None);
            }

            if (!MonitorType.TryParse(type, out MonitorMode mode))
            {
                return (PSeriesResult.Invalid([InvalidParam.WrongValue("type", type)]), Refusal.None);
            }

            if (!extensions.TryGet(supervisor, out _))
            {
                return Refused(Refusal.ExtensionNotFound);
            }

            if (!ChannelLookup.TryFind(engine, channelId, out LegId target, out bool isMonitor))
            {
                return Refused(Refusal.LegNotFound);
            }

            if (isMonitor)
            {
                return Refused(Refusal.NotSupported);
            }

            var command = new StartMonitor(client.AsRequester, supervisor, target, mode);
            // Once handed over it runs to its end: a client that hangs up halfway must not leave half an action.
            Outcome<MonitorReceipt> outcome = await engine.StartMonitorAsync(command, CancellationToken.None);
            return (CallAnswer.From(outcome.Refusal, outcome.Value.OwnCallId), outcome.Refusal);
        }
    }

    private static (PSeriesResult Answer, Refusal Refusal) Refused(Refusal refusal) => (CallAnswer.From(refusal, default), refusal);

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesListen, LogLevel.Information,
            "P-Series client {Client} at {Address} asked for {Mode} by {Supervisor} on {Channel}: {Outcome} (refusal: {Refusal})")]
        public static partial void Listen(
            ILogger logger, string client, string address, string mode, string supervisor, string channel, PSeriesCode outcome, Refusal refusal);
    }
}
