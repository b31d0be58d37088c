using System.Globalization;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Calls;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Exotel.Callbacks;

/// <summary>What callbacks say, field by field.</summary>
internal static class CallbackTexts
{
    // Whether a person or a machine has answered is not found out.
    private const string FirstAnsweredBy = "NA";
    private const string SecondAnsweredBy = "NotSure";

    /// <summary>A leg of a call has answered.</summary>
    /// <param name="placed">The call as it was asked for.</param>
    /// <param name="call">The call as it is.</param>
    /// <param name="at">When the leg answered.</param>
    public static Fields Answered(PlacedCall placed, CallSnapshot call, DateTimeOffset at)
    {
        string? second = call.IsAnswered ? Words.InProgress : null;
        return new Fields
        {
            { "CallSid", Sid.Of(call.Id) },
            { "EventType", "answered" },
            { "DateCreated", placed.Account.Date(call.StartedAt) },
            { "DateUpdated", placed.Account.Date(at) },
            { "Status", Words.InProgress },
            { "To", placed.To },
            { "From", placed.From },
            { "PhoneNumberSid", placed.ExoPhone },
            { "StartTime", placed.Account.Date(call.StartedAt) },
            { "EndTime", null },
            { "ConversationDuration", 0 },
            { "RecordingUrl", null },
            { "Direction", Words.OutboundApi },
            { "CustomField", placed.CustomField },
            { "Legs", new Members("Leg", [Leg(0, Words.InProgress, FirstAnsweredBy), Leg(0, second, SecondAnsweredBy)]) },
        };
    }

    /// <summary>A call has ended: the short word for who asked for no events.</summary>
    public static Fields EndedShort(Account account, AccountCall call) => new()
    {
        { "CallSid", Sid.Of(call.Id) },
        { "Status", call.Status },
        { "RecordingUrl", null },
        { "DateUpdated", account.Date(call.EndedAt) },
    };

    /// <summary>A call has ended. Its legs are the two that were placed; supervisors are none of them.</summary>
    public static Fields Ended(Account account, AccountCall call, BilledLeg? first, BilledLeg? second) => new()
    {
        { "CallSid", Sid.Of(call.Id) },
        { "EventType", "terminal" },
        { "DateCreated", account.Date(call.StartedAt) },
        { "DateUpdated", account.Date(call.EndedAt) },
        { "Status", call.Status },
        { "To", call.To },
        { "From", call.From },
        { "PhoneNumberSid", call.Number },
        { "StartTime", account.Date(call.StartedAt) },
        { "EndTime", account.Date(call.EndedAt) },
        { "ConversationDuration", CallDetails.ConversationOf(call) },
        { "RecordingUrl", null },
        { "Direction", call.Direction },
        { "CustomField", call.CustomField },
        {
            "Legs", new Members("Leg",
            [
                Leg(first?.Bill.BillableSeconds ?? 0, first?.Bill.Status, FirstAnsweredBy),
                Leg(second?.Bill.BillableSeconds ?? 0, second?.Bill.Status, SecondAnsweredBy),
            ])
        },
    };

    /// <summary>A supervisor's leg has ended. All values are texts.</summary>
    public static Fields LegEnded(Account account, LegRecord leg, LegBill bill) => new()
    {
        { "LegSid", Sid.Of(leg.CallId, leg.Id) },
        { "CallSid", Sid.Of(leg.CallId) },
        { "AccountSid", account.Sid },
        { "DateCreated", account.Date(leg.StartedAt) },
        { "DateUpdated", account.Date(leg.EndedAt) },
        { "StartTime", account.Date(leg.AnsweredAt ?? leg.StartedAt) },
        { "EndTime", account.Date(leg.EndedAt) },
        { "PhoneNumber", leg.Number },
        { "Status", bill.Status },
        { "OnCallDuration", bill.BillableSeconds.ToString(CultureInfo.InvariantCulture) },
        { "Origin", Words.Of(leg.Origin) },
        { "LastAction", bill.LastAction },
        { "CustomField", bill.CustomField },
        { "EventType", "terminal" },
    };

    private static Fields Leg(int seconds, string? status, string answeredBy)
        => new() { { "OnCallDuration", seconds }, { "Status", status }, { "AnsweredBy", answeredBy } };
}
