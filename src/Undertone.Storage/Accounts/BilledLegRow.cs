using Undertone.Storage.Database;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Storage.Accounts;

/// <summary>A row of the table <c>leg_bills</c>, and with it the leg's own where both are read together.</summary>
internal sealed class BilledLegRow : LegRow
{
    /// <summary>Adds a bill, or replaces the one of its leg.</summary>
    public const string AddBill =
        """
        INSERT OR REPLACE INTO leg_bills
            (call_id, leg_id, account, status, last_action, custom_field, billable_seconds, pulses, price_millionths, currency, callback_outcome)
        VALUES
            (@CallId, @LegId, @Account, @Status, @LastAction, @CustomField, @BillableSeconds, @Pulses, @Price, @Currency, @CallbackOutcome)
        """;

    public string Account { get; set; } = "";

    public string Status { get; set; } = "";

    public string LastAction { get; set; } = "";

    public string CustomField { get; set; } = "";

    public int BillableSeconds { get; set; }

    public int Pulses { get; set; }

    public long? Price { get; set; }

    public string Currency { get; set; } = "";

    public string CallbackOutcome { get; set; } = "";

    public static BilledLegRow From(LegBill bill) => new()
    {
        CallId = bill.CallId.ToString(),
        LegId = bill.LegId.Value,
        Account = bill.Account,
        Status = bill.Status,
        LastAction = bill.LastAction,
        CustomField = bill.CustomField,
        BillableSeconds = bill.BillableSeconds,
        Pulses = bill.Pulses,
        Price = StoredPrice.From(bill.Price),
        Currency = bill.Currency,
        CallbackOutcome = bill.CallbackOutcome,
    };

    public BilledLeg ToBilledLeg()
    {
        LegRecord record = ToRecord();
        return new BilledLeg(record, new LegBill
        {
            Account = Account,
            CallId = record.CallId,
            LegId = record.Id,
            Status = Status,
            LastAction = LastAction,
            CustomField = CustomField,
            BillableSeconds = BillableSeconds,
            Pulses = Pulses,
            Price = StoredPrice.ToPrice(Price),
            Currency = Currency,
            CallbackOutcome = CallbackOutcome,
        });
    }
}
