namespace Undertone.Media;

/// <summary>Whether a media worker can carry more. It rises at once and falls after some calm seconds.</summary>
public enum MediaPressure
{
    /// <summary>It can.</summary>
    None,

    /// <summary>It takes no more supervisors, so that the calls that it carries go on undisturbed.</summary>
    Strained,

    /// <summary>It takes no more calls either.</summary>
    Overloaded,
}
