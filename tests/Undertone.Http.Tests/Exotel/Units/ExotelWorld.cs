using Undertone.Http.Exotel;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Callbacks;
using Undertone.Http.Exotel.Calls;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.Tests.Exotel.Units;

/// <summary>What the dialect knows of accounts and extensions, without a server around it. Extensions 1005 and 2000 may be monitored, 2008 may not.</summary>
internal sealed class ExotelWorld : IDisposable
{
    /// <summary>An account with one extension and two numbers, and prices.</summary>
    public static readonly Account Small = new()
    {
        Sid = "small", Key = "s", ExoPhones = ["08030752400", "08045678901"], Extensions = ["1005"], Tariff = new Tariff { PricePerPulse = 0.5m },
    };

    /// <summary>The account of every extension that is not named, without prices.</summary>
    public static readonly Account Rest = new() { Sid = "rest", Key = "r", ExoPhones = ["+912233445566"] };

    public ExotelWorld(params Account[] accounts)
    {
        Accounts = new AccountDirectory(new ExotelOptions { Accounts = accounts.Length > 0 ? accounts : [Small, Rest] }, Extensions);
        Book = new CallBook(Accounts);
        Ledger = new Ledger(Book, Accounts);
    }

    public ExtensionDirectory Extensions { get; } = new(new FakeExtensionStore());

    public AccountDirectory Accounts { get; }

    public CallBook Book { get; }

    public Ledger Ledger { get; }

    public static async Task<ExotelWorld> CreateAsync(params Account[] accounts)
    {
        var world = new ExotelWorld(accounts);
        foreach (string number in (string[])["1005", "2000", "2008"])
        {
            var extension = new Extension { Number = number, Name = number, Secret = new SipSecret("", ""), AllowBeingMonitored = number != "2008" };
            await world.Extensions.SaveAsync(extension, CancellationToken.None);
        }

        return world;
    }

    /// <summary>A call that a client had placed.</summary>
    public static PlacedCall Placed(Account account) => new(account, "2000", "09052161119", "08045678901", "custom", new CallbackTerms("", false, false, false));

    public void Dispose() => Extensions.Dispose();
}
