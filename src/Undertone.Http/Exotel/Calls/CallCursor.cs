using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Exotel.Calls;

/// <summary>A place in the list of calls, as addresses carry it. Clients must not take it apart.</summary>
internal static class CallCursor
{
    /// <summary>The place of a call.</summary>
    public static string Of(CallPosition position)
        => WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position.StartedAt.UtcTicks}/{position.Id}")));

    /// <summary>Reads a place; false if it is none.</summary>
    public static bool TryParse(string text, out CallPosition position)
    {
        position = default;
        string plain;
        try
        {
            plain = Encoding.ASCII.GetString(WebEncoders.Base64UrlDecode(text));
        }
        catch (FormatException)
        {
            return false;
        }

        int slash = plain.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || !long.TryParse(plain.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks
            || !CallId.TryParse(plain.AsSpan(slash + 1), out CallId id))
        {
            return false;
        }

        position = new CallPosition(new DateTimeOffset(ticks, TimeSpan.Zero), id);
        return true;
    }
}
