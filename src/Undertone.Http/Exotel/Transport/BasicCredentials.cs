using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Undertone.Http.Exotel.Transport;

/// <summary>User name and password of Basic authentication (RFC 7617).</summary>
/// <param name="User">The API key or the account's sid.</param>
/// <param name="Token">The API token.</param>
internal sealed record BasicCredentials(string User, string Token)
{
    private const string Scheme = "Basic";

    /// <summary>Reads the header; null if there is none or it is none of this scheme.</summary>
    public static BasicCredentials? Of(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? header)
            || !Scheme.Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)
            || header.Parameter is not { } encoded)
        {
            return null;
        }

        Span<byte> bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out int count))
        {
            return null;
        }

        string pair = Encoding.UTF8.GetString(bytes[..count]);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : new BasicCredentials(pair[..colon], pair[(colon + 1)..]);
    }

    /// <summary>Names the user, never the token.</summary>
    public override string ToString() => User;
}
