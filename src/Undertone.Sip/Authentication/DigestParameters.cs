using System.Diagnostics.CodeAnalysis;
using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Authentication;

/// <summary>Reads and writes the <c>Digest name=value, name="value"</c> form of authentication headers (RFC 3261 25.1).</summary>
internal sealed class DigestParameters
{
    private const string Scheme = "Digest";
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>True when the header is of the Digest scheme, well-formed or not.</summary>
    public static bool IsDigest(ReadOnlySpan<char> header)
    {
        header = SipCharacters.Trim(header);
        return header.Length > Scheme.Length
            && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && SipCharacters.IsWhiteSpace(header[Scheme.Length]);
    }

    /// <summary>Reads all parameters; false when one is malformed or stands twice.</summary>
    public static bool TryRead(ReadOnlySpan<char> header, [NotNullWhen(true)] out DigestParameters? parameters)
    {
        parameters = null;
        if (!IsDigest(header))
        {
            return false;
        }

        var read = new DigestParameters();
        var rest = SipCharacters.Trim(header)[Scheme.Length..];
        while (SipList.TryTake(ref rest, out var element))
        {
            var equals = element.IndexOf('=');
            var name = equals < 0 ? default : SipCharacters.Trim(element[..equals]);
            if (!SipCharacters.IsToken(name)
                || !TryReadValue(SipCharacters.Trim(element[(equals + 1)..]), out var value)
                || !read._values.TryAdd(name.ToString(), value))
            {
                return false;
            }
        }

        parameters = read;
        return read._values.Count > 0;
    }

    public static StringBuilder Start() => new(Scheme + " ");

    public static void AppendQuoted(StringBuilder builder, string name, string? value)
    {
        if (value is not null)
        {
            AppendName(builder, name);
            QuotedString.Append(builder, value);
        }
    }

    public static void AppendToken(StringBuilder builder, string name, string? value)
    {
        if (value is not null)
        {
            AppendName(builder, name);
            builder.Append(value);
        }
    }

    private static void AppendName(StringBuilder builder, string name) =>
        builder.Append(builder[^1] == ' ' ? "" : ", ").Append(name).Append('=');

    private static bool TryReadValue(ReadOnlySpan<char> text, out string value)
    {
        if (!text.IsEmpty && text[0] == '"')
        {
            return QuotedString.TryRead(text, out value, out var consumed) && consumed == text.Length;
        }

        value = text.ToString();
        return SipCharacters.IsPlainValue(text);
    }
}
