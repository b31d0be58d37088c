using Undertone.Media.Codecs.G722;

namespace Undertone.Media.Codecs;

/// <summary>
/// From the payloads of one stream to samples, with the memory of the codecs that have one. No references, so it can live outside the
/// heap; call <see cref="Reset"/> before anything else and at every change of the codec. One thread.
/// </summary>
internal struct AudioDecoder
{
    private G722Decoder _g722;

    /// <summary>What the memory of G.722 is.</summary>
    public readonly G722Decoder G722 => _g722;

    /// <summary>Begins a stream.</summary>
    public void Reset() => _g722.Reset();

    /// <summary>Decodes the next payload; returns the samples written. What does not fit into <paramref name="pcm"/> is left out.</summary>
    public int Decode(AudioCodec codec, ReadOnlySpan<byte> payload, Span<short> pcm)
    {
        if (codec == AudioCodec.G722)
        {
            var bytes = Math.Min(payload.Length, pcm.Length / 2);
            _g722.Decode(payload[..bytes], pcm);
            return bytes * 2;
        }

        var samples = Math.Min(payload.Length, pcm.Length);
        if (codec == AudioCodec.Pcmu)
        {
            G711.DecodeULaw(payload[..samples], pcm);
        }
        else
        {
            G711.DecodeALaw(payload[..samples], pcm);
        }

        return samples;
    }
}
