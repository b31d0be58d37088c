using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Http.YeastarPSeries.Tokens;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>
/// <c>POST extension/update</c>: changes settings of the extension with this <c>id</c> or <c>number</c>. All or nothing: one wrong field
/// and none is changed. A number cannot be changed.
/// </summary>
internal static partial class UpdateExtension
{
    private const string Duplicate = "Extension update fail for duplicate fields";

    public static async Task<IResult> HandleAsync(
        HttpContext http, ExtensionDirectory extensions, YeastarPSeriesOptions options, ILogger<ExtensionChanges> logger)
    {
        using JsonBody body = await JsonBody.ReadAsync(http, options);
        int? id = body.OptionalInteger("id");
        string? number = body.OptionalText("number");
        var changes = ExtensionChanges.Read(body, leastRegistrations: 0);
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

        if (ExtensionLookup.Find(extensions, id, number) is not { } extension)
        {
            return PSeriesResult.Of(PSeriesCode.DataNotFound);
        }

        if (changes.LacksPassword(extension))
        {
            return PSeriesResult.Invalid([InvalidParam.Required("reg_password")]);
        }

        if (ExtensionFields.NamesRole(body))
        {
            return PSeriesResult.Of(PSeriesCode.RoleNotExisted);
        }

        ExtensionWrite write = await extensions.UpdateAsync(
            extension.Number, present => changes.ApplyTo(present, options.SipDomain), CancellationToken.None);
        if (write.Written is not { } changed)
        {
            return DuplicateAnswer.ResultFor(Duplicate, write.Conflicts, changes.ApplyTo(extension, options.SipDomain));
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
