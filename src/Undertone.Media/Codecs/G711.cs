using System.Numerics;

namespace Undertone.Media.Codecs;

/// <summary>
/// ITU-T G.711, both laws, on 16-bit linear samples scaled as ITU-T G.191 does (u-law fills 14 bits, A-law 13, both left aligned).
/// Tables hold the answer for every input, so the hot path is one load a sample.
/// </summary>
internal static class G711
{
    private const byte PositiveSign = 0x80;
    private const byte ALawToggle = 0x55;
    private const int ULawBias = 33;
    private const int ULawLargest = 0x1FFF;

    private static readonly short[] ULawToLinear = BuildDecodeTable(DecodeULaw);
    private static readonly short[] ALawToLinear = BuildDecodeTable(DecodeALaw);
    private static readonly byte[] LinearToULaw = BuildEncodeTable(EncodeULaw);
    private static readonly byte[] LinearToALaw = BuildEncodeTable(EncodeALaw);

    /// <summary>Decodes u-law; <paramref name="pcm"/> is at least as long as <paramref name="codes"/>.</summary>
    public static void DecodeULaw(ReadOnlySpan<byte> codes, Span<short> pcm) => Decode(ULawToLinear, codes, pcm);

    /// <summary>Decodes A-law; <paramref name="pcm"/> is at least as long as <paramref name="codes"/>.</summary>
    public static void DecodeALaw(ReadOnlySpan<byte> codes, Span<short> pcm) => Decode(ALawToLinear, codes, pcm);

    /// <summary>Encodes u-law; <paramref name="codes"/> is at least as long as <paramref name="pcm"/>.</summary>
    public static void EncodeULaw(ReadOnlySpan<short> pcm, Span<byte> codes) => Encode(LinearToULaw, pcm, codes);

    /// <summary>Encodes A-law; <paramref name="codes"/> is at least as long as <paramref name="pcm"/>.</summary>
    public static void EncodeALaw(ReadOnlySpan<short> pcm, Span<byte> codes) => Encode(LinearToALaw, pcm, codes);

    private static void Decode(short[] table, ReadOnlySpan<byte> codes, Span<short> pcm)
    {
        pcm = pcm[..codes.Length];
        for (var i = 0; i < pcm.Length; i++)
        {
            pcm[i] = table[codes[i]];
        }
    }

    private static void Encode(byte[] table, ReadOnlySpan<short> pcm, Span<byte> codes)
    {
        codes = codes[..pcm.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = table[(ushort)pcm[i]];
        }
    }

    // A u-law code on the wire is inverted: S eee mmmm, S set for positive, magnitude ((mmmm + 16.5) << eee) - 16.5 in 13 bits.
    private static short DecodeULaw(byte code)
    {
        var inverted = (byte)~code;
        var segment = (inverted >> 4) & 7;
        var step = inverted & 15;
        var magnitude = ((((step << 1) + ULawBias) << segment) - ULawBias) << 2;
        return (short)((code & PositiveSign) != 0 ? magnitude : -magnitude);
    }

    // Negative input is complemented, not negated, before its low bits go: so both halves have the same number of steps (G.191).
    private static byte EncodeULaw(short sample)
    {
        var biased = Math.Min((Magnitude(sample) >> 2) + ULawBias, ULawLargest);
        var segment = BitOperations.Log2((uint)biased) - 5;
        var step = (biased >> (segment + 1)) & 15;
        var sign = sample < 0 ? PositiveSign : 0;
        return (byte)~(sign | (segment << 4) | step);
    }

    // An A-law code has its even bits inverted: S eee mmmm, S set for positive; segments 0 and 1 share one step size.
    private static short DecodeALaw(byte code)
    {
        var plain = code ^ ALawToggle;
        var segment = (plain >> 4) & 7;
        var step = plain & 15;
        var magnitude = segment == 0 ? (step << 4) + 8 : (((step + 16) << 4) + 8) << (segment - 1);
        return (short)((code & PositiveSign) != 0 ? magnitude : -magnitude);
    }

    private static byte EncodeALaw(short sample)
    {
        var magnitude = Magnitude(sample) >> 4;
        var segment = magnitude < 16 ? 0 : BitOperations.Log2((uint)magnitude) - 3;
        var step = segment == 0 ? magnitude : (magnitude >> (segment - 1)) & 15;
        var sign = sample < 0 ? 0 : PositiveSign;
        return (byte)((sign | (segment << 4) | step) ^ ALawToggle);
    }

    private static int Magnitude(short sample) => sample < 0 ? ~sample : sample;

    private static short[] BuildDecodeTable(Func<byte, short> decode)
    {
        var table = new short[256];
        for (var code = 0; code < table.Length; code++)
        {
            table[code] = decode((byte)code);
        }

        return table;
    }

    private static byte[] BuildEncodeTable(Func<short, byte> encode)
    {
        var table = new byte[65536];
        for (var bits = 0; bits < table.Length; bits++)
        {
            table[bits] = encode((short)bits);
        }

        return table;
    }
}
