using System.Collections.Immutable;

namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>The numbers of the events that are produced.</summary>
internal static class EventTypes
{
    public const int ExtensionRegistrationChanged = 30007;
    public const int ExtensionCallStatusChanged = 30008;
    public const int ExtensionPresenceChanged = 30009;
    public const int TrunkRegistrationChanged = 30010;
    public const int CallStatusChanged = 30011;
    public const int NewCallRecord = 30012;
    public const int CallTransferred = 30013;
    public const int CallForwarded = 30014;
    public const int CallFailed = 30015;
    public const int ExtensionConfigurationChanged = 30022;
    public const int TrunkConfigurationChanged = 30023;

    /// <summary>All that are produced, in ascending order.</summary>
    public static ImmutableArray<int> All { get; } =
    [
        ExtensionRegistrationChanged, ExtensionCallStatusChanged, ExtensionPresenceChanged, TrunkRegistrationChanged, CallStatusChanged,
        NewCallRecord, CallTransferred, CallForwarded, CallFailed, ExtensionConfigurationChanged, TrunkConfigurationChanged,
    ];
}
