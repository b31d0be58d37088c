using Undertone.Phone.Audio;

namespace Undertone.Load.Audio;

/// <summary>20 ms of G.711, as numbers to measure.</summary>
internal static class Frame
{
    public const int Samples = 160;
    public const int SampleRateHz = 8000;

    /// <summary>Peak of a tone; three at once stay below full scale.</summary>
    public const float ToneAmplitude = 8000;

    private static readonly float[] MuLaw = [.. Enumerable.Range(0, 256).Select(code => (float)G711.DecodeMuLaw((byte)code))];
    private static readonly float[] ALaw = [.. Enumerable.Range(0, 256).Select(code => (float)G711.DecodeALaw((byte)code))];

    /// <summary>Decodes a payload and gives its energy, the sum of the squares.</summary>
    public static float Decode(ReadOnlySpan<byte> payload, bool isALaw, Span<float> samples)
    {
        var table = isALaw ? ALaw : MuLaw;
        var energy = 0f;
        for (var i = 0; i < Samples; i++)
        {
            var sample = table[payload[i]];
            samples[i] = sample;
            energy += sample * sample;
        }

        return energy;
    }

    /// <summary>The payload of a tone that is a multiple of 50 Hz.</summary>
    public static byte[] Encode(int frequencyHz, bool isALaw)
    {
        var payload = new byte[Samples];
        for (var i = 0; i < Samples; i++)
        {
            var sample = (short)Math.Round(ToneAmplitude * Math.Sin(2 * Math.PI * frequencyHz * i / SampleRateHz));
            payload[i] = isALaw ? G711.EncodeALaw(sample) : G711.EncodeMuLaw(sample);
        }

        return payload;
    }
}
