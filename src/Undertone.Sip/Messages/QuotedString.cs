using System.Text;

namespace Undertone.Sip.Messages;

/// <summary>RFC 3261 25.1 quoted-string: reading with quoted pairs and writing with the needed escapes.</summary>
internal static class QuotedString
{
    /// <summary>Reads a quoted string at the start of the text.</summary>
    /// <param name="text">Text whose first character is the opening quote.</param>
    /// <param name="content">The content without quotes and escapes.</param>
    /// <param name="consumed">Characters used, both quotes included.</param>
    /// <returns>False when the closing quote is missing.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out string content, out int consumed)
    {
        content = "";
        consumed = Length(text);
        if (consumed < 0)
        {
            return false;
        }

        var inner = text[1..(consumed - 1)];
        if (!inner.Contains('\\'))
        {
            content = inner.ToString();
            return true;
        }

        var builder = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\')
            {
                i++;
            }

            builder.Append(inner[i]);
        }

        content = builder.ToString();
        return true;
    }

    /// <summary>Characters of the quoted string at the start of the text, both quotes included, or -1 when it never closes.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] != '"')
        {
            return -1;
        }

        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i + 1;
            }
        }

        return -1;
    }

    /// <summary>Appends the content quoted. Line breaks cannot be carried even as quoted pairs and become blanks.</summary>
    public static void Append(StringBuilder builder, ReadOnlySpan<char> content)
    {
        builder.Append('"');
        foreach (var c in content)
        {
            if (c is '"' or '\\')
            {
                builder.Append('\\');
            }

            builder.Append(c is '\r' or '\n' ? ' ' : c);
        }

        builder.Append('"');
    }
}
