using Undertone.Http.Exotel.Accounts;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Exotel.Calls;

/// <summary>
/// Bills the legs, and adds those of the parties up to what the call shows; a supervisor's leg is billed apart and changes nothing of it.
/// Used by one caller at a time, which gets to know of a call's legs before its end.
/// </summary>
internal sealed class Ledger(CallBook book, AccountDirectory accounts) : IAccountant
{
    private readonly Dictionary<CallId, Page> _pages = [];

    /// <summary>Remembers whose call it is while its parties can be seen.</summary>
    public void Note(CallSnapshot call)
    {
        if (!_pages.ContainsKey(call.Id) && book.OwnerOf(call) is { } account)
        {
            _pages[call.Id] = new Page(account);
        }
    }

    /// <inheritdoc />
    public LegBill? Book(LegRecord record)
    {
        bool isMonitor = record.Origin is LegOrigin.Monitor;
        PlacedLeg? placed = isMonitor ? book.FindLeg(record.Reference) : null;
        Page? page = _pages.GetValueOrDefault(record.CallId);
        Account? account = page?.Account ?? placed?.Account ?? book.FindCall(record.Reference)?.Account ?? accounts.OwnerOf(record.Number);
        if (account is null)
        {
            return null;
        }

        int seconds = SecondsOf(record.TalkTime);
        int pulses = account.Tariff.PulsesOf(seconds);
        var bill = new LegBill
        {
            Account = account.Sid,
            CallId = record.CallId,
            LegId = record.Id,
            Status = Words.StatusOf(record),
            LastAction = book.HangUpOf(record.Id) is not null ? Words.HangUp : isMonitor ? Words.Of(record.Modes[^1].Mode) : "",
            CustomField = placed?.CustomField ?? "",
            BillableSeconds = seconds,
            Pulses = pulses,
            Price = account.Tariff.PricePerPulse * pulses,
            Currency = account.Tariff.PricePerPulse is null ? "" : account.Tariff.Currency,
        };
        book.ForgetHangUp(record.Id);
        if (!isMonitor)
        {
            page ??= _pages[record.CallId] = new Page(account);
            page.Legs.Add(new BilledLeg(record, bill));
        }

        return bill;
    }

    /// <inheritdoc />
    public AccountCall? Book(CallRecord record)
    {
        PlacedCall? placed = book.FindCall(record.Reference);
        Page? page = _pages.GetValueOrDefault(record.Id);
        if ((placed?.Account ?? page?.Account ?? accounts.OwnerOf(record)) is not { } account)
        {
            return null;
        }

        page ??= _pages[record.Id] = new Page(account);
        page.Call = new AccountCall
        {
            Account = account.Sid,
            Id = record.Id,
            From = record.From,
            To = record.DidNumber.Length > 0 ? record.DidNumber : record.To,
            Number = placed?.ExoPhone ?? account.FindExoPhone(record.DidNumber) ?? "",
            Direction = placed is not null ? Words.OutboundApi : Words.DirectionOf(record.Kind),
            Status = Words.Of(record.Disposition),
            CustomField = placed?.CustomField ?? "",
            StartedAt = record.StartedAt,
            AnsweredAt = record.AnsweredAt,
            EndedAt = record.EndedAt,
            DurationSeconds = page.First?.Bill.BillableSeconds ?? 0,
            Price = page.Legs.Count == 0 ? account.Tariff.PricePerPulse * 0 : page.Legs.Aggregate((decimal?)0, (sum, leg) => sum + leg.Bill.Price),
        };
        return page.Call;
    }

    /// <summary>What has been booked of an ended call; null if nothing. It is forgotten with that.</summary>
    public Page? Close(CallId call) => _pages.Remove(call, out Page? page) ? page : null;

    /// <summary>Events were missed: the ends of some calls may never come.</summary>
    public void Forget() => _pages.Clear();

    /// <summary>Whole seconds, a begun one as a whole one.</summary>
    public static int SecondsOf(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    /// <summary>What is booked of one call.</summary>
    /// <param name="account">Whose it is.</param>
    internal sealed class Page(Account account)
    {
        /// <summary>Whose it is.</summary>
        public Account Account => account;

        /// <summary>The parties' legs that have ended.</summary>
        public List<BilledLeg> Legs { get; } = [];

        /// <summary>The call, once it has ended.</summary>
        public AccountCall? Call { get; set; }

        /// <summary>The leg that was there first.</summary>
        public BilledLeg? First => PartyLegs.FirstOf(Legs);

        /// <summary>The leg that was rung then; null if it never came to that.</summary>
        public BilledLeg? Second => PartyLegs.SecondOf(Legs);
    }
}
