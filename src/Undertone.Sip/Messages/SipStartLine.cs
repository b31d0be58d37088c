using System.Buffers.Text;

namespace Undertone.Sip.Messages;

/// <summary>The first line of a message: a request line (RFC 3261 7.1) or a status line (7.2), as far as it could be read.</summary>
internal sealed record SipStartLine
{
    public bool IsResponse { get; private init; }

    public SipMethod Method { get; private init; }

    public SipUri? Uri { get; private init; }

    public int StatusCode { get; private init; }

    public string ReasonPhrase { get; private init; } = "";

    /// <summary>What is wrong with the line, or null.</summary>
    public SipProblem? Problem { get; private init; }

    /// <summary>Reads the line; null when it is not SIP at all.</summary>
    public static SipStartLine? Read(ReadOnlySpan<byte> line)
    {
        if (StartsWithSip(line))
        {
            return ReadStatusLine(line);
        }

        var trimmed = line.TrimEnd(" \t"u8);
        var firstBlank = trimmed.IndexOf((byte)' ');
        var lastBlank = trimmed.LastIndexOf((byte)' ');
        if (firstBlank <= 0 || !StartsWithSip(trimmed[(lastBlank + 1)..]))
        {
            return null;
        }

        if (!SipMethod.TryParse(SipLineReader.Decode(trimmed[..firstBlank]), out var method))
        {
            return null;
        }

        var start = new SipStartLine { Method = method };
        if (!IsVersion2(trimmed[(lastBlank + 1)..]))
        {
            return start with
            {
                Problem = new SipProblem(SipParseErrorReason.UnsupportedVersion, "Version Not Supported", SipStatus.VersionNotSupported),
            };
        }

        var uriText = firstBlank == lastBlank ? default : trimmed[(firstBlank + 1)..lastBlank];
        if (uriText.IsEmpty || uriText.Length != uriText.Trim(" \t"u8).Length || trimmed.Length != line.Length)
        {
            return start with { Problem = new SipProblem(SipParseErrorReason.MalformedStartLine, "Malformed request line") };
        }

        return ReadUri(start, uriText);
    }

    private static SipStartLine ReadUri(SipStartLine start, ReadOnlySpan<byte> text)
    {
        if (!SipUri.TryParse(text, out var uri))
        {
            return start with { Problem = new SipProblem(SipParseErrorReason.MalformedRequestUri, "Malformed Request-URI") };
        }

        SipProblem? problem = null;
        if (uri.Scheme == SipScheme.Other)
        {
            problem = new SipProblem(SipParseErrorReason.UnsupportedScheme, "Unsupported URI Scheme", SipStatus.UnsupportedUriScheme);
        }
        else if (uri.Headers is not null)
        {
            // RFC 3261 19.1.1: the header part is not allowed in a Request-URI; obeying it would let a stranger write our headers.
            problem = new SipProblem(SipParseErrorReason.MalformedRequestUri, "Headers in Request-URI");
        }

        return start with { Uri = uri, Problem = problem };
    }

    private static SipStartLine ReadStatusLine(ReadOnlySpan<byte> line)
    {
        var response = new SipStartLine { IsResponse = true };
        var blank = line.IndexOf((byte)' ');
        if (blank < 0 || !IsVersion2(line[..blank]))
        {
            return response with { Problem = new SipProblem(SipParseErrorReason.UnsupportedVersion, "Version Not Supported") };
        }

        var rest = line[(blank + 1)..];
        if (rest.Length < 3
            || !Utf8Parser.TryParse(rest[..3], out int code, out var used)
            || used != 3
            || code is < 100 or > 699
            || (rest.Length > 3 && rest[3] != ' '))
        {
            return response with { Problem = new SipProblem(SipParseErrorReason.MalformedStartLine, "Malformed status line") };
        }

        return response with { StatusCode = code, ReasonPhrase = rest.Length > 4 ? SipLineReader.Decode(rest[4..]) : "" };
    }

    private static bool StartsWithSip(ReadOnlySpan<byte> text) =>
        text.Length >= 4 && System.Text.Ascii.EqualsIgnoreCase(text[..4], "SIP/"u8);

    private static bool IsVersion2(ReadOnlySpan<byte> text) => System.Text.Ascii.EqualsIgnoreCase(text, "SIP/2.0"u8);
}
