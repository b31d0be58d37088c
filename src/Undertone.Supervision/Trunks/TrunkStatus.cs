namespace Undertone.Supervision.Trunks;

/// <summary>A trunk at one moment.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="State">Whether calls can be expected to pass.</param>
/// <param name="Address">The IP address that it has, without a port; empty while none is known.</param>
public sealed record TrunkStatus(string Name, TrunkState State, string Address)
{
    /// <summary>True when calls would fail, as far as is known: another trunk is then tried before this one.</summary>
    public bool IsDown => State is TrunkState.RegistrationFailed or TrunkState.Unreachable or TrunkState.AccountUnavailable;
}
