using System.Net;

namespace Undertone.Http.Shared.Logins;

/// <summary>
/// Counts failed authentications by source address and blocks an address that has too many. IPv6 addresses count by their /64 network.
/// Safe for any thread.
/// </summary>
/// <param name="policy">When and for how long.</param>
/// <param name="clock">Its monotonic time is used.</param>
public sealed class AddressLockout(LockoutPolicy policy, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Entry> _entries = [];

    /// <summary>The blocked addresses (IPv6: networks) at this moment.</summary>
    public IReadOnlyList<IPAddress> Blocked
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Where(e => e.Value.IsBlocked && !HasPassed(e.Value)).Select(e => e.Key)];
            }
        }
    }

    /// <summary>True while the address is blocked.</summary>
    public bool IsBlocked(IPAddress address)
    {
        lock (_gate)
        {
            return Current(ClientAddress.NetworkOf(address)) is { IsBlocked: true };
        }
    }

    /// <summary>Counts a failure; true if the address is blocked from now on.</summary>
    public bool AddFailure(IPAddress address)
    {
        IPAddress network = ClientAddress.NetworkOf(address);
        lock (_gate)
        {
            int failures = (Current(network)?.Failures ?? 0) + 1;
            MakeRoomFor(network);
            _entries[network] = new Entry(failures, failures >= policy.Failures, clock.GetTimestamp());
            return failures >= policy.Failures;
        }
    }

    /// <summary>Takes over a block that began some time ago.</summary>
    public void Block(IPAddress address, TimeSpan age)
    {
        IPAddress network = ClientAddress.NetworkOf(address);
        lock (_gate)
        {
            MakeRoomFor(network);
            _entries[network] = new Entry(policy.Failures, true, clock.GetTimestamp() - (long)(age.TotalSeconds * clock.TimestampFrequency));
        }
    }

    /// <summary>Forgets the failures of an address that has authenticated.</summary>
    public void AddSuccess(IPAddress address) => Unblock(address);

    /// <summary>Removes a block and forgets the failures; false if nothing was known of the address.</summary>
    public bool Unblock(IPAddress address)
    {
        lock (_gate)
        {
            return _entries.Remove(ClientAddress.NetworkOf(address));
        }
    }

    private Entry? Current(IPAddress network)
    {
        if (!_entries.TryGetValue(network, out Entry? entry))
        {
            return null;
        }

        if (HasPassed(entry))
        {
            _entries.Remove(network);
            return null;
        }

        return entry;
    }

    private bool HasPassed(Entry entry)
    {
        TimeSpan age = clock.GetElapsedTime(entry.LastFailure);
        return entry.IsBlocked ? policy.BlockDuration is { } duration && age >= duration : age >= policy.FailureMemory;
    }

    private void MakeRoomFor(IPAddress network)
    {
        if (_entries.Count < policy.RememberedAddresses || _entries.ContainsKey(network))
        {
            return;
        }

        // Blocks outlast mere failures, so that a flood from many addresses does not set a blocked one free first.
        IPAddress oldest = _entries.OrderBy(e => e.Value.IsBlocked).ThenBy(e => e.Value.LastFailure).First().Key;
        _entries.Remove(oldest);
    }

    private sealed record Entry(int Failures, bool IsBlocked, long LastFailure);
}
