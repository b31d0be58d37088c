using System.Collections.Concurrent;
using Undertone.Http.Exotel.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Exotel.Calls;

/// <summary>
/// What clients asked for of the calls and legs that are there now. The engine carries a reference to each entry, so that an entry can be
/// made before the engine is asked and nothing that happens meanwhile is missed. Safe for any thread.
/// </summary>
internal sealed class CallBook(AccountDirectory accounts)
{
    private readonly ConcurrentDictionary<string, PlacedCall> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<CallId, PlacedCall> _unstored = new();
    private readonly ConcurrentDictionary<string, PlacedLeg> _legs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LegId, DateTimeOffset> _hangUps = new();

    /// <summary>Enters a call; returns its reference.</summary>
    public string Add(PlacedCall call) => Add(_calls, call);

    /// <summary>Enters a supervisor's leg; returns its reference.</summary>
    public string Add(PlacedLeg leg) => Add(_legs, leg);

    /// <summary>The call with this reference; null if it is none of ours.</summary>
    public PlacedCall? FindCall(string reference) => _calls.GetValueOrDefault(reference);

    /// <summary>The supervisor's leg with this reference; null if it is none of ours.</summary>
    public PlacedLeg? FindLeg(string reference) => _legs.GetValueOrDefault(reference);

    /// <summary>Notes the id that the engine gave to a call, so that it is found also in the moment between its end and its record.</summary>
    public void Began(CallId id, string reference)
    {
        if (_calls.TryGetValue(reference, out PlacedCall? call))
        {
            _unstored[id] = call;
            if (!_calls.ContainsKey(reference))
            {
                // It has ended meanwhile, and whoever stored it may have looked here too early.
                _unstored.TryRemove(id, out _);
            }
        }
    }

    /// <summary>The call with this id, if it was placed and its record is not stored yet.</summary>
    public PlacedCall? FindUnstored(CallId id) => _unstored.GetValueOrDefault(id);

    /// <summary>The record of a call is stored.</summary>
    public void Stored(CallId id) => _unstored.TryRemove(id, out _);

    /// <summary>Forgets what has ended, or never began.</summary>
    public void Remove(string reference)
    {
        _calls.TryRemove(reference, out _);
        _legs.TryRemove(reference, out _);
    }

    /// <summary>Which account a live call belongs to; null if to none.</summary>
    public Account? OwnerOf(CallSnapshot call) => FindCall(call.Reference)?.Account ?? accounts.OwnerOf(call);

    /// <summary>Notes that a client hangs up a leg.</summary>
    public void MarkHangUp(LegId leg, DateTimeOffset at) => _hangUps[leg] = at;

    /// <summary>When a client hung up a leg; null if none did.</summary>
    public DateTimeOffset? HangUpOf(LegId leg) => _hangUps.TryGetValue(leg, out DateTimeOffset at) ? at : null;

    /// <summary>Forgets that note.</summary>
    public void ForgetHangUp(LegId leg) => _hangUps.TryRemove(leg, out _);

    private static string Add<T>(ConcurrentDictionary<string, T> book, T entry)
    {
        string reference = Guid.NewGuid().ToString("N");
        book[reference] = entry;
        return reference;
    }
}
