using System.Globalization;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Supervision.Calls;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>Writes a call record as <c>NewCdr</c>, in the vendor's spelling.</summary>
internal static class CallRecordFields
{
    /// <summary>What follows the name of the event.</summary>
    public static Fields Of(CallRecord record, TimeZoneInfo zone, EventLayout layout, int longestNumber)
    {
        var fields = new Fields
        {
            { "callid", record.Id.ToString() },
            { "timestart", CallRecordWords.Time(record.StartedAt, zone) },
            { "callfrom", PartyFields.Cut(record.From, longestNumber) },
            { "callto", PartyFields.Cut(record.To, longestNumber) },
            { "callduraction", Seconds(record.Duration) },
            { "talkduraction", Seconds(record.TalkTime) },
        };
        bool isOpenVox = layout.Parties is PartyLayout.ExtensionList;
        if (!isOpenVox || record.SourceTrunk.Length > 0)
        {
            fields.Add("srctrunkname", record.SourceTrunk);
        }

        if (!isOpenVox || record.DestinationTrunk.Length > 0)
        {
            fields.Add(layout.IsV2 ? "dsttrcunkname" : "desttrunkname", record.DestinationTrunk);
        }

        if (!isOpenVox)
        {
            fields.Add("pincode", "");
        }

        fields.Add("status", StatusOf(record.Disposition));
        fields.Add("type", CallRecordWords.TypeOf(record.Kind));
        if (!isOpenVox)
        {
            fields.Add("recording", "");
        }

        if (!isOpenVox && layout.HasSerial)
        {
            fields.Add("didnumber", PartyFields.Cut(record.DidNumber, longestNumber));
            fields.Add("agentringtime", Seconds(record.RingTime));
        }

        return fields;
    }

    private static string Seconds(TimeSpan time) => CallRecordWords.Seconds(time).ToString(CultureInfo.InvariantCulture);

    private static string StatusOf(CallDisposition disposition)
        => disposition is CallDisposition.Failed ? "FAILED" : CallRecordWords.StatusOf(disposition);
}
