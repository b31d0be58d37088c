using System.Collections.Immutable;

namespace Undertone.Media;

/// <summary>Who hears whom in one session: whole, not a change. A leg that is not named as an ear hears nothing.</summary>
/// <param name="Ears">One route for each leg that hears something.</param>
public sealed record HearingRoutes(ImmutableArray<EarRoute> Ears)
{
    /// <summary>Nobody hears anybody.</summary>
    public static HearingRoutes Silence { get; } = new([]);
}
