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

/// <summary>
/// <c>POST call/transfer</c>. Blind: <c>channel_id</c> is the member to be moved. Attended: it is the transferor; a first request with a
/// <c>number</c> begins the consultation, a second one with <c>attended_operate</c> ends it.
/// </summary>
internal static partial class TransferCall
{
    private const string Blind = "blind";
    private const string Attended = "attended";

    public static async Task<IResult> HandleAsync(
        HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarPSeriesOptions options, ILogger<CallInfo> logger)
    {
        using JsonBody body = await JsonBody.ReadAsync(http, options);
        string type = body.RequiredText("type");
        string channelId = body.RequiredText("channel_id");
        string? operation = body.OptionalText("attended_operate") is { Length: > 0 } given && type == Attended ? given : null;
        string number = operation is null ? body.RequiredText("number") : body.OptionalText("number") ?? "";
        string? permissionOf = body.OptionalText("dial_permission") is { Length: > 0 } extension ? extension : null;
        if (type is not ("" or Blind or Attended))
        {
            body.Note(InvalidParam.WrongValue("type", type));
        }

        if (operation is not (null or "complete" or "abort" or "swap" or "threeway"))
        {
            body.Note(InvalidParam.WrongValue("attended_operate", operation));
        }

        if (!DiallableNumber.IsValid(number))
        {
            body.Note(InvalidParam.WrongValue("number", number));
        }

        ApiClient client = ApiClient.Of(http);
        (PSeriesResult answer, Refusal refusal) = await RunAsync();
        Log.Transfer(logger, client.Id, client.Address, LogText.Of(operation ?? type), LogText.Of(channelId), LogText.Of(number), answer.Code, refusal);
        return answer;

        async Task<(PSeriesResult Answer, Refusal Refusal)> RunAsync()
        {
            if (body.Problem is { } problem)
            {
                return (problem, Refusal.None);
            }

            if (permissionOf is not null && !extensions.TryGet(permissionOf, out _))
            {
                return (CallAnswer.From(Refusal.ExtensionNotFound, default), Refusal.ExtensionNotFound);
            }

            if (!ChannelLookup.TryFind(engine, channelId, out LegId leg, out _))
            {
                return (CallAnswer.From(Refusal.LegNotFound, default), Refusal.LegNotFound);
            }

            Outcome<CallId> outcome = (type, operation) switch
            {
                (Blind, _) => await engine.TransferAsync(new TransferParty(client.AsRequester, leg, number), CancellationToken.None),
                (_, null) => await engine.ConsultAsync(new ConsultTarget(client.AsRequester, leg, number), CancellationToken.None),
                (_, "complete") => await engine.EndConsultationAsync(new EndConsultation(client.AsRequester, leg, Complete: true), CancellationToken.None),
                (_, "abort") => await engine.EndConsultationAsync(new EndConsultation(client.AsRequester, leg, Complete: false), CancellationToken.None),
                _ => Refusal.NotSupported,
            };
            return (CallAnswer.From(outcome.Refusal, outcome.Value), outcome.Refusal);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesTransfer, LogLevel.Information,
            "P-Series client {Client} at {Address} asked for transfer ({What}) with {Channel} to {Number}: {Outcome} (refusal: {Refusal})")]
        public static partial void Transfer(
            ILogger logger, string client, string address, string what, string channel, string number, PSeriesCode outcome, Refusal refusal);
    }
}
