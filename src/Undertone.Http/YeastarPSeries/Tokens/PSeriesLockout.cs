using Undertone.Http.Shared;

namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary>The addresses that this dialect has blocked for wrong credentials; the place to unblock one.</summary>
/// <param name="addresses">The counters.</param>
public sealed class PSeriesLockout(AddressLockout addresses)
{
    /// <summary>The counters: <see cref="AddressLockout.Blocked"/> lists, <see cref="AddressLockout.Unblock"/> removes.</summary>
    public AddressLockout Addresses { get; } = addresses;
}
