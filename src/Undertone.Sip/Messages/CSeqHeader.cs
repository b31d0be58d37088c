using System.Globalization;

namespace Undertone.Sip.Messages;

/// <summary>The sequence number and method of a request (RFC 3261 20.16).</summary>
/// <param name="Number">Below 2^31 (RFC 3261 8.1.1.5).</param>
/// <param name="Method">The method of the request.</param>
public readonly record struct CSeqHeader(uint Number, SipMethod Method)
{
    /// <summary>Reads <c>number method</c>. Never throws.</summary>
    /// <param name="text">The header value.</param>
    /// <param name="cseq">What was read.</param>
    /// <returns>False when the number is not below 2^31 or the method is not a token.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out CSeqHeader cseq)
    {
        cseq = default;
        text = SipCharacters.Trim(text);
        var space = text.IndexOfAny(" \t");
        if (space < 0
            || !SipCharacters.TryReadNumber(text[..space], int.MaxValue, out var number)
            || !SipMethod.TryParse(text[space..].TrimStart(" \t"), out var method))
        {
            return false;
        }

        cseq = new CSeqHeader((uint)number, method);
        return true;
    }

    /// <summary>The wire form.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Method}");
}
