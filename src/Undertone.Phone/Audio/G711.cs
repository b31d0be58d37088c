using System.Numerics;

namespace Undertone.Phone.Audio;

/// <summary>
/// G.711 by the formula of the recommendation. Written apart from the server's codecs on purpose: an error there must not be undone by
/// the same error here.
/// </summary>
public static class G711
{
    private const int MuLawBias = 132;
    private const int MuLawClip = 32635;

    /// <summary>The 16-bit sample that a mu-law byte stands for.</summary>
    public static short DecodeMuLaw(byte code)
    {
        var inverted = ~code;
        var magnitude = ((((inverted & 0x0F) << 3) + MuLawBias) << ((inverted >> 4) & 7)) - MuLawBias;
        return (short)((inverted & 0x80) != 0 ? -magnitude : magnitude);
    }

    /// <summary>The mu-law byte for a 16-bit sample.</summary>
    public static byte EncodeMuLaw(short sample)
    {
        var sign = sample < 0 ? 0x80 : 0;
        var biased = Math.Min(Math.Abs((int)sample), MuLawClip) + MuLawBias;
        var segment = BitOperations.Log2((uint)biased) - 7;
        return (byte)~(sign | (segment << 4) | ((biased >> (segment + 3)) & 0x0F));
    }

    /// <summary>The 16-bit sample that an A-law byte stands for.</summary>
    public static short DecodeALaw(byte code)
    {
        var toggled = code ^ 0x55;
        var segment = (toggled >> 4) & 7;
        var mantissa = ((toggled & 0x0F) << 4) + 8;
        var magnitude = segment == 0 ? mantissa : (mantissa + 0x100) << (segment - 1);
        return (short)((toggled & 0x80) != 0 ? magnitude : -magnitude);
    }

    /// <summary>The A-law byte for a 16-bit sample.</summary>
    public static byte EncodeALaw(short sample)
    {
        // A-law has no zero: negative samples are mirrored at -1/2, so -1 and 0 share a magnitude.
        var sign = sample < 0 ? 0 : 0x80;
        var magnitude = (sample < 0 ? ~sample : sample) >> 4;
        var segment = magnitude < 32 ? magnitude >> 4 : BitOperations.Log2((uint)magnitude) - 3;
        var mantissa = segment < 2 ? magnitude & 0x0F : (magnitude >> (segment - 1)) & 0x0F;
        return (byte)((sign | (segment << 4) | mantissa) ^ 0x55);
    }
}
