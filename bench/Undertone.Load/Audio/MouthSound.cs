namespace Undertone.Load.Audio;

/// <summary>What a frame holds of a mouth.</summary>
internal enum MouthSound
{
    /// <summary>Its tone.</summary>
    Clear,

    /// <summary>One of its tones and then the other.</summary>
    Changing,

    /// <summary>Neither.</summary>
    Missing,
}
