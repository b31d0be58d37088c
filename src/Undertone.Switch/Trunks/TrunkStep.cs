using Undertone.Supervision.Trunks;

namespace Undertone.Switch.Trunks;

/// <summary>What the machine remembers of a trunk.</summary>
/// <param name="State">How it is doing.</param>
/// <param name="Expires">For how long the next registration asks.</param>
/// <param name="Failures">Failed registrations in a row.</param>
/// <param name="MayBeBound">True when the trunk may hold a registration of ours.</param>
/// <param name="IsStopped">True when nothing more is to be done.</param>
internal sealed record TrunkProgress(TrunkState State, TimeSpan Expires, int Failures = 0, bool MayBeBound = false, bool IsStopped = false);

/// <summary>What the machine wants to be done.</summary>
internal enum TrunkAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Look up its address.</summary>
    Locate,

    /// <summary>Look up its address and send REGISTER for <see cref="TrunkProgress.Expires"/>.</summary>
    Register,

    /// <summary>Send REGISTER for zero seconds.</summary>
    Unregister,

    /// <summary>Look up its address and send OPTIONS.</summary>
    Probe,
}

/// <summary>One step of the machine.</summary>
/// <param name="Next">The state from now on.</param>
/// <param name="Action">What to do.</param>
/// <param name="WakeAt">When to come back with <see cref="TrunkInput.TimeCame"/>; null for not by the clock.</param>
internal sealed record TrunkStep(TrunkProgress Next, TrunkAction Action = TrunkAction.None, DateTimeOffset? WakeAt = null);
