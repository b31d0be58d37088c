using System.Globalization;

namespace Undertone.Sip.Sdp;

/// <summary>Builds the descriptions that <see cref="SdpOfferAnswer"/> sends.</summary>
internal static class OwnDescription
{
    /// <summary>RFC 3264 6: a refused section keeps kind, transport and at least one format, which nobody looks at.</summary>
    public static MediaDescription SwitchedOff(MediaDescription media) => new()
    {
        Kind = media.Kind,
        Port = 0,
        Protocol = media.Protocol,
        Formats = media.Formats,
    };

    public static MediaDescription Section(LocalAudio local, IReadOnlyList<AudioCodec> codecs, int? events, SdpDirection direction)
    {
        var formats = new List<string>();
        var attributes = new List<SdpAttributeLine>();
        foreach (var codec in codecs)
        {
            formats.Add(Text(codec.PayloadType));
            attributes.Add(new SdpAttributeLine("rtpmap", codec.Map.ToString()));
            if (codec.FormatParameters is not null)
            {
                attributes.Add(new SdpAttributeLine("fmtp", $"{codec.PayloadType} {codec.FormatParameters}"));
            }
        }

        if (events is { } payloadType)
        {
            var clockRateHz = codecs.Count == 0 ? 8000 : codecs[0].ClockRateHz;
            formats.Add(Text(payloadType));
            attributes.Add(new SdpAttributeLine("rtpmap", $"{payloadType} telephone-event/{clockRateHz}"));
            attributes.Add(new SdpAttributeLine("fmtp", $"{payloadType} 0-16"));
        }

        attributes.Add(new SdpAttributeLine("ptime", Text((int)local.PacketTime.TotalMilliseconds)));
        attributes.Add(new SdpAttributeLine(direction.AttributeName()));
        return new MediaDescription { Kind = SdpOfferAnswer.Audio, Port = local.RtpPort, Protocol = SdpOfferAnswer.PlainRtp, Formats = formats, Attributes = attributes };
    }

    public static SessionDescription Describe(LocalAudio local, IReadOnlyList<MediaDescription> sections) => new()
    {
        Origin = new SdpOrigin(local.Name, local.SessionId, local.SessionVersion, SdpConnection.TypeOf(local.Address), local.Address.ToString()),
        SessionName = local.Name,
        Connection = SdpConnection.For(local.Address),
        Media = sections,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
