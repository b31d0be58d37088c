using Undertone.Supervision.Engine;
using Undertone.Supervision.Trunks;

namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>Message of 30010.</summary>
internal sealed record TrunkStatusMessage(string TrunkName, string Kind, int Status, string RegisteredIp);

/// <summary>Message of 30023.</summary>
internal sealed record TrunkConfigurationMessage(string TrunkName, string Option);

/// <summary>Shows what happens to a trunk as the messages of 30010 and 30023.</summary>
internal static class TrunkText
{
    private const string SipTrunk = "PJSIP";

    /// <summary>The message of 30010.</summary>
    public static TrunkStatusMessage MessageOf(TrunkStateChanged changed) => new(changed.Name, SipTrunk, NumberOf(changed.State), changed.Address);

    /// <summary>The message of 30023.</summary>
    public static TrunkConfigurationMessage MessageOf(TrunkConfigurationChanged changed) => new(changed.Name, changed.Change switch
    {
        TrunkChange.Created => "CREATE",
        TrunkChange.Updated => "UPDATE",
        _ => "DELETE",
    });

    /// <summary>The vendor's number for a state. Its 2 (busy) and 44 (disabled) are never told: a SIP trunk takes many calls, and one that is not wanted is not configured.</summary>
    public static int NumberOf(TrunkState state) => state switch
    {
        TrunkState.Idle => 1,
        TrunkState.Unmonitored => 3,
        TrunkState.Registering => 4,
        TrunkState.RegistrationFailed => 41,
        TrunkState.Unreachable => 42,
        TrunkState.AccountUnavailable => 43,
        _ => 0,
    };
}
