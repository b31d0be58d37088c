using System.Text.Json.Serialization;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>How event settings are written to the store.</summary>
[JsonSerializable(typeof(EventSettings))]
internal sealed partial class EventSettingsJson : JsonSerializerContext;
