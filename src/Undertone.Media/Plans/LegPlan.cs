using Undertone.Media.Jitter;
using Undertone.Media.Mixing;

namespace Undertone.Media.Plans;

/// <summary>
/// What one leg hears, and who hears it. Made on the control side and never changed there again; only the worker writes into
/// <see cref="Cursors"/> and <see cref="Converters"/>, which are places to read and not part of who hears whom.
/// </summary>
internal sealed class LegPlan
{
    /// <summary>A leg that hears nothing and is heard by nobody.</summary>
    public static readonly LegPlan Nobody = new();

    public LegRef Leg { get; init; }

    public EarKind Kind { get; init; }

    /// <summary>Whom it hears: none, one (Forward) or several (Mix).</summary>
    public LegRef[] Mouths { get; init; } = [];

    /// <summary>Where it is in each of its mouths; only for a mix.</summary>
    public EarCursor[] Cursors { get; init; } = [];

    /// <summary>For each of its mouths, what brings that voice to the ear's sample rate; only for a mix.</summary>
    public RateConverter[] Converters { get; init; } = [];

    /// <summary>The ears that get its packets untouched.</summary>
    public LegRef[] ForwardedTo { get; init; } = [];

    /// <summary>The ears that hear it in a mix.</summary>
    public LegRef[] MixedInto { get; init; } = [];
}
