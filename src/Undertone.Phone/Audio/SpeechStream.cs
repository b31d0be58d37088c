namespace Undertone.Phone.Audio;

/// <summary>One direction of a call's speech: the codec that is agreed, and what that codec must remember from packet to packet. One thread.</summary>
internal sealed class SpeechStream
{
    private G722Stream? _wideband;

    /// <summary>The stream begins anew: another source, or a jump.</summary>
    public void Restart() => _wideband = null;

    /// <summary>Encodes samples at 8 kHz, one byte each.</summary>
    public void Encode(PhoneCodec codec, ReadOnlySpan<short> samples, Span<byte> payload)
    {
        if (codec == PhoneCodec.G722)
        {
            (_wideband ??= new G722Stream()).Encode(samples, payload);
            return;
        }

        _wideband = null;
        for (var i = 0; i < samples.Length; i++)
        {
            payload[i] = codec == PhoneCodec.Pcmu ? G711.EncodeMuLaw(samples[i]) : G711.EncodeALaw(samples[i]);
        }
    }

    /// <summary>Decodes a payload to samples at 8 kHz, one for each byte.</summary>
    public void Decode(PhoneCodec codec, ReadOnlySpan<byte> payload, Span<short> samples)
    {
        if (codec == PhoneCodec.G722)
        {
            (_wideband ??= new G722Stream()).Decode(payload, samples);
            return;
        }

        _wideband = null;
        for (var i = 0; i < payload.Length; i++)
        {
            samples[i] = codec == PhoneCodec.Pcmu ? G711.DecodeMuLaw(payload[i]) : G711.DecodeALaw(payload[i]);
        }
    }
}
