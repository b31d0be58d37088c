using System.Diagnostics.CodeAnalysis;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Transfers;

/// <summary>Where a REFER sends its recipient (RFC 3515 2.1), and whose place it shall take there (RFC 3891, RFC 5589).</summary>
/// <param name="Target">The transfer target, without the headers of its URI.</param>
/// <param name="Replaces">The dialog to take over, for an attended transfer; null for a blind one.</param>
public sealed record ReferTo(SipUri Target, ReplacesHeader? Replaces)
{
    /// <summary>Reads the value of a Refer-To header.</summary>
    /// <param name="text">A name-addr or a bare SIP URI.</param>
    /// <param name="referTo">What it says.</param>
    /// <returns>
    /// False if it is no SIP URI, asks for another method than INVITE, or has a Replaces that cannot be read: half understood, an
    /// attended transfer would become a call to somebody who is busy with it.
    /// </returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out ReferTo? referTo)
    {
        referTo = null;
        if (!NameAddress.TryParse(text, out NameAddress? address)
            || address.Uri.Scheme is not (SipScheme.Sip or SipScheme.Sips)
            || address.Uri.Parameters["method"] is { } method && !method.Equals("INVITE", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReplacesHeader? replaces = null;
        foreach (string header in (address.Uri.Headers ?? "").Split('&'))
        {
            int equals = header.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0
                && header.AsSpan(0, equals).Equals(SipHeaderNames.Replaces, StringComparison.OrdinalIgnoreCase)
                && (!PercentEncoding.TryUnescape(header.AsSpan(equals + 1), out string value) || !ReplacesHeader.TryParse(value, out replaces)))
            {
                return false;
            }
        }

        referTo = new ReferTo(address.Uri.WithoutHeaders().WithoutParameter("method"), replaces);
        return true;
    }
}
