namespace Undertone.Sip.Messages;

/// <summary>Reads the two written forms of parameters: those of headers (quoted strings) and those of URIs (percent escapes).</summary>
internal static class SipParametersReader
{
    /// <summary>Reads <c>;name=value</c> pairs to the end of the text. White space is allowed around separators.</summary>
    /// <param name="text">Empty, or text that starts with a semicolon after optional white space.</param>
    /// <param name="skipEmpty">Accepts <c>;;</c>; only meant for finding where to send an error.</param>
    /// <param name="parameters">The parameters read.</param>
    public static bool TryReadHeader(ReadOnlySpan<char> text, bool skipEmpty, out SipParameters parameters)
    {
        List<SipParameters.Entry>? entries = null;
        parameters = SipParameters.Empty;
        text = SipCharacters.Trim(text);
        while (!text.IsEmpty)
        {
            if (text[0] != ';')
            {
                return false;
            }

            text = text[1..].TrimStart(" \t");
            var nameLength = text.IndexOfAnyExcept(SipCharacters.Token);
            nameLength = nameLength < 0 ? text.Length : nameLength;
            if (nameLength == 0)
            {
                if (skipEmpty)
                {
                    continue;
                }

                return false;
            }

            var name = text[..nameLength].ToString();
            text = text[nameLength..].TrimStart(" \t");
            string? value = null;
            var quoted = false;
            if (!text.IsEmpty && text[0] == '=')
            {
                text = text[1..].TrimStart(" \t");
                if (!TryReadValue(ref text, out value, out quoted))
                {
                    return false;
                }
            }

            (entries ??= []).Add(new SipParameters.Entry(name, value, quoted));
        }

        parameters = SipParameters.FromEntries(entries);
        return true;
    }

    /// <summary>Reads the parameters of a URI, the text behind its host part, with its leading semicolon.</summary>
    public static bool TryReadUri(ReadOnlySpan<char> text, out SipParameters parameters)
    {
        List<SipParameters.Entry>? entries = null;
        parameters = SipParameters.Empty;
        while (!text.IsEmpty)
        {
            if (text[0] != ';')
            {
                return false;
            }

            text = text[1..];
            var end = text.IndexOf(';');
            var one = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[end..];
            var equals = one.IndexOf('=');
            if (!PercentEncoding.TryUnescape(equals < 0 ? one : one[..equals], out var name) || name.Length == 0)
            {
                return false;
            }

            string? value = null;
            if (equals >= 0)
            {
                if (!PercentEncoding.TryUnescape(one[(equals + 1)..], out var unescaped))
                {
                    return false;
                }

                value = unescaped;
            }

            (entries ??= []).Add(new SipParameters.Entry(name, value, false));
        }

        parameters = SipParameters.FromEntries(entries);
        return true;
    }

    private static bool TryReadValue(ref ReadOnlySpan<char> text, out string? value, out bool quoted)
    {
        value = null;
        quoted = !text.IsEmpty && text[0] == '"';
        int consumed;
        if (quoted)
        {
            if (!QuotedString.TryRead(text, out var content, out consumed))
            {
                return false;
            }

            value = content;
        }
        else
        {
            consumed = text.IndexOfAny(" \t;");
            consumed = consumed < 0 ? text.Length : consumed;
            if (!SipCharacters.IsPlainValue(text[..consumed]))
            {
                return false;
            }

            value = text[..consumed].ToString();
        }

        text = text[consumed..].TrimStart(" \t");
        return true;
    }
}
