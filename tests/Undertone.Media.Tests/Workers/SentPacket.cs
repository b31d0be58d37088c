using Undertone.Media.Codecs;
using Undertone.Media.Io;
using Undertone.Media.Rtp;

namespace Undertone.Media.Tests.Workers;

/// <summary>A packet that the worker sent.</summary>
internal sealed record SentPacket(int Slot, byte[] Bytes, MediaAddress Destination, long SentAt)
{
    public RtpHeader Header => RtpHeader.TryParse(Bytes, out var header, out _) ? header : throw new InvalidDataException("Not RTP.");

    public ReadOnlySpan<byte> Payload => Bytes.AsSpan(Header.PayloadOffset, Header.PayloadLength);

    /// <summary>Its audio alone, without what came before it: right only for codecs without memory.</summary>
    public short[] Decoded(AudioCodec codec)
    {
        var pcm = new short[AudioCodecs.FactsOf(codec).SamplesInPayload(Header.PayloadLength)];
        var decoder = default(AudioDecoder);
        decoder.Reset();
        decoder.Decode(codec, Payload, pcm);
        return pcm;
    }
}
