using System.Text;

namespace Undertone.Sip.Sdp;

/// <summary>Writes a session description with its lines in the order of RFC 8866 5.</summary>
internal static class SessionDescriptionWriter
{
    public static string Write(SessionDescription description)
    {
        var text = new StringBuilder(512);
        Line(text, 'v', "0");
        Line(text, 'o', description.Origin.ToString());
        Line(text, 's', description.SessionName);
        ConnectionAndBandwidth(text, description.Connection, description.Bandwidths);
        foreach (var time in description.Times)
        {
            Line(text, 't', time.ToString());
        }

        Attributes(text, description.Attributes);
        foreach (var media in description.Media)
        {
            Line(text, 'm', $"{media.Kind} {media.Port} {media.Protocol} {string.Join(' ', media.Formats)}");
            ConnectionAndBandwidth(text, media.Connection, media.Bandwidths);
            Attributes(text, media.Attributes);
        }

        return text.ToString();
    }

    private static void ConnectionAndBandwidth(StringBuilder text, SdpConnection? connection, IReadOnlyList<string> bandwidths)
    {
        if (connection is not null)
        {
            Line(text, 'c', connection.ToString());
        }

        foreach (var bandwidth in bandwidths)
        {
            Line(text, 'b', bandwidth);
        }
    }

    private static void Attributes(StringBuilder text, IReadOnlyList<SdpAttributeLine> attributes)
    {
        foreach (var attribute in attributes)
        {
            Line(text, 'a', attribute.ToString());
        }
    }

    private static void Line(StringBuilder text, char type, string value) =>
        text.Append(type).Append('=').Append(value).Append("\r\n");
}
