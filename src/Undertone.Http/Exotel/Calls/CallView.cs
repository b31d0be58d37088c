using System.Globalization;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Exotel.Calls;

/// <summary>A call as the dialect shows it. Two clients read the first three dates without looking whether they are there.</summary>
internal sealed record CallView
{
    /// <summary>Whose it is.</summary>
    public required Account Account { get; init; }

    /// <summary>The call.</summary>
    public required CallId Id { get; init; }

    /// <summary>The number that calls, or was rung first.</summary>
    public required string From { get; init; }

    /// <summary>The number that is called.</summary>
    public required string To { get; init; }

    /// <summary>The account's number; empty if none.</summary>
    public required string ExoPhone { get; init; }

    /// <summary>The status word.</summary>
    public required string Status { get; init; }

    /// <summary>The direction word.</summary>
    public required string Direction { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The ended call with its duration and price; null while it is there.</summary>
    public AccountCall? Ended { get; init; }

    /// <summary>A call that was just placed.</summary>
    public static CallView Of(PlacedCall placed, CallId id, DateTimeOffset now) => new()
    {
        Account = placed.Account,
        Id = id,
        From = placed.From,
        To = placed.To,
        ExoPhone = placed.ExoPhone,
        Status = Words.InProgress,
        Direction = Words.OutboundApi,
        StartedAt = now,
        ChangedAt = now,
    };

    /// <summary>A call that is there.</summary>
    public static CallView Of(Account account, CallSnapshot call, PlacedCall? placed) => new()
    {
        Account = account,
        Id = call.Id,
        From = call.From,
        To = call.DidNumber.Length > 0 ? call.DidNumber : call.To,
        ExoPhone = placed?.ExoPhone ?? account.FindExoPhone(call.DidNumber) ?? "",
        Status = Words.InProgress,
        Direction = placed is not null ? Words.OutboundApi : Words.DirectionOf(call.Kind),
        StartedAt = call.StartedAt,
        ChangedAt = call.AnsweredAt ?? call.StartedAt,
    };

    /// <summary>A call that has ended.</summary>
    public static CallView Of(Account account, AccountCall call) => new()
    {
        Account = account,
        Id = call.Id,
        From = call.From,
        To = call.To,
        ExoPhone = call.Number,
        Status = call.Status,
        Direction = call.Direction,
        StartedAt = call.StartedAt,
        ChangedAt = call.EndedAt,
        Ended = call,
    };

    /// <summary>The call as an object of an answer.</summary>
    /// <param name="format">The form of the answer, which its addresses name.</param>
    /// <param name="details">What to add for a client that wants details; null for nothing.</param>
    public Fields ToFields(AnswerFormat format, Fields? details = null)
    {
        string sid = Sid.Of(Id);
        string uri = $"/v1/Accounts/{Account.Sid}/Calls/{sid}{(format is AnswerFormat.Json ? ".json" : "")}";
        var fields = new Fields
        {
            { "Sid", sid },
            { "ParentCallSid", null },
            { "DateCreated", Account.Date(StartedAt) },
            { "DateUpdated", Account.Date(ChangedAt) },
            { "AccountSid", Account.Sid },
            { "To", To },
            { "From", From },
            { "PhoneNumberSid", ExoPhone.Length > 0 ? ExoPhone : null },
            { "Status", Status },
            { "StartTime", Account.Date(StartedAt) },
            { "EndTime", Ended is null ? null : Account.Date(Ended.EndedAt) },
            { "Duration", Ended?.DurationSeconds.ToString(CultureInfo.InvariantCulture) },
            { "Price", PriceText(Ended?.Price) },
            { "Direction", Direction },
            { "AnsweredBy", null },
            { "ForwardedFrom", null },
            { "CallerName", null },
            { "Uri", uri },
            { "RecordingUrl", null },
            { "SubResourceUris", new Fields { { "Legs", $"{uri}/Legs" } } },
        };
        if (details is not null)
        {
            fields.Add("Details", details);
        }

        return fields;
    }

    /// <summary>A price as text with three decimals; null for none.</summary>
    public static string? PriceText(decimal? price) => price?.ToString("0.000", CultureInfo.InvariantCulture);
}
