using System.Diagnostics.CodeAnalysis;

namespace Undertone.Sip.Transfers;

/// <summary>A dialog whose place another one shall take (RFC 3891 3), as seen by the one that receives the header: To is its own tag.</summary>
/// <param name="CallId">The dialog's Call-ID.</param>
/// <param name="ToTag">The tag of the one that receives the header.</param>
/// <param name="FromTag">The tag of its peer.</param>
/// <param name="EarlyOnly">True if the dialog may be replaced only while it is not answered.</param>
public sealed record ReplacesHeader(string CallId, string ToTag, string FromTag, bool EarlyOnly = false)
{
    /// <summary>Reads the value of a Replaces header.</summary>
    /// <returns>False if the Call-ID or one of the tags is missing or there is more than one of them.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out ReplacesHeader? replaces)
    {
        replaces = null;
        text = text.Trim();
        int end = text.IndexOf(';');
        if (end <= 0)
        {
            return false;
        }

        string callId = text[..end].Trim().ToString();
        string? toTag = null;
        string? fromTag = null;
        bool earlyOnly = false;
        foreach (Range part in text[(end + 1)..].Split(';'))
        {
            ReadOnlySpan<char> parameter = text[(end + 1)..][part].Trim();
            int equals = parameter.IndexOf('=');
            ReadOnlySpan<char> name = (equals < 0 ? parameter : parameter[..equals]).Trim();
            string value = equals < 0 ? "" : parameter[(equals + 1)..].Trim().ToString();
            if (name.Equals("to-tag", StringComparison.OrdinalIgnoreCase))
            {
                if (toTag is not null)
                {
                    return false;
                }

                toTag = value;
            }
            else if (name.Equals("from-tag", StringComparison.OrdinalIgnoreCase))
            {
                if (fromTag is not null)
                {
                    return false;
                }

                fromTag = value;
            }
            else
            {
                earlyOnly |= name.Equals("early-only", StringComparison.OrdinalIgnoreCase);
            }
        }

        if (callId.Length == 0 || callId.AsSpan().ContainsAny(" \t") || string.IsNullOrEmpty(toTag) || string.IsNullOrEmpty(fromTag))
        {
            return false;
        }

        replaces = new ReplacesHeader(callId, toTag, fromTag, earlyOnly);
        return true;
    }

    /// <summary>The value of the header.</summary>
    public override string ToString() => $"{CallId};to-tag={ToTag};from-tag={FromTag}{(EarlyOnly ? ";early-only" : "")}";
}
