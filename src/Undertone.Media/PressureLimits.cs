namespace Undertone.Media;

/// <summary>From when on a media worker takes no more.</summary>
/// <param name="Strained">Share of its time, 0 to 1, that a worker may be busy before it takes no more supervisors. Default 0.8.</param>
/// <param name="Overloaded">The same for calls; not below <paramref name="Strained"/>. Default 0.9.</param>
/// <param name="FewLegs">
/// With fewer legs a worker is never under pressure: whatever makes it late then, to refuse calls is no help. Default 60, twenty supervised calls.
/// </param>
public sealed record PressureLimits(double Strained = 0.8, double Overloaded = 0.9, int FewLegs = 60);
