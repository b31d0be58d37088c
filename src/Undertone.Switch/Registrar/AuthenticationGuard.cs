using System.Net;

namespace Undertone.Switch.Registrar;

/// <summary>
/// Counts wrong passwords by source address and locks an address out when there are too many within a minute. A success
/// clears its address. Bounded: when the table is full the address that has been quiet for longest is forgotten.
/// </summary>
internal sealed class AuthenticationGuard(int failuresAllowed, TimeSpan lockout, TimeProvider clock, int capacity = 10_000)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Entry> _byAddress = [];

    /// <summary>True while the address is locked out.</summary>
    public bool IsLockedOut(IPAddress address)
    {
        lock (_gate)
        {
            return _byAddress.TryGetValue(address, out Entry? entry) && entry.LockedUntil > clock.GetUtcNow();
        }
    }

    /// <summary>Counts a failure; true if it is the one that locks the address out.</summary>
    public bool Fail(IPAddress address)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (_gate)
        {
            if (!_byAddress.TryGetValue(address, out Entry? entry))
            {
                MakeRoom();
                _byAddress[address] = entry = new Entry { WindowStart = now };
            }

            if (now - entry.WindowStart > Window)
            {
                entry.WindowStart = now;
                entry.Failures = 0;
            }

            entry.LastFailure = now;
            entry.Failures++;
            if (entry.Failures < failuresAllowed || entry.LockedUntil > now)
            {
                return false;
            }

            entry.LockedUntil = now + lockout;
            entry.Failures = 0;
            return true;
        }
    }

    /// <summary>Forgets the failures of an address whose device has just proved itself; a lock-out in force stays.</summary>
    public void Succeed(IPAddress address)
    {
        lock (_gate)
        {
            if (_byAddress.TryGetValue(address, out Entry? entry) && entry.LockedUntil <= clock.GetUtcNow())
            {
                _byAddress.Remove(address);
            }
        }
    }

    private void MakeRoom()
    {
        if (_byAddress.Count >= capacity)
        {
            _byAddress.Remove(_byAddress.MinBy(e => e.Value.LastFailure).Key);
        }
    }

    private sealed class Entry
    {
        public DateTimeOffset WindowStart;
        public DateTimeOffset LastFailure;
        public DateTimeOffset LockedUntil;
        public int Failures;
    }
}
