using Undertone.Storage.Calls;
using Undertone.Storage.Database;
using Undertone.Supervision.Accounts;

namespace Undertone.Storage.Accounts;

/// <summary>A row of the table <c>account_calls</c>.</summary>
internal sealed class AccountCallRow
{
    /// <summary>Adds a call, or replaces the one with its id.</summary>
    public const string Add =
        """
        INSERT OR REPLACE INTO account_calls
            (call_id, account, caller, callee, number, direction, status, custom_field,
             started_at_us, answered_at_us, ended_at_us, duration_seconds, price_millionths)
        VALUES
            (@CallId, @Account, @Caller, @Callee, @Number, @Direction, @Status, @CustomField,
             @StartedAt, @AnsweredAt, @EndedAt, @DurationSeconds, @Price)
        """;

    public string CallId { get; set; } = "";

    public string Account { get; set; } = "";

    public string Caller { get; set; } = "";

    public string Callee { get; set; } = "";

    public string Number { get; set; } = "";

    public string Direction { get; set; } = "";

    public string Status { get; set; } = "";

    public string CustomField { get; set; } = "";

    public long StartedAt { get; set; }

    public long? AnsweredAt { get; set; }

    public long EndedAt { get; set; }

    public int DurationSeconds { get; set; }

    public long? Price { get; set; }

    public static AccountCallRow From(AccountCall call) => new()
    {
        CallId = call.Id.ToString(),
        Account = call.Account,
        Caller = call.From,
        Callee = call.To,
        Number = call.Number,
        Direction = call.Direction,
        Status = call.Status,
        CustomField = call.CustomField,
        StartedAt = StoredTime.From(call.StartedAt),
        AnsweredAt = StoredTime.From(call.AnsweredAt),
        EndedAt = StoredTime.From(call.EndedAt),
        DurationSeconds = call.DurationSeconds,
        Price = StoredPrice.From(call.Price),
    };

    public AccountCall ToCall() => new()
    {
        Account = Account,
        Id = StoredCallId.Parse(CallId),
        From = Caller,
        To = Callee,
        Number = Number,
        Direction = Direction,
        Status = Status,
        CustomField = CustomField,
        StartedAt = StoredTime.ToMoment(StartedAt),
        AnsweredAt = StoredTime.ToMoment(AnsweredAt),
        EndedAt = StoredTime.ToMoment(EndedAt),
        DurationSeconds = DurationSeconds,
        Price = StoredPrice.ToPrice(Price),
    };
}
