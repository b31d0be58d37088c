using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Http.YeastarPSeries.Tokens;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary><c>POST extension/create</c>: a new extension, whose phone can register as soon as the answer is there.</summary>
internal static partial class CreateExtension
{
    private const string Duplicate = "Extension create fail for duplicate fields";
    private static readonly string[] RequiredFields =
        ["type", "user_password", "number", "reg_name", "reg_password", "concurrent_registrations", "presence_status"];

    public static async Task<IResult> HandleAsync(
        HttpContext http, ExtensionDirectory extensions, YeastarPSeriesOptions options, ILogger<ExtensionChanges> logger)
    {
        using JsonBody body = await JsonBody.ReadAsync(http, options);
        CheckRequired(body);
        string number = body.TryGet("number", out _) ? ExtensionFields.Number(body) : "";
        var changes = ExtensionChanges.Read(body, leastRegistrations: 1);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        if (ExtensionFields.NamesRole(body))
        {
            return PSeriesResult.Of(PSeriesCode.RoleNotExisted);
        }

        if (extensions.Count >= options.MaxExtensions)
        {
            return PSeriesResult.Of(PSeriesCode.MaxLimitationExceeded);
        }

        Extension extension = changes.ApplyTo(new Extension { Number = number, Secret = new SipSecret("", "") }, options.SipDomain);
        ExtensionWrite write = await extensions.CreateAsync(extension, CancellationToken.None);
        if (write.Written is not { } created)
        {
            return DuplicateAnswer.ResultFor(Duplicate, write.Conflicts, extension);
        }

        ApiClient client = ApiClient.Of(http);
        Log.Created(logger, client.Id, client.Address, created.Number, created.AllowBeingMonitored, created.MonitorRight.ToString());
        return PSeriesResult.Success(
            new CreatedAnswer(PSeriesCode.Success.Number, PSeriesCode.Success.Text, created.Id), PSeriesJson.Wire.CreatedAnswer);
    }

    private static void CheckRequired(JsonBody body)
    {
        const string type = "type";
        foreach (string field in RequiredFields.Where(field => !body.TryGet(field, out _)))
        {
            body.Note(InvalidParam.Required(field));
        }

        if (body.OptionalText(type) is { } given && !given.Equals("SIP", StringComparison.OrdinalIgnoreCase))
        {
            body.Note(InvalidParam.WrongValue(type, given));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesExtensionCreated, LogLevel.Information,
            "P-Series client {Client} at {Address} created extension {Extension}: may be monitored {Allowed}, monitor mode {Right}")]
        public static partial void Created(ILogger logger, string client, string address, string extension, bool allowed, string right);
    }
}
