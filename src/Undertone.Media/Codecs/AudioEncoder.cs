using Undertone.Media.Codecs.G722;

namespace Undertone.Media.Codecs;

/// <summary>
/// From samples to the payloads of one stream, with the memory of the codecs that have one. No references, so it can live outside the
/// heap; call <see cref="Reset"/> before anything else and at every change of the codec. One thread.
/// </summary>
internal struct AudioEncoder
{
    private G722Encoder _g722;

    /// <summary>Begins a stream.</summary>
    public void Reset() => _g722.Reset();

    /// <summary>The far side has heard until now what <paramref name="decoder"/> has decoded: goes on from there.</summary>
    /// <param name="decoder">Where the decoder of the far side is, too.</param>
    /// <param name="heard">The last samples that it decoded.</param>
    public void ContinueFrom(in AudioDecoder decoder, ReadOnlySpan<short> heard) => _g722.ContinueFrom(decoder.G722, heard);

    /// <summary>Encodes the next samples; returns the bytes written. What does not fit into <paramref name="payload"/> is left out.</summary>
    public int Encode(AudioCodec codec, ReadOnlySpan<short> pcm, Span<byte> payload)
    {
        if (codec == AudioCodec.G722)
        {
            var bytes = Math.Min(payload.Length, pcm.Length / 2);
            _g722.Encode(pcm[..(bytes * 2)], payload);
            return bytes;
        }

        var samples = Math.Min(payload.Length, pcm.Length);
        if (codec == AudioCodec.Pcmu)
        {
            G711.EncodeULaw(pcm[..samples], payload);
        }
        else
        {
            G711.EncodeALaw(pcm[..samples], payload);
        }

        return samples;
    }
}
