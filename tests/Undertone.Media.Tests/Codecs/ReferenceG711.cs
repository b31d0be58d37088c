namespace Undertone.Media.Tests.Codecs;

/// <summary>G.711 by search in the recommendation's segment tables: slow, and written without a look at the product's arithmetic.</summary>
internal static class ReferenceG711
{
    // Upper ends of the u-law segments in 14-bit magnitude plus bias, and of the A-law segments in 12-bit magnitude (G.711 tables 1 and 2).
    private static readonly int[] ULawEnds = [0x3F, 0x7F, 0xFF, 0x1FF, 0x3FF, 0x7FF, 0xFFF, 0x1FFF];
    private static readonly int[] ALawEnds = [0x1F, 0x3F, 0x7F, 0xFF, 0x1FF, 0x3FF, 0x7FF];

    public static byte EncodeULaw(short sample)
    {
        var negative = sample < 0;
        var magnitude = negative ? -1 - sample : sample;
        var biased = (magnitude / 4) + 33;
        var segment = 0;
        while (segment < 8 && biased > ULawEnds[segment])
        {
            segment++;
        }

        if (segment == 8)
        {
            return (byte)(negative ? 0x00 : 0x80);
        }

        var firstOfSegment = segment == 0 ? 32 : ULawEnds[segment - 1] + 1;
        var step = (biased - firstOfSegment) / (2 << segment);
        var code = (segment * 16) + step;
        return (byte)((negative ? 127 : 255) - code);
    }

    public static short DecodeULaw(byte code)
    {
        var positive = code >= 128;
        var number = 127 - (code % 128);
        var segment = number / 16;
        var step = number % 16;
        var first = segment == 0 ? 32 : ULawEnds[segment - 1] + 1;
        var middle = first + (step * (2 << segment)) + (1 << segment) - 33;
        return (short)((positive ? middle : -middle) * 4);
    }

    public static byte EncodeALaw(short sample)
    {
        var negative = sample < 0;
        var magnitude = (negative ? -1 - sample : sample) / 16;
        var segment = 0;
        while (segment < ALawEnds.Length && magnitude > ALawEnds[segment])
        {
            segment++;
        }

        var code = segment == 0
            ? magnitude
            : 16 + (segment * 16) + ((magnitude - ALawEnds[segment - 1] - 1) / (1 << segment));
        return (byte)((code + (negative ? 0 : 128)) ^ 0x55);
    }

    public static short DecodeALaw(byte code)
    {
        var plain = code ^ 0x55;
        var positive = plain >= 128;
        var number = plain % 128;
        var low = number < 32 ? number : (16 + (number % 16)) * (1 << ((number / 16) - 1));
        var width = number < 32 ? 1 : 1 << ((number / 16) - 1);
        var middle = (low * 16) + (width * 8);
        return (short)(positive ? middle : -middle);
    }
}
