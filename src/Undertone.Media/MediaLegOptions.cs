namespace Undertone.Media;

/// <summary>What a leg is for, fixed when it is added.</summary>
public sealed record MediaLegOptions
{
    /// <summary>
    /// A supervisor's leg: its telephone-events are reported to <see cref="IMediaEvents.OnDigit"/> and never reach any ear,
    /// whatever the plan says.
    /// </summary>
    public bool DigitsAreCommands { get; init; }

    /// <summary>From where this leg accepts audio; null is <see cref="MediaOptions.SourceLearning"/>.</summary>
    public SourceLearning? SourceLearning { get; init; }
}
