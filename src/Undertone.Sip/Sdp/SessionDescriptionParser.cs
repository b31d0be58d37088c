using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace Undertone.Sip.Sdp;

/// <summary>
/// Reads a session description line by line. Strict about what changes the meaning (version, origin, media and connection lines),
/// lenient about what phones get wrong without harm (order of lines, missing session name or time, bare LF, trailing blank lines).
/// </summary>
internal ref struct SessionDescriptionParser
{
    // The letters of RFC 8866 5 that carry nothing a call needs; they are checked for form and dropped.
    private const string IgnoredTypes = "iueprzk";

    private ReadOnlySpan<char> _rest;
    private int _line;
    private SdpOrigin? _origin;
    private string? _sessionName;
    private SdpConnection? _connection;
    private List<SdpTime>? _times;
    private readonly List<string> _bandwidths = [];
    private readonly List<SdpAttributeLine> _attributes = [];
    private readonly List<MediaBuilder> _media = [];

    private SessionDescriptionParser(ReadOnlySpan<char> text) => _rest = text;

    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out SessionDescription? description, out SdpError error)
    {
        description = null;
        if (body.Length > SdpLimits.MaxBytes)
        {
            error = new SdpError(SdpErrorKind.TooLarge, 0);
            return false;
        }

        // Bytes that are not UTF-8 become replacement characters: a foreign charset in a session name must not cost the call.
        var parser = new SessionDescriptionParser(Encoding.UTF8.GetString(body));
        var kind = parser.Run();
        error = new SdpError(kind, kind is SdpErrorKind.None or SdpErrorKind.Empty ? 0 : parser._line);
        if (kind != SdpErrorKind.None)
        {
            return false;
        }

        description = parser.Build();
        return true;
    }

    private SdpErrorKind Run()
    {
        if (_rest.Trim("\r\n \t").IsEmpty)
        {
            return SdpErrorKind.Empty;
        }

        while (NextLine(out var line))
        {
            if (_line > SdpLimits.MaxLines)
            {
                return SdpErrorKind.TooLarge;
            }

            if (line.IsEmpty && _rest.Trim("\r\n \t\0").IsEmpty)
            {
                break;
            }

            // RFC 8866 9, byte-string: a value may hold any byte but NUL, CR and LF.
            if (line.Length < 2 || line[1] != '=' || line.ContainsAny('\0', '\r'))
            {
                return SdpErrorKind.MalformedLine;
            }

            var error = Accept(line[0], line[2..]);
            if (error != SdpErrorKind.None)
            {
                return error;
            }
        }

        return _origin is null ? SdpErrorKind.InvalidOrigin : SdpErrorKind.None;
    }

    private bool NextLine(out ReadOnlySpan<char> line)
    {
        if (_rest.IsEmpty)
        {
            line = default;
            return false;
        }

        _line++;
        var end = _rest.IndexOf('\n');
        line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        line = line.TrimEnd('\r');
        return true;
    }

    private SdpErrorKind Accept(char type, ReadOnlySpan<char> value)
    {
        if (_line == 1)
        {
            return type == 'v' && value.Trim() is "0" ? SdpErrorKind.None : SdpErrorKind.InvalidVersion;
        }

        switch (type)
        {
            case 'v':
                return SdpErrorKind.InvalidVersion;
            case 'o':
                return AcceptOrigin(value);
            case 's':
                _sessionName ??= value.ToString();
                return SdpErrorKind.None;
            case 'c':
                return AcceptConnection(value);
            case 't':
                return AcceptTime(value);
            case 'b':
                (_media.Count == 0 ? _bandwidths : _media[^1].Bandwidths).Add(value.ToString());
                return SdpErrorKind.None;
            case 'a':
                return AcceptAttribute(value);
            case 'm':
                return AcceptMedia(value);
            default:
                return IgnoredTypes.Contains(type, StringComparison.Ordinal) ? SdpErrorKind.None : SdpErrorKind.UnknownType;
        }
    }

    private SdpErrorKind AcceptOrigin(ReadOnlySpan<char> value)
    {
        // From the right: some phones put a display name with spaces where the user name belongs.
        Span<Range> parts = stackalloc Range[16];
        var count = value.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries);
        if (_origin is not null || count is < 5 or 16
            || value[parts[count - 3]] is not "IN"
            || !IsAddressType(value[parts[count - 2]])
            || !TryNumber(value[parts[count - 5]], out var id)
            || !TryNumber(value[parts[count - 4]], out var version))
        {
            return SdpErrorKind.InvalidOrigin;
        }

        var username = count == 5 ? "-" : value[parts[0].Start..parts[count - 6].End].ToString();
        _origin = new SdpOrigin(username, id, version, value[parts[count - 2]].ToString(), value[parts[count - 1]].ToString());
        return SdpErrorKind.None;
    }

    private SdpErrorKind AcceptConnection(ReadOnlySpan<char> value)
    {
        Span<Range> parts = stackalloc Range[4];
        var count = value.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries);
        if (count != 3 || value[parts[0]] is not "IN" || !IsAddressType(value[parts[1]]))
        {
            return SdpErrorKind.InvalidConnection;
        }

        var address = value[parts[2]];
        var slash = address.IndexOf('/');
        address = slash < 0 ? address : address[..slash];
        if (address.IsEmpty)
        {
            return SdpErrorKind.InvalidConnection;
        }

        var connection = new SdpConnection(value[parts[1]].ToString(), address.ToString());
        if (_media.Count == 0)
        {
            _connection ??= connection;
        }
        else
        {
            // Several c= lines are layered multicast; a call uses the first.
            _media[^1].Connection ??= connection;
        }

        return SdpErrorKind.None;
    }

    private SdpErrorKind AcceptTime(ReadOnlySpan<char> value)
    {
        Span<Range> parts = stackalloc Range[3];
        if (value.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries) != 2
            || !TryNumber(value[parts[0]], out var start)
            || !TryNumber(value[parts[1]], out var stop))
        {
            return SdpErrorKind.InvalidTime;
        }

        (_times ??= []).Add(new SdpTime(start, stop));
        return SdpErrorKind.None;
    }

    private readonly SdpErrorKind AcceptAttribute(ReadOnlySpan<char> value)
    {
        var colon = value.IndexOf(':');
        var name = (colon < 0 ? value : value[..colon]).Trim();
        if (name.IsEmpty)
        {
            return SdpErrorKind.InvalidAttribute;
        }

        var attribute = new SdpAttributeLine(name.ToString(), colon < 0 ? null : value[(colon + 1)..].ToString());
        (_media.Count == 0 ? _attributes : _media[^1].Attributes).Add(attribute);
        return SdpErrorKind.None;
    }

    private readonly SdpErrorKind AcceptMedia(ReadOnlySpan<char> value)
    {
        if (_media.Count == SdpLimits.MaxMedia)
        {
            return SdpErrorKind.TooLarge;
        }

        Span<Range> parts = stackalloc Range[SdpLimits.MaxFormats + 4];
        var count = value.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries);
        if (count > SdpLimits.MaxFormats + 3)
        {
            return SdpErrorKind.TooLarge;
        }

        if (count < 4)
        {
            return SdpErrorKind.InvalidMedia;
        }

        var portText = value[parts[1]];
        var slash = portText.IndexOf('/');
        if (!RtpMap.TryNumber(slash < 0 ? portText : portText[..slash], IPEndPoint.MaxPort, out var port))
        {
            return SdpErrorKind.InvalidMedia;
        }

        var formats = new string[count - 3];
        for (var i = 0; i < formats.Length; i++)
        {
            formats[i] = value[parts[i + 3]].ToString();
        }

        _media.Add(new MediaBuilder(value[parts[0]].ToString(), port, value[parts[2]].ToString(), formats));
        return SdpErrorKind.None;
    }

    private readonly SessionDescription Build() => new()
    {
        Origin = _origin!,
        SessionName = _sessionName ?? "-",
        Connection = _connection,
        Bandwidths = _bandwidths,
        Times = _times ?? [default],
        Attributes = _attributes,
        Media = _media.ConvertAll(media => media.Build()),
    };

    private static bool IsAddressType(ReadOnlySpan<char> text) => text is "IP4" or "IP6";

    private static bool TryNumber(ReadOnlySpan<char> text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>A media section while its lines arrive.</summary>
    private sealed class MediaBuilder(string kind, int port, string protocol, string[] formats)
    {
        public SdpConnection? Connection { get; set; }

        public List<string> Bandwidths { get; } = [];

        public List<SdpAttributeLine> Attributes { get; } = [];

        public MediaDescription Build() => new()
        {
            Kind = kind,
            Port = port,
            Protocol = protocol,
            Formats = formats,
            Connection = Connection,
            Bandwidths = Bandwidths,
            Attributes = Attributes,
        };
    }
}
