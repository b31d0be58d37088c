using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Undertone.Sip.Messages;

/// <summary>The <c>%HH</c> escapes of RFC 3261 19.1.2, over UTF-8.</summary>
internal static class PercentEncoding
{
    private const string Hex = "0123456789ABCDEF";

    /// <summary>Replaces escapes by what they stand for; false for an incomplete escape or bytes that are not UTF-8.</summary>
    public static bool TryUnescape(ReadOnlySpan<char> text, out string result)
    {
        if (!text.Contains('%'))
        {
            result = text.ToString();
            return true;
        }

        result = "";
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        while (!text.IsEmpty)
        {
            var next = text.IndexOf('%');
            var plain = next < 0 ? text : text[..next];
            length += Encoding.UTF8.GetBytes(plain, bytes.AsSpan(length));
            if (next < 0)
            {
                break;
            }

            if (next + 2 >= text.Length || !char.IsAsciiHexDigit(text[next + 1]) || !char.IsAsciiHexDigit(text[next + 2]))
            {
                return false;
            }

            bytes[length++] = (byte)((Digit(text[next + 1]) << 4) | Digit(text[next + 2]));
            text = text[(next + 3)..];
        }

        var used = bytes.AsSpan(0, length);
        if (!Utf8.IsValid(used))
        {
            return false;
        }

        result = Encoding.UTF8.GetString(used);
        return true;
    }

    /// <summary>Appends the text with every character outside <paramref name="allowed"/> escaped.</summary>
    public static void Append(StringBuilder builder, ReadOnlySpan<char> text, SearchValues<char> allowed)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && allowed.Contains((char)rune.Value))
            {
                builder.Append((char)rune.Value);
                continue;
            }

            var count = rune.EncodeToUtf8(utf8);
            foreach (var b in utf8[..count])
            {
                builder.Append('%').Append(Hex[b >> 4]).Append(Hex[b & 15]);
            }
        }
    }

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
