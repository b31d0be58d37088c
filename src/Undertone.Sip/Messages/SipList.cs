namespace Undertone.Sip.Messages;

/// <summary>Splits comma-separated header values (RFC 3261 7.3.1).</summary>
internal static class SipList
{
    /// <summary>
    /// Takes the next element off the front. Commas inside quotes and angle brackets do not separate.
    /// An unclosed quote or bracket takes the rest, so that the element's own parser reports it.
    /// </summary>
    /// <param name="rest">The text; the element and its comma are removed.</param>
    /// <param name="element">The element without white space at its ends; it may be empty.</param>
    /// <returns>False when nothing is left.</returns>
    public static bool TryTake(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> element)
    {
        element = default;
        if (rest.IsEmpty)
        {
            return false;
        }

        var end = EndOfElement(rest);
        element = SipCharacters.Trim(rest[..end]);
        rest = end == rest.Length ? default : rest[(end + 1)..];
        return true;
    }

    private static int EndOfElement(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            var next = text[i..].IndexOfAny(",\"<");
            if (next < 0)
            {
                return text.Length;
            }

            i += next;
            switch (text[i])
            {
                case ',':
                    return i;
                case '"':
                    var quoted = QuotedString.Length(text[i..]);
                    i = quoted < 0 ? text.Length : i + quoted;
                    break;
                default:
                    var close = text[i..].IndexOf('>');
                    i = close < 0 ? text.Length : i + close + 1;
                    break;
            }
        }

        return text.Length;
    }
}
