using System.Collections.Immutable;

namespace Undertone.Media;

/// <summary>Whom one leg hears.</summary>
/// <param name="Ear">The leg that hears.</param>
/// <param name="Mouths">The legs that it hears, each once and never itself; none is silence.</param>
public sealed record EarRoute(MediaLeg Ear, ImmutableArray<MediaLeg> Mouths);
