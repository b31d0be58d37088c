using System.Numerics;
using System.Runtime.InteropServices;

namespace Undertone.Load.Audio;

/// <summary>Measures one tone, a multiple of 50 Hz, in frames of 20 ms. Shares nothing with the server's mixer.</summary>
internal sealed class ToneProbe
{
    private static readonly Dictionary<int, ToneProbe> Known = [];

    private readonly float[] _cosine = new float[Frame.Samples];
    private readonly float[] _sine = new float[Frame.Samples];

    private ToneProbe(int frequencyHz)
    {
        for (var i = 0; i < Frame.Samples; i++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * frequencyHz * i / Frame.SampleRateHz);
            (_sine[i], _cosine[i]) = ((float)sine, (float)cosine);
        }
    }

    public static ToneProbe For(int frequencyHz)
    {
        lock (Known)
        {
            ref var probe = ref CollectionsMarshal.GetValueRefOrAddDefault(Known, frequencyHz, out _);
            return probe ??= new ToneProbe(frequencyHz);
        }
    }

    /// <summary>The peak of the tone, 0 to full scale, as if it filled the frame.</summary>
    public float Amplitude(ReadOnlySpan<float> frame)
    {
        var samples = MemoryMarshal.Cast<float, Vector<float>>(frame);
        var cosines = MemoryMarshal.Cast<float, Vector<float>>(_cosine);
        var sines = MemoryMarshal.Cast<float, Vector<float>>(_sine);
        var real = Vector<float>.Zero;
        var imaginary = Vector<float>.Zero;
        for (var i = 0; i < samples.Length; i++)
        {
            real += samples[i] * cosines[i];
            imaginary += samples[i] * sines[i];
        }

        var (x, y) = (Vector.Sum(real), Vector.Sum(imaginary));
        return MathF.Sqrt((x * x) + (y * y)) * 2 / Frame.Samples;
    }

    /// <summary>The sample at which this tone gives way to <paramref name="next"/>, 0 to 160; exact to a few samples.</summary>
    public int FindChange(ToneProbe next, ReadOnlySpan<float> frame)
    {
        // All of the frame is the new tone at first; then sample by sample goes over to the old one.
        var (newReal, newImaginary) = next.Sum(frame);
        float oldReal = 0, oldImaginary = 0;
        var best = 0;
        var most = (newReal * newReal) + (newImaginary * newImaginary);
        most = MathF.Sqrt(most);
        for (var i = 0; i < Frame.Samples; i++)
        {
            oldReal += frame[i] * _cosine[i];
            oldImaginary += frame[i] * _sine[i];
            newReal -= frame[i] * next._cosine[i];
            newImaginary -= frame[i] * next._sine[i];
            var explained = MathF.Sqrt((oldReal * oldReal) + (oldImaginary * oldImaginary))
                + MathF.Sqrt((newReal * newReal) + (newImaginary * newImaginary));
            if (explained > most)
            {
                (most, best) = (explained, i + 1);
            }
        }

        return best;
    }

    private (float Real, float Imaginary) Sum(ReadOnlySpan<float> frame)
    {
        float real = 0, imaginary = 0;
        for (var i = 0; i < Frame.Samples; i++)
        {
            real += frame[i] * _cosine[i];
            imaginary += frame[i] * _sine[i];
        }

        return (real, imaginary);
    }
}
