using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Undertone.Http.YeastarPSeries.Calls;
using Undertone.Http.YeastarPSeries.Events;
using Undertone.Http.YeastarPSeries.Extensions;
using Undertone.Http.YeastarPSeries.StatusMonitoring;
using Undertone.Http.YeastarPSeries.Tokens;
using Undertone.Http.YeastarPSeries.Webhooks;

namespace Undertone.Http.YeastarPSeries.Answers;

/// <summary>Everything this dialect writes as JSON: names in lower snake case, absent members left out.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(CallAnswer))]
[JsonSerializable(typeof(CallListAnswer))]
[JsonSerializable(typeof(ExtensionListAnswer))]
[JsonSerializable(typeof(ExtensionAnswer))]
[JsonSerializable(typeof(ExtensionsAnswer))]
[JsonSerializable(typeof(CreatedAnswer))]
[JsonSerializable(typeof(DuplicateAnswer))]
[JsonSerializable(typeof(StatusMonitorAnswer))]
[JsonSerializable(typeof(EventEnvelope))]
[JsonSerializable(typeof(CallInfo))]
[JsonSerializable(typeof(FailedCallInfo))]
[JsonSerializable(typeof(RegistrationMessage))]
[JsonSerializable(typeof(ExtensionStatusMessage))]
[JsonSerializable(typeof(ExtensionConfigurationMessage))]
[JsonSerializable(typeof(CallRecordMessage))]
[JsonSerializable(typeof(WebhookAnswer))]
[JsonSerializable(typeof(TrunkStatusMessage))]
[JsonSerializable(typeof(TrunkConfigurationMessage))]
internal sealed partial class PSeriesJson : JsonSerializerContext
{
    /// <summary>The context with the options of the wire.</summary>
    public static PSeriesJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // Answers are never put into HTML; this writes \" where the default writes \u0022, which some clients do not undo inside msg.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
