namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>What every event is wrapped in. <see cref="Msg"/> is JSON as text, to be parsed a second time. Events about the configuration carry no serial number.</summary>
internal sealed record EventEnvelope(int Type, string? Sn, string Msg);

/// <summary>Message of 30007.</summary>
internal sealed record RegistrationMessage(string Extension, string Kind, string Status, string RegisteredIp);

/// <summary>Message of 30008 and of 30009.</summary>
internal sealed record ExtensionStatusMessage(string Extension, string Status);

/// <summary>Message of 30022.</summary>
internal sealed record ExtensionConfigurationMessage(string ExtNumber, string Option);

/// <summary>Message of 30012; durations in whole seconds, the time in the zone of the options.</summary>
internal sealed record CallRecordMessage(
    string CallId,
    string TimeStart,
    string CallFrom,
    string CallTo,
    int CallDuration,
    int TalkDuration,
    string SrcTrunkName,
    string DstTrunkName,
    string PinCode,
    string Status,
    string Type,
    string Recording,
    string DidNumber,
    int AgentRingTime,
    string DidName,
    string Uid,
    string CallNoteId,
    int EnbCallNote);

/// <summary>An event ready to be sent, serialised once for all who receive it.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Frame">The envelope in UTF-8.</param>
internal sealed record PSeriesEvent(int Type, byte[] Frame);

/// <summary>Who receives events: WebSocket subscribers, and any other way of delivery.</summary>
internal interface IEventSink
{
    /// <summary>Takes an event. Must return at once and not throw: it is called while other sinks wait.</summary>
    void Offer(PSeriesEvent pSeriesEvent);
}
