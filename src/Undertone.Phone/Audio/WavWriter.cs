using System.Buffers.Binary;

namespace Undertone.Phone.Audio;

/// <summary>Writes sound as a WAV file: PCM, 16 bit, mono.</summary>
public static class WavWriter
{
    private const int HeaderBytes = 44;

    /// <summary>Writes a file, replacing one that exists.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<short> samples, int sampleRateHz = AudioLevel.SampleRateHz)
    {
        using var file = File.Create(path);
        Write(file, samples, sampleRateHz);
    }

    /// <summary>Writes header and samples to a stream.</summary>
    public static void Write(Stream stream, ReadOnlySpan<short> samples, int sampleRateHz = AudioLevel.SampleRateHz)
    {
        var bytes = new byte[HeaderBytes + (samples.Length * 2)];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), sampleRateHz);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), sampleRateHz * 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), 16);
        "data"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), samples.Length * 2);
        for (var i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(HeaderBytes + (i * 2)), samples[i]);
        }

        stream.Write(bytes);
    }
}
