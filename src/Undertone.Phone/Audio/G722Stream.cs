namespace Undertone.Phone.Audio;

/// <summary>
/// One direction of a G.722 stream as a phone hears or makes it that knows only sound below 4 kHz, as all tones of this library are:
/// the lower sub-band is such sound itself, at half its size, and the higher one is silent. One byte is one sample at 8 kHz.
/// </summary>
internal sealed class G722Stream
{
    private readonly G722Band _lower = new(lower: true);
    private readonly G722Band _higher = new(lower: false);

    /// <summary>Encodes the next samples.</summary>
    public void Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            payload[i] = (byte)((_higher.Encode(0) << 6) | _lower.Encode(samples[i] / 2));
        }
    }

    /// <summary>Decodes the next payload; what it has above 4 kHz is not heard.</summary>
    public void Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        for (var i = 0; i < payload.Length; i++)
        {
            samples[i] = (short)(_lower.Decode(payload[i] & 63) * 2);
        }
    }
}
