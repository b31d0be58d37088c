using System.Globalization;
using System.Net;

namespace Undertone.Sip.Sdp;

/// <summary>One media section of a session description: an "m=" line and what follows it (RFC 8866 5.14).</summary>
public sealed record MediaDescription
{
    /// <summary>"audio", "video", "image" and so on.</summary>
    public required string Kind { get; init; }

    /// <summary>The port where the writer wants to receive RTP; 0 says that the stream is refused or switched off.</summary>
    public required int Port { get; init; }

    /// <summary>The transport, "RTP/AVP" for plain RTP.</summary>
    public required string Protocol { get; init; }

    /// <summary>The formats in order of preference; payload types where the transport is RTP.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>The connection line of this section, or null where the session's holds.</summary>
    public SdpConnection? Connection { get; init; }

    /// <summary>The values of the bandwidth lines.</summary>
    public IReadOnlyList<string> Bandwidths { get; init; } = [];

    /// <summary>All attributes in their order, also those that this library does not read (crypto, candidate, ssrc...).</summary>
    public IReadOnlyList<SdpAttributeLine> Attributes { get; init; } = [];

    /// <summary>The direction stated in this section, or null where the session's holds.</summary>
    public SdpDirection? Direction => SdpDirections.Find(Attributes);

    /// <summary>The packet time the writer wants to receive (a=ptime), or null where it is absent or unreadable.</summary>
    public TimeSpan? PacketTime => Milliseconds("ptime");

    /// <summary>The longest packet time the writer can receive (a=maxptime), or null where it is absent or unreadable.</summary>
    public TimeSpan? MaxPacketTime => Milliseconds("maxptime");

    /// <summary>The payload types in order of preference; empty where the formats are not numbers of RTP.</summary>
    public IEnumerable<int> PayloadTypes
    {
        get
        {
            foreach (var format in Formats)
            {
                if (RtpMap.TryNumber(format, 127, out var payloadType))
                {
                    yield return payloadType;
                }
            }
        }
    }

    /// <summary>The meaning of each payload type that has one, in order of preference; rtpmap lines prevail over RFC 3551.</summary>
    public IEnumerable<RtpMap> RtpMaps
    {
        get
        {
            foreach (var payloadType in PayloadTypes)
            {
                if (RtpMapOf(payloadType) is { } map)
                {
                    yield return map;
                }
            }
        }
    }

    /// <summary>The first value of an attribute, or null where it is absent or has none.</summary>
    public string? ValueOf(string attributeName) => Attributes.FirstOrDefault(a => a.Name == attributeName)?.Value;

    /// <summary>The meaning of <paramref name="payloadType"/>, by rtpmap or by RFC 3551, or null where it has none.</summary>
    public RtpMap? RtpMapOf(int payloadType)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == "rtpmap" && RtpMap.TryParse(attribute.Value, out var map) && map!.PayloadType == payloadType)
            {
                return map;
            }
        }

        return RtpMap.Static(payloadType);
    }

    /// <summary>The format parameters (a=fmtp) of <paramref name="payloadType"/>, or null.</summary>
    public string? FormatParametersOf(int payloadType)
    {
        var prefix = payloadType.ToString(CultureInfo.InvariantCulture) + " ";
        return Attributes.FirstOrDefault(a => a.Name == "fmtp" && a.Value?.StartsWith(prefix, StringComparison.Ordinal) == true)
            ?.Value![prefix.Length..].Trim();
    }

    /// <summary>
    /// Where the writer wants RTCP when RTP goes to <paramref name="rtp"/>: the a=rtcp attribute (RFC 3605), else the next port.
    /// </summary>
    public IPEndPoint RtcpEndPoint(IPEndPoint rtp)
    {
        var port = Math.Min(rtp.Port + 1, IPEndPoint.MaxPort);
        var address = rtp.Address;
        var parts = ValueOf("rtcp")?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts is [var portText, ..] && RtpMap.TryNumber(portText, IPEndPoint.MaxPort, out var stated) && stated > 0)
        {
            port = stated;
            if (parts is [_, "IN", _, var addressText] && IPAddress.TryParse(addressText, out var statedAddress))
            {
                address = statedAddress;
            }
        }

        return new IPEndPoint(address, port);
    }

    private TimeSpan? Milliseconds(string attributeName) =>
        RtpMap.TryNumber(ValueOf(attributeName).AsSpan().Trim(), 1000, out var milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
}
