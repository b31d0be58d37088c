using Undertone.Http.Yeastar;
using Undertone.Supervision.Calls;

namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>Shows a call record as the message of 30012.</summary>
internal static class CallRecordText
{
    /// <summary>The message, with the time in the given zone.</summary>
    public static CallRecordMessage MessageOf(CallRecord record, TimeZoneInfo zone)
        => new(
            record.Id.ToString(),
            CallRecordWords.Time(record.StartedAt, zone),
            record.From,
            record.To,
            CallRecordWords.Seconds(record.Duration),
            CallRecordWords.Seconds(record.TalkTime),
            record.SourceTrunk,
            record.DestinationTrunk,
            PinCode: "",
            CallRecordWords.StatusOf(record.Disposition),
            CallRecordWords.TypeOf(record.Kind),
            Recording: "",
            record.DidNumber,
            CallRecordWords.Seconds(record.RingTime),
            DidName: "",
            Uid: record.Id.ToString(),
            CallNoteId: "",
            EnbCallNote: 0);
}
