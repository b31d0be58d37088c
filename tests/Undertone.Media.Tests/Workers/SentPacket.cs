using Undertone.Media.Codecs;
using Undertone.Media.Io;
using Undertone.Media.Rtp;

namespace Undertone.Media.Tests.Workers;

/// <summary>A packet that the worker sent.</summary>
internal sealed record SentPacket(int Slot, byte[] Bytes, MediaAddress Destination, long SentAt)
{
    public RtpHeader Header => RtpHeader.TryParse(Bytes, out var header, out _) ? header : throw new InvalidDataException("Not RTP.");

    public ReadOnlySpan<byte> Payload => Bytes.AsSpan(Header.PayloadOffset, Header.PayloadLength);

    public short[] Decoded(AudioCodec codec)
    {
        var pcm = new short[Header.PayloadLength];
        AudioCodecs.Decode(codec, Payload, pcm);
        return pcm;
    }
}
