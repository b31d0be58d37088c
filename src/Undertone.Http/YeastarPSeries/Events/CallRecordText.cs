using System.Globalization;
using Undertone.Supervision.Calls;

namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>Shows a call record as the message of 30012.</summary>
internal static class CallRecordText
{
    /// <summary>The message, with the time in the given zone.</summary>
    public static CallRecordMessage MessageOf(CallRecord record, TimeZoneInfo zone)
    {
        DateTimeOffset start = TimeZoneInfo.ConvertTime(record.StartedAt, zone);
        return new CallRecordMessage(
            record.Id.ToString(),
            start.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            record.From,
            record.To,
            Seconds(record.Duration),
            Seconds(record.TalkTime),
            record.SourceTrunk,
            record.DestinationTrunk,
            PinCode: "",
            StatusOf(record.Disposition),
            TypeOf(record.Kind),
            Recording: "",
            record.DidNumber,
            Seconds(record.RingTime),
            DidName: "",
            Uid: record.Id.ToString(),
            CallNoteId: "",
            EnbCallNote: 0);
    }

    private static int Seconds(TimeSpan time) => (int)Math.Clamp(time.TotalSeconds, 0, int.MaxValue);

    private static string StatusOf(CallDisposition disposition) => disposition switch
    {
        CallDisposition.Answered => "ANSWERED",
        CallDisposition.Busy => "BUSY",

        // The vendor has no word for a call that could not be set up.
        _ => "NO ANSWER",
    };

    private static string TypeOf(CallKind kind) => kind switch
    {
        CallKind.Inbound => "Inbound",
        CallKind.Outbound => "Outbound",
        _ => "Internal",
    };
}
