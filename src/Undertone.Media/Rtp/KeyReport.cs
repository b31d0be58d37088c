namespace Undertone.Media.Rtp;

/// <summary>What a packet, or the passing of time, told about the keys of a phone; in this order.</summary>
/// <param name="EndedBefore">A key that must have been released although its end was never received.</param>
/// <param name="Pressed">The event code of a key that was pressed now.</param>
/// <param name="Ended">A key that was released now.</param>
internal readonly record struct KeyReport(EndedKey? EndedBefore, byte? Pressed, EndedKey? Ended)
{
    /// <summary>True when nothing is new.</summary>
    public bool IsEmpty => EndedBefore is null && Pressed is null && Ended is null;
}

/// <summary>A key press that is over.</summary>
/// <param name="Code">Event code of the key.</param>
/// <param name="DurationUnits">How long it was pressed, in RTP clock units; the last known when its end was lost.</param>
internal readonly record struct EndedKey(byte Code, long DurationUnits);
