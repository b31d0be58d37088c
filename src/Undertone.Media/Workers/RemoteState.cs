using Undertone.Media.Codecs;
using Undertone.Media.Io;

namespace Undertone.Media.Workers;

/// <summary>A <see cref="RemoteMedia"/> in the form the worker uses. Never changed.</summary>
internal sealed class RemoteState
{
    /// <summary>No payload type has this number.</summary>
    public const int NoPayloadType = -1;

    public RemoteState(RemoteMedia remote)
    {
        var facts = AudioCodecs.FactsOf(remote.Codec);
        Rtp = MediaAddress.From(remote.Rtp);
        Rtcp = MediaAddress.From(remote.Rtcp);
        Codec = remote.Codec;
        SendPayloadType = (byte)remote.SendPayloadType;
        ReceivePayloadType = remote.ReceivePayloadType;
        EventSendPayloadType = remote.TelephoneEventSendPayloadType ?? NoPayloadType;
        EventReceivePayloadType = remote.TelephoneEventReceivePayloadType ?? NoPayloadType;
        PacketTimeMilliseconds = remote.PacketTimeMilliseconds;
        AskedMilliseconds = remote.AsksForPacketTime ? remote.PacketTimeMilliseconds : null;
        LongestMilliseconds = remote.LongestPacketMilliseconds;
        BytesPerMillisecond = facts.BytesPerMillisecond;
        UnitsPerMillisecond = facts.RtpClockHz / 1000;
        SampleRateHz = facts.SampleRateHz;
        RtpClockHz = facts.RtpClockHz;
        HasMemory = AudioCodecs.HasMemory(remote.Codec);
    }

    public MediaAddress Rtp { get; }

    public MediaAddress Rtcp { get; }

    public AudioCodec Codec { get; }

    public byte SendPayloadType { get; }

    public int ReceivePayloadType { get; }

    public int EventSendPayloadType { get; }

    public int EventReceivePayloadType { get; }

    public int PacketTimeMilliseconds { get; }

    /// <summary>The packet time that it asked for, or null.</summary>
    public int? AskedMilliseconds { get; }

    public int LongestMilliseconds { get; }

    public int BytesPerMillisecond { get; }

    public int UnitsPerMillisecond { get; }

    public int SampleRateHz { get; }

    public int RtpClockHz { get; }

    /// <summary>See <see cref="AudioCodecs.HasMemory"/>.</summary>
    public bool HasMemory { get; }

    /// <summary>RTP time stamp units in a payload of audio.</summary>
    public int UnitsIn(int payloadBytes) => payloadBytes * UnitsPerMillisecond / BytesPerMillisecond;

    /// <summary>Milliseconds in a payload of audio; one that is begun counts as a whole one.</summary>
    public int MillisecondsIn(int payloadBytes) => (payloadBytes + BytesPerMillisecond - 1) / BytesPerMillisecond;
}
