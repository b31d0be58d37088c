using System.Globalization;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Calls;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Exotel.Legs;

/// <summary>A leg as the dialect shows it.</summary>
internal sealed record LegView
{
    /// <summary>Whose call it is in.</summary>
    public required Account Account { get; init; }

    /// <summary>The call.</summary>
    public required CallId Call { get; init; }

    /// <summary>The leg.</summary>
    public required LegId Id { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>How it came to be.</summary>
    public required LegOrigin Origin { get; init; }

    /// <summary>What was last done with it; empty if nothing was.</summary>
    public required string LastAction { get; init; }

    /// <summary>When it came to be.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it was answered; for a supervisor's leg, when it was dialled.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>A party's leg.</summary>
    public static LegView Of(Account account, CallId call, LegSnapshot leg, DateTimeOffset? hungUpAt)
    {
        DateTimeOffset answered = leg.AnsweredAt ?? leg.StartedAt;
        return new LegView
        {
            Account = account,
            Call = call,
            Id = leg.Id,
            Number = leg.Number,
            Origin = leg.Origin,
            LastAction = hungUpAt is null ? "" : Words.HangUp,
            CreatedAt = leg.StartedAt,
            ChangedAt = hungUpAt ?? answered,
            StartedAt = answered,
        };
    }

    /// <summary>A supervisor's leg. It counts as in progress from the moment that it is dialled.</summary>
    public static LegView Of(Account account, MonitorSnapshot monitor, DateTimeOffset? hungUpAt) => new()
    {
        Account = account,
        Call = monitor.CallId,
        Id = monitor.Id,
        Number = monitor.Supervisor,
        Origin = LegOrigin.Monitor,
        LastAction = hungUpAt is null ? Words.Of(monitor.Mode) : Words.HangUp,
        CreatedAt = monitor.StartedAt,
        ChangedAt = hungUpAt ?? (monitor.AttachedAt > monitor.ModeSince ? monitor.AttachedAt.Value : monitor.ModeSince),
        StartedAt = monitor.StartedAt,
    };

    /// <summary>The leg as a member of the list of active legs.</summary>
    public Fields ToActive()
    {
        Fields fields = Begin();
        fields.Add("Uri", $"{CallUri}/ActiveLegs");

        // The maker's sample has this name in place of PhoneNumber; clients of either find it.
        if (Origin is LegOrigin.Monitor)
        {
            fields.Add("EndUserNumber", Number);
        }

        return fields;
    }

    /// <summary>The leg as the answer to its creation, whose address is that of all legs.</summary>
    public Fields ToCreated()
    {
        Fields fields = WithStart();
        fields.Add("Uri", $"{CallUri}/Legs");
        return fields;
    }

    /// <summary>The leg as the answer to a change of its mode.</summary>
    public Fields ToUpdated()
    {
        Fields fields = WithStart();
        fields.Add("Uri", $"{CallUri}/Legs/{Sid.Of(Call, Id)}");
        return fields;
    }

    /// <summary>The leg as the answer to its hang-up.</summary>
    /// <param name="exoPhone">The account's number that the call uses; empty if none.</param>
    public Fields ToHungUp(string exoPhone)
    {
        Fields fields = WithStart();
        fields.Add("ExoPhone", exoPhone);
        fields.Add("BackupExoPhone", Account.ExoPhones.FirstOrDefault(number => number != exoPhone) ?? "");
        fields.Add("Uri", $"{CallUri}/Legs/{Sid.Of(Call, Id)}");
        return fields;
    }

    /// <summary>A leg that has ended.</summary>
    public static Fields OfEnded(Account account, BilledLeg leg)
    {
        LegRecord record = leg.Record;
        return new Fields
        {
            { "Sid", Sid.Of(record.CallId, record.Id) },
            { "CallSid", Sid.Of(record.CallId) },
            { "AccountSid", account.Sid },
            { "PhoneNumber", record.Number },
            { "Status", leg.Bill.Status },
            { "Origin", Words.Of(record.Origin) },
            { "LastAction", leg.Bill.LastAction },
            { "DateCreated", account.Date(record.StartedAt) },
            { "DateUpdated", account.Date(record.EndedAt) },
            { "StartTime", account.Date(record.AnsweredAt ?? record.StartedAt) },
            { "EndTime", account.Date(record.EndedAt) },
            { "OnCallDuration", leg.Bill.BillableSeconds.ToString(CultureInfo.InvariantCulture) },
            { "Price", CallView.PriceText(leg.Bill.Price) },
            { "CustomField", leg.Bill.CustomField },
            { "Uri", $"/v1/Accounts/{account.Sid}/Calls/{Sid.Of(record.CallId)}/Legs/{Sid.Of(record.CallId, record.Id)}" },
        };
    }

    private string CallUri => $"/v1/Accounts/{Account.Sid}/Calls/{Sid.Of(Call)}";

    private Fields WithStart()
    {
        Fields fields = Begin();
        fields.Add("StartTime", Account.Date(StartedAt));
        return fields;
    }

    private Fields Begin() => new()
    {
        { "Sid", Sid.Of(Call, Id) },
        { "CallSid", Sid.Of(Call) },
        { "AccountSid", Account.Sid },
        { "PhoneNumber", Number },
        { "Status", Words.InProgress },
        { "Origin", Words.Of(Origin) },
        { "LastAction", LastAction },
        { "DateCreated", Account.Date(CreatedAt) },
        { "DateUpdated", Account.Date(ChangedAt) },
    };
}
