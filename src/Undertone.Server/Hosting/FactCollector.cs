using Undertone.Server.Logs;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Server.Hosting;

/// <summary>Gathers from events what is stored together: records, what the accountants make of them, and the callbacks that tell of it.</summary>
internal sealed class FactCollector(IReadOnlyList<ICallbackReporter> reporters, IReadOnlyList<IAccountant> accountants, ILogger logger)
{
    private readonly List<CallRecord> _calls = [];
    private readonly List<LegRecord> _legs = [];
    private readonly List<AccountCall> _accountCalls = [];
    private readonly List<LegBill> _bills = [];
    private readonly List<OutboxEntry> _callbacks = [];

    /// <summary>Adds what an event brings.</summary>
    public void Add(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case CallEnded ended:
                _calls.Add(ended.Record);
                Book(accountant => accountant.Book(ended.Record), _accountCalls, engineEvent);
                break;
            case LegEnded ended:
                _legs.Add(ended.Record);
                Book(accountant => accountant.Book(ended.Record), _bills, engineEvent);
                break;
        }

        foreach (ICallbackReporter reporter in reporters)
        {
            try
            {
                _callbacks.AddRange(reporter.CallbacksFor(engineEvent));
            }
            catch (Exception defect)
            {
                // One event that cannot be told must not cost the record, nor silence all later ones.
                ServerLog.CallbackFailed(logger, defect, engineEvent.GetType().Name);
            }
        }
    }

    /// <summary>Hands over what has been gathered and begins anew; null if it is nothing.</summary>
    public FactBatch? Take()
    {
        if (_calls.Count + _legs.Count + _callbacks.Count == 0)
        {
            return null;
        }

        var batch = new FactBatch { Calls = [.. _calls], Legs = [.. _legs], AccountCalls = [.. _accountCalls], Bills = [.. _bills], Callbacks = [.. _callbacks] };
        _calls.Clear();
        _legs.Clear();
        _accountCalls.Clear();
        _bills.Clear();
        _callbacks.Clear();
        return batch;
    }

    private void Book<T>(Func<IAccountant, T?> book, List<T> entries, EngineEvent engineEvent)
        where T : class
    {
        foreach (IAccountant accountant in accountants)
        {
            try
            {
                if (book(accountant) is { } entry)
                {
                    entries.Add(entry);
                }
            }
            catch (Exception defect)
            {
                ServerLog.NotBooked(logger, defect, engineEvent.GetType().Name);
            }
        }
    }
}
