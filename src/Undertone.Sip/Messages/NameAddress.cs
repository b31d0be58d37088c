using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Undertone.Sip.Messages;

/// <summary>An address with an optional display name and header parameters, as in From, To, Contact, Route, Refer-To (RFC 3261 20.10).</summary>
/// <param name="DisplayName">The name without quotes and escapes; null or empty when there is none.</param>
/// <param name="Uri">The address.</param>
/// <param name="Parameters">The parameters of the header, not those of the address.</param>
public sealed record NameAddress(string? DisplayName, SipUri Uri, SipParameters Parameters)
{
    /// <summary>Makes an address without display name and parameters.</summary>
    /// <param name="uri">The address.</param>
    public NameAddress(SipUri uri)
        : this(null, uri, SipParameters.Empty)
    {
    }

    /// <summary>The <c>tag</c> parameter of From and To, or null.</summary>
    public string? Tag => Parameters["tag"];

    /// <summary>A copy with this tag.</summary>
    public NameAddress WithTag(string tag) => WithParameter("tag", tag);

    /// <summary>A copy without a tag.</summary>
    public NameAddress WithoutTag() => this with { Parameters = Parameters.Without("tag") };

    /// <summary>A copy with one parameter set; a null value writes the name alone.</summary>
    public NameAddress WithParameter(string name, string? value) => this with { Parameters = Parameters.With(name, value) };

    /// <summary>Reads one address of a header. Never throws.</summary>
    /// <param name="text">One element of the header, not a comma-separated list.</param>
    /// <param name="address">The address, or null.</param>
    /// <returns>
    /// False when it is malformed. Without angle brackets, parameters belong to the header and the address may hold neither comma nor
    /// question mark (RFC 3261 20). An unquoted display name is read leniently up to the bracket, but may not hold a comma.
    /// </returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out NameAddress? address)
    {
        address = null;
        text = SipCharacters.Trim(text);
        string? display = null;
        if (!text.IsEmpty && text[0] == '"')
        {
            if (!QuotedString.TryRead(text, out display, out var consumed))
            {
                return false;
            }

            text = text[consumed..].TrimStart(" \t");
            return !text.IsEmpty && text[0] == '<' && TryParseBracketed(display, text, out address);
        }

        var special = text.IndexOfAny("<;\"");
        if (special < 0 || text[special] != '<')
        {
            return TryParseBare(text, out address);
        }

        var name = SipCharacters.Trim(text[..special]);
        if (name.Contains(','))
        {
            return false;
        }

        display = name.IsEmpty ? null : name.ToString();
        return TryParseBracketed(display, text[special..], out address);
    }

    /// <summary>The wire form: the display name always quoted, the address always in angle brackets.</summary>
    public override string ToString()
    {
        var builder = new StringBuilder();
        if (!string.IsNullOrEmpty(DisplayName))
        {
            QuotedString.Append(builder, DisplayName);
            builder.Append(' ');
        }

        builder.Append('<').Append(Uri).Append('>');
        Parameters.AppendToHeader(builder);
        return builder.ToString();
    }

    private static bool TryParseBracketed(string? display, ReadOnlySpan<char> text, [NotNullWhen(true)] out NameAddress? address)
    {
        address = null;
        var close = text.IndexOf('>');
        if (close < 0
            || !SipUri.TryParse(text[1..close], out var uri)
            || !SipParametersReader.TryReadHeader(text[(close + 1)..], skipEmpty: false, out var parameters))
        {
            return false;
        }

        address = new NameAddress(display, uri, parameters);
        return true;
    }

    private static bool TryParseBare(ReadOnlySpan<char> text, [NotNullWhen(true)] out NameAddress? address)
    {
        address = null;
        var semicolon = text.IndexOf(';');
        var uriText = SipCharacters.Trim(semicolon < 0 ? text : text[..semicolon]);
        if (uriText.ContainsAny(",?")
            || !SipUri.TryParse(uriText, out var uri)
            || !SipParametersReader.TryReadHeader(semicolon < 0 ? default : text[semicolon..], skipEmpty: false, out var parameters))
        {
            return false;
        }

        address = new NameAddress(null, uri, parameters);
        return true;
    }
}
