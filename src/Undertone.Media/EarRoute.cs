using System.Collections.Immutable;

namespace Undertone.Media;

/// <summary>Whom one leg hears.</summary>
/// <param name="Ear">The leg that hears.</param>
/// <param name="Mouths">The legs that it hears, each once and never itself; none is silence.</param>
/// <param name="HearsSilence">
/// True if silence is sent to it where it hears nobody, so that its stream goes on: carriers and phones end a call from which nothing has come for a while.
/// </param>
public sealed record EarRoute(MediaLeg Ear, ImmutableArray<MediaLeg> Mouths, bool HearsSilence = false);
