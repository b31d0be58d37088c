using System.Text;
using System.Text.Unicode;

namespace Undertone.Sip.Messages;

/// <summary>Walks the lines of a message head. CRLF and a bare LF both end a line (RFC 3261 7, leniently).</summary>
internal ref struct SipLineReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Reads one physical line without its end; false when no further line end comes.</summary>
    public bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        var rest = _bytes[Position..];
        var end = rest.IndexOf((byte)'\n');
        if (end < 0)
        {
            line = default;
            return false;
        }

        Position += end + 1;
        line = end > 0 && rest[end - 1] == '\r' ? rest[..(end - 1)] : rest[..end];
        return true;
    }

    /// <summary>
    /// Reads one header with its continuation lines (RFC 3261 7.3.1); line ends inside are still in it.
    /// An empty line gives an empty span; false when the bytes end before the line does.
    /// </summary>
    public bool TryReadHeader(out ReadOnlySpan<byte> header)
    {
        var start = Position;
        if (!TryReadLine(out header))
        {
            return false;
        }

        if (header.IsEmpty)
        {
            return true;
        }

        var end = start + header.Length;
        while (Position < _bytes.Length && _bytes[Position] is (byte)' ' or (byte)'\t')
        {
            var lineStart = Position;
            if (!TryReadLine(out var more))
            {
                return false;
            }

            end = lineStart + more.Length;
        }

        header = _bytes[start..end];
        return true;
    }

    /// <summary>Splits a header at its colon and checks the name; false when there is no colon or the name is not a token.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> header, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var colon = header.IndexOf((byte)':');
        name = colon <= 0 ? default : header[..colon].TrimEnd(" \t"u8);
        value = colon < 0 ? default : header[(colon + 1)..];
        foreach (var b in name)
        {
            if (!SipCharacters.Token.Contains((char)b))
            {
                return false;
            }
        }

        return !name.IsEmpty;
    }

    /// <summary>
    /// The value as text: folds become one blank, white space at the ends goes, bytes that are not UTF-8 are read as Latin-1.
    /// False when a bare carriage return would let one header pass for two.
    /// </summary>
    public static bool TryDecodeValue(ReadOnlySpan<byte> value, out string text)
    {
        if (value.IndexOfAny((byte)'\r', (byte)'\n') < 0)
        {
            text = Decode(value.Trim(" \t"u8));
            return true;
        }

        var builder = new StringBuilder(value.Length);
        while (!value.IsEmpty)
        {
            var end = value.IndexOf((byte)'\n');
            var line = end < 0 ? value : value[..end];
            value = end < 0 ? default : value[(end + 1)..];
            if (end > 0 && line[^1] == '\r')
            {
                line = line[..^1];
            }

            line = line.Trim(" \t"u8);
            if (line.Contains((byte)'\r'))
            {
                text = "";
                return false;
            }

            if (builder.Length > 0 && !line.IsEmpty)
            {
                builder.Append(' ');
            }

            builder.Append(Decode(line));
        }

        text = builder.ToString();
        return true;
    }

    /// <summary>UTF-8 where it is valid, else Latin-1.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
}
