using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Undertone.Sip.Messages;

public sealed partial class SipUri
{
    /// <summary>Reads an address. Never throws.</summary>
    /// <param name="text">The address alone, without angle brackets or white space around it.</param>
    /// <param name="uri">The address, or null.</param>
    /// <returns>False when the text is not an address by RFC 3261 25.1, or its escapes are not UTF-8.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        var colon = text.IndexOf(':');
        if (colon <= 0 || !SipCharacters.IsUriText(text))
        {
            return false;
        }

        var scheme = text[..colon];
        var rest = text[(colon + 1)..];
        if (scheme.Equals("sip", StringComparison.OrdinalIgnoreCase))
        {
            return TryParseSip(rest, SipScheme.Sip, out uri);
        }

        if (scheme.Equals("sips", StringComparison.OrdinalIgnoreCase))
        {
            return TryParseSip(rest, SipScheme.Sips, out uri);
        }

        return scheme.Equals("tel", StringComparison.OrdinalIgnoreCase)
            ? TryParseTel(rest, out uri)
            : TryParseOther(scheme, rest, out uri);
    }

    /// <summary>Reads an address from UTF-8 bytes. Never throws.</summary>
    /// <param name="utf8">The address alone.</param>
    /// <param name="uri">The address, or null.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out SipUri? uri)
    {
        if (!Utf8.IsValid(utf8))
        {
            uri = null;
            return false;
        }

        return TryParse(Encoding.UTF8.GetString(utf8), out uri);
    }

    /// <summary>Reads an address from trusted text, such as the configuration or a literal.</summary>
    /// <param name="text">The address.</param>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static SipUri Parse(string text) =>
        TryParse(text, out var uri) ? uri : throw new FormatException($"'{text}' is not a SIP, SIPS or TEL address");

    private static bool TryParseSip(ReadOnlySpan<char> rest, SipScheme scheme, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        string? user = null;
        string? password = null;

        // Only a user part may hold ; and ? unescaped, and nothing may hold a raw @: the @ is looked for first (RFC 4475 3.1.1.9).
        var at = rest.IndexOf('@');
        if (at >= 0)
        {
            if (!TryParseUser(rest[..at], out user, out password))
            {
                return false;
            }

            rest = rest[(at + 1)..];
            if (rest.Contains('@'))
            {
                return false;
            }
        }

        string? headers = null;
        var question = rest.IndexOf('?');
        if (question >= 0)
        {
            headers = rest[(question + 1)..].ToString();
            rest = rest[..question];
        }

        var semicolon = rest.IndexOf(';');
        var hostPort = semicolon < 0 ? rest : rest[..semicolon];
        if (!SipHost.TryParse(hostPort, out var host, out var port)
            || !SipParametersReader.TryReadUri(semicolon < 0 ? default : rest[semicolon..], out var parameters))
        {
            return false;
        }

        uri = new SipUri
        {
            Scheme = scheme,
            SchemeName = scheme == SipScheme.Sip ? "sip" : "sips",
            User = user,
            Password = password,
            Host = host,
            Port = port,
            Parameters = parameters,
            Headers = headers,
        };
        return true;
    }

    private static bool TryParseUser(ReadOnlySpan<char> text, out string? user, out string? password)
    {
        password = null;
        var colon = text.IndexOf(':');
        if (!PercentEncoding.TryUnescape(colon < 0 ? text : text[..colon], out var name) || name.Length == 0)
        {
            user = null;
            return false;
        }

        user = name;
        if (colon < 0)
        {
            return true;
        }

        var read = PercentEncoding.TryUnescape(text[(colon + 1)..], out var secret);
        password = secret;
        return read;
    }

    private static bool TryParseTel(ReadOnlySpan<char> rest, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        var semicolon = rest.IndexOf(';');
        var number = semicolon < 0 ? rest : rest[..semicolon];
        if (!IsTelephoneNumber(number)
            || !SipParametersReader.TryReadUri(semicolon < 0 ? default : rest[semicolon..], out var parameters))
        {
            return false;
        }

        uri = new SipUri { Scheme = SipScheme.Tel, SchemeName = "tel", User = number.ToString(), Parameters = parameters };
        return true;
    }

    private static bool IsTelephoneNumber(ReadOnlySpan<char> text)
    {
        var digits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiHexDigit(c) || c is '*' or '#')
            {
                digits++;
            }
            else if (c is not ('-' or '.' or '(' or ')') && !(c == '+' && i == 0))
            {
                return false;
            }
        }

        return digits > 0;
    }

    private static bool TryParseOther(ReadOnlySpan<char> scheme, ReadOnlySpan<char> rest, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        if (rest.IsEmpty || !char.IsAsciiLetter(scheme[0]))
        {
            return false;
        }

        foreach (var c in scheme)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        uri = new SipUri { Scheme = SipScheme.Other, SchemeName = scheme.ToString().ToLowerInvariant(), Opaque = rest.ToString() };
        return true;
    }
}
