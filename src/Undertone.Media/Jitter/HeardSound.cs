namespace Undertone.Media.Jitter;

/// <summary>What a frame that was read contains.</summary>
internal enum HeardSound
{
    /// <summary>Zeros: the mouth is not speaking, and a mix may leave it out.</summary>
    Nothing,

    /// <summary>A stand-in for audio that is missing, at least in part.</summary>
    Concealment,

    /// <summary>What the mouth said.</summary>
    Audio,
}
