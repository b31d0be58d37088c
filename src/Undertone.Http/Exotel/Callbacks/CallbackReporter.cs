using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Calls;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Exotel.Callbacks;

/// <summary>
/// Keeps the accounts and writes the callbacks. Both follow the same events in one order: bills first, then what tells of them. Used by one
/// caller at a time.
/// </summary>
internal sealed class CallbackReporter(CallBook book, Ledger ledger, CallbackDelivery delivery) : ICallbackReporter, IAccountant
{
    private readonly Dictionary<LegId, LegBill> _bills = [];
    private readonly HashSet<CallId> _secondTold = [];
    private readonly List<CallId> _ended = [];

    /// <inheritdoc />
    public LegBill? Book(LegRecord record)
    {
        LegBill? bill = ledger.Book(record);
        if (bill is not null && record.Origin is LegOrigin.Monitor)
        {
            _bills[record.Id] = bill;
        }

        return bill;
    }

    /// <inheritdoc />
    public AccountCall? Book(CallRecord record) => ledger.Book(record);

    /// <inheritdoc />
    public IEnumerable<OutboxEntry> CallbacksFor(EngineEvent engineEvent) => engineEvent switch
    {
        CallerAnswered answered => OfAnswer(answered.Call, answered.At),
        CallChanged changed => OfChange(changed),
        LegEnded ended => OfLeg(ended.Record),
        CallEnded ended => OfEnd(ended.Record),
        _ => [],
    };

    /// <inheritdoc />
    public void Forget()
    {
        ledger.Forget();
        _bills.Clear();
        _secondTold.Clear();
    }

    /// <inheritdoc />
    public void Deliver(IReadOnlyList<OutboxEntry> callbacks)
    {
        _ended.ForEach(book.Stored);
        _ended.Clear();
        delivery.Deliver(callbacks);
    }

    private static OutboxEntry Entry(string sid, CallbackTerms terms, Fields content, bool isJson)
        => CallbackDelivery.EntryOf(sid, terms.Url, isJson, ExotelBody.Write(content, isJson));

    private IEnumerable<OutboxEntry> OfAnswer(CallSnapshot call, DateTimeOffset at)
    {
        ledger.Note(call);
        return book.FindCall(call.Reference) is { Callbacks: { Answered: true, Url.Length: > 0 } terms } placed
            ? [Entry(Sid.Of(call.Id), terms, CallbackTexts.Answered(placed, call, at), terms.IsJson)]
            : [];
    }

    private IEnumerable<OutboxEntry> OfChange(CallChanged changed)
    {
        ledger.Note(changed.Call);
        return changed.Call.AnsweredAt is { } answered && changed.Call.Reference.Length > 0 && _secondTold.Add(changed.Call.Id)
            ? OfAnswer(changed.Call, answered)
            : [];
    }

    private IEnumerable<OutboxEntry> OfLeg(LegRecord leg)
    {
        if (!_bills.Remove(leg.Id, out LegBill? bill) || book.FindLeg(leg.Reference) is not { } placed)
        {
            return [];
        }

        book.Remove(leg.Reference);
        CallbackTerms terms = placed.Callbacks;
        return terms.Url.Length > 0
            ? [Entry(Sid.Of(leg.CallId, leg.Id), terms, CallbackTexts.LegEnded(placed.Account, leg, bill), terms.IsJson)]
            : [];
    }

    private IEnumerable<OutboxEntry> OfEnd(CallRecord record)
    {
        _secondTold.Remove(record.Id);
        Ledger.Page? page = ledger.Close(record.Id);
        if (book.FindCall(record.Reference) is not { } placed)
        {
            return [];
        }

        book.Remove(record.Reference);
        _ended.Add(record.Id);
        CallbackTerms terms = placed.Callbacks;
        if (page?.Call is not { } call || terms.Url.Length == 0)
        {
            return [];
        }

        // The short word is form data, whatever was asked for.
        return terms.IsShort ? [Entry(Sid.Of(record.Id), terms, CallbackTexts.EndedShort(placed.Account, call), isJson: false)]
            : terms.Terminal ? [Entry(Sid.Of(record.Id), terms, CallbackTexts.Ended(placed.Account, call, page.First, page.Second), terms.IsJson)]
            : [];
    }
}
