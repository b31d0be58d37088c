namespace Undertone.Supervision.Credentials;

/// <summary>An address that may not log in any more, because it has given wrong credentials too often.</summary>
/// <param name="Dialect">The dialect that it is blocked in, <c>p-series</c> for instance.</param>
/// <param name="Address">The IP address; of an IPv6 address, its /64 network.</param>
/// <param name="At">Since when.</param>
public sealed record BlockedAddress(string Dialect, string Address, DateTimeOffset At);

/// <summary>Where blocked addresses are kept. What is removed here, a running server lets in again within a second.</summary>
public interface IBlockedAddressStore
{
    /// <summary>All of them, the newest first.</summary>
    Task<IReadOnlyList<BlockedAddress>> ReadAllAsync(CancellationToken cancellation);

    /// <summary>Adds one, or renews its time. Where its dialect has more than <paramref name="most"/>, those blocked longest ago are forgotten.</summary>
    Task SaveAsync(BlockedAddress blocked, int most, CancellationToken cancellation);

    /// <summary>Removes an address from one dialect, or with null from all; false if it was not there.</summary>
    Task<bool> DeleteAsync(string? dialect, string address, CancellationToken cancellation);
}
