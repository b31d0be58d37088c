using System.Net;
using Microsoft.Extensions.Logging;
using Undertone.Supervision.Credentials;

namespace Undertone.Http.Shared.Logins;

/// <summary>
/// The blocked addresses of one dialect, kept in the store: a block survives a restart, and whoever removes it there, the command
/// line for instance, lifts it. Safe for any thread; what asks the store fails as the store does.
/// </summary>
/// <param name="dialect">The dialect's name.</param>
/// <param name="counters">Counts failures, and answers while the store need not be asked.</param>
/// <param name="policy">How long a block lasts and how many are kept.</param>
/// <param name="store">Where blocks are kept.</param>
/// <param name="clock">Its time is stored, its monotonic time measures.</param>
/// <param name="logger">Says who was let in again.</param>
public sealed partial class AddressBlocks(
    string dialect, AddressLockout counters, LockoutPolicy policy, IBlockedAddressStore store, TimeProvider clock, ILogger logger) : IDisposable
{
    // A blocked client that hammers on makes the store be read this often, no more.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _readAt;
    private volatile bool _wasRead;

    /// <summary>The text by which an address is known to the store and the command line: itself, or of an IPv6 address its /64 network.</summary>
    public static string KeyOf(IPAddress address) => ClientAddress.NetworkOf(address).ToString();

    /// <summary>True while the address may not log in.</summary>
    public async ValueTask<bool> IsBlockedAsync(IPAddress address, CancellationToken cancellation)
    {
        if (!_wasRead || (counters.IsBlocked(address) && IsStale))
        {
            await _gate.WaitAsync(cancellation);
            try
            {
                if (IsStale)
                {
                    await RefreshAsync(cancellation);
                }
            }
            finally
            {
                _gate.Release();
            }
        }

        return counters.IsBlocked(address);
    }

    /// <summary>Counts a failure; true if the address is blocked from now on.</summary>
    public async ValueTask<bool> AddFailureAsync(IPAddress address)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (!counters.AddFailure(address))
            {
                return false;
            }

            // Within the gate: a refresh between the two would take the block for one that was lifted.
            await store.SaveAsync(new BlockedAddress(dialect, KeyOf(address), clock.GetUtcNow()), policy.RememberedAddresses, CancellationToken.None);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets the failures of an address that has authenticated.</summary>
    public void AddSuccess(IPAddress address) => counters.AddSuccess(address);

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private bool IsStale => !_wasRead || clock.GetElapsedTime(Interlocked.Read(ref _readAt)) >= Freshness;

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        HashSet<IPAddress> known = [.. counters.Blocked];
        foreach (BlockedAddress row in (await store.ReadAllAsync(cancellation)).Where(row => row.Dialect == dialect))
        {
            if (!IPAddress.TryParse(row.Address, out IPAddress? address) || now - row.At >= policy.BlockDuration)
            {
                await store.DeleteAsync(dialect, row.Address, cancellation);
            }
            else if (!known.Remove(address))
            {
                counters.Block(address, now - row.At);
            }
        }

        foreach (IPAddress lifted in known)
        {
            counters.Unblock(lifted);
            Log.Unblocked(logger, dialect, lifted);
        }

        Interlocked.Exchange(ref _readAt, clock.GetTimestamp());
        _wasRead = true;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.AddressUnblocked, LogLevel.Warning, "{Dialect} logins from {Address} are allowed again: its block was removed")]
        public static partial void Unblocked(ILogger logger, string dialect, IPAddress address);
    }
}
