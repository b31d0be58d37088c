using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Undertone.Sip.Messages;

/// <summary>Reads and writes the <c>host[:port]</c> of URIs and Via headers.</summary>
internal static class SipHost
{
    /// <summary>Splits and checks <c>host[:port]</c>; IPv6 addresses come back without brackets.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out string host, out int? port)
    {
        host = "";
        port = null;
        ReadOnlySpan<char> name;
        ReadOnlySpan<char> rest;
        if (!text.IsEmpty && text[0] == '[')
        {
            var close = text.IndexOf(']');
            if (close < 0 || !IsIPv6(text[1..close]))
            {
                return false;
            }

            name = text[1..close];
            rest = SipCharacters.Trim(text[(close + 1)..]);
        }
        else
        {
            var colon = text.IndexOf(':');
            name = SipCharacters.Trim(colon < 0 ? text : text[..colon]);
            rest = colon < 0 ? default : text[colon..];
            if (!IsHostName(name))
            {
                return false;
            }
        }

        if (!rest.IsEmpty)
        {
            if (rest[0] != ':' || !SipCharacters.TryReadNumber(SipCharacters.Trim(rest[1..]), 65535, out var number))
            {
                return false;
            }

            port = (int)number;
        }

        host = name.ToString();
        return true;
    }

    /// <summary>The wire form, with brackets around an IPv6 address.</summary>
    public static string Format(string host, int? port)
    {
        var name = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        return port is { } number ? string.Create(CultureInfo.InvariantCulture, $"{name}:{number}") : name;
    }

    private static bool IsHostName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            // The underscore is not in the grammar but in the names of many private networks.
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }

    private static bool IsIPv6(ReadOnlySpan<char> text) =>
        !text.Contains('%') && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
}
