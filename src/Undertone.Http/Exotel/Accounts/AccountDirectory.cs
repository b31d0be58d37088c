using Undertone.Supervision.Calls;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.Exotel.Accounts;

/// <summary>
/// The accounts, and which of them a call belongs to: to the one that placed it, else to the one whose number was dialled, else to the
/// first one that an extension of the call belongs to. Safe for any thread.
/// </summary>
/// <param name="options">The accounts.</param>
/// <param name="extensions">Tells extensions from outside numbers.</param>
internal sealed class AccountDirectory(ExotelOptions options, ExtensionDirectory extensions)
{
    /// <summary>The account with this name, in any case; null if there is none.</summary>
    public Account? Find(string sid) => options.Accounts.FirstOrDefault(account => account.Sid.Equals(sid, StringComparison.OrdinalIgnoreCase));

    /// <summary>The account that somebody logs in to with this user name, its key or its sid; null if there is none.</summary>
    public Account? FindByUser(string user)
        => options.Accounts.FirstOrDefault(account => account.Key == user) ?? options.Accounts.FirstOrDefault(account => account.Sid == user);

    /// <summary>Which account a live call belongs to that no account placed; null if to none.</summary>
    public Account? OwnerOf(CallSnapshot call) => OwnerOf(call.DidNumber, [.. call.Legs.Select(leg => leg.Number), call.From, call.To]);

    /// <summary>Which account an ended call belongs to that no account placed; null if to none.</summary>
    public Account? OwnerOf(CallRecord record) => OwnerOf(record.DidNumber, [record.From, record.To]);

    /// <summary>Which account an extension belongs to; null for an outside number, or if to none.</summary>
    public Account? OwnerOf(string number) => OwnerOf("", [number]);

    private Account? OwnerOf(string dialled, IReadOnlyList<string> numbers)
    {
        if (dialled.Length > 0 && options.Accounts.FirstOrDefault(account => account.FindExoPhone(dialled) is not null) is { } called)
        {
            return called;
        }

        string[] ours = [.. numbers.Where(number => extensions.TryGet(number, out _))];
        return options.Accounts.FirstOrDefault(account => ours.Any(account.Extensions.Contains))
            ?? (ours.Length == 0 ? null : options.Accounts.FirstOrDefault(account => account.Extensions.Count == 0));
    }
}
