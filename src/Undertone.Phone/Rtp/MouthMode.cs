namespace Undertone.Phone.Rtp;

/// <summary>What a phone's mouth does while its side of the call may send.</summary>
public enum MouthMode
{
    /// <summary>It sends its tone, or the tone's silence while that is switched off.</summary>
    Tone,

    /// <summary>Random sound, every packet different from all others, so that each can be recognised at an ear.</summary>
    Noise,

    /// <summary>Muted: packets of silence.</summary>
    Silence,

    /// <summary>No packets at all, as a phone with silence suppression or a broken network sends.</summary>
    NoPackets,
}
