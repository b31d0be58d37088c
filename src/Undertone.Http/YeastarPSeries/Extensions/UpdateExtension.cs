using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Http.YeastarPSeries.Tokens;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>
/// <c>POST extension/update</c>: changes names, e-mail, mobile number and the monitoring settings of the extension with this <c>id</c> or
/// <c>number</c>. All or nothing: one wrong field and none is changed. A number cannot be changed.
/// </summary>
internal static partial class UpdateExtension
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, ExtensionDirectory extensions, YeastarPSeriesOptions options, ILogger<ExtensionChanges> logger)
    {
        using JsonBody body = await JsonBody.ReadAsync(http, options);
        int? id = body.OptionalInteger("id");
        string? number = body.OptionalText("number");
        ExtensionChanges changes = ExtensionChanges.Read(body);
        if (id is null && number is null && !body.TryGet("id", out _) && !body.TryGet("number", out _))
        {
            body.Note(InvalidParam.Required("id"));
        }

        if (body.Problem is { } problem)
        {
            return problem;
        }

        if (id is not null && number is not null && ExtensionLookup.Find(extensions, id, null) is { } named && named.Number != number)
        {
            return PSeriesResult.Invalid([InvalidParam.WrongValue("number", number)]);
        }

        if (ExtensionLookup.Find(extensions, id, number) is not { } extension
            || await extensions.ChangeAsync(extension.Number, changes.ApplyTo, CancellationToken.None) is not { } changed)
        {
            return PSeriesResult.Of(PSeriesCode.DataNotFound);
        }

        ApiClient client = ApiClient.Of(http);
        Log.Updated(logger, client.Id, client.Address, changed.Number, changed.AllowBeingMonitored, changed.MonitorRight.ToString());
        return PSeriesResult.Of(PSeriesCode.Success);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesExtensionUpdated, LogLevel.Information,
            "P-Series client {Client} at {Address} changed extension {Extension}: may be monitored {Allowed}, monitor mode {Right}")]
        public static partial void Updated(ILogger logger, string client, string address, string extension, bool allowed, string right);
    }
}
