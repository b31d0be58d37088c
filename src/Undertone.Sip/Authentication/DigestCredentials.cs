using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Undertone.Sip.Authentication;

/// <summary>The value of an Authorization or Proxy-Authorization header of the Digest scheme (RFC 3261 20.7, RFC 7616 3.4).</summary>
/// <param name="User">The user name.</param>
/// <param name="Realm">The realm of the challenge.</param>
/// <param name="Nonce">The nonce of the challenge.</param>
/// <param name="Uri">The address that was signed, as sent.</param>
/// <param name="Response">The signature, hexadecimal digits.</param>
/// <param name="Algorithm">The hash used.</param>
public sealed record DigestCredentials(string User, string Realm, string Nonce, string Uri, string Response, DigestAlgorithm Algorithm)
{
    /// <summary>The opaque text of the challenge, or null.</summary>
    public string? Opaque { get; init; }

    /// <summary>The client's nonce; null without qop.</summary>
    public string? CNonce { get; init; }

    /// <summary>Which use of the nonce this is, from 1; null without qop.</summary>
    public uint? NonceCount { get; init; }

    /// <summary>True when the signature covers nonce count and client nonce (<c>qop=auth</c>).</summary>
    public bool HasQop => NonceCount is not null;

    /// <summary>Reads a header value. Never throws.</summary>
    /// <param name="header">The value of one header line.</param>
    /// <param name="credentials">The credentials, or null.</param>
    /// <returns>False for another scheme, an unknown algorithm, <c>auth-int</c>, a missing parameter or malformed text.</returns>
    public static bool TryParse(ReadOnlySpan<char> header, [NotNullWhen(true)] out DigestCredentials? credentials)
    {
        credentials = null;
        if (!DigestParameters.TryRead(header, out var parameters)
            || parameters["username"] is not { Length: > 0 } user
            || parameters["realm"] is not { } realm
            || parameters["nonce"] is not { Length: > 0 } nonce
            || parameters["uri"] is not { Length: > 0 } uri
            || parameters["response"] is not { Length: > 0 } response
            || !DigestAlgorithmNames.TryRead(parameters["algorithm"], out var algorithm))
        {
            return false;
        }

        var read = new DigestCredentials(user, realm, nonce, uri, response, algorithm) { Opaque = parameters["opaque"] };
        if (parameters["qop"] is not { } qop)
        {
            credentials = read;
            return true;
        }

        if (!string.Equals(qop, "auth", StringComparison.OrdinalIgnoreCase)
            || parameters["cnonce"] is not { Length: > 0 } cnonce
            || parameters["nc"] is not { Length: 8 } nc
            || !uint.TryParse(nc, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count)
            || count == 0)
        {
            return false;
        }

        credentials = read with { CNonce = cnonce, NonceCount = count };
        return true;
    }

    /// <summary>The header value.</summary>
    public override string ToString()
    {
        var builder = DigestParameters.Start();
        DigestParameters.AppendQuoted(builder, "username", User);
        DigestParameters.AppendQuoted(builder, "realm", Realm);
        DigestParameters.AppendQuoted(builder, "nonce", Nonce);
        DigestParameters.AppendQuoted(builder, "uri", Uri);
        DigestParameters.AppendQuoted(builder, "response", Response);
        DigestParameters.AppendToken(builder, "algorithm", Algorithm.WireName());
        DigestParameters.AppendQuoted(builder, "opaque", Opaque);
        if (NonceCount is { } count)
        {
            DigestParameters.AppendToken(builder, "qop", "auth");
            DigestParameters.AppendQuoted(builder, "cnonce", CNonce);
            DigestParameters.AppendToken(builder, "nc", DigestMath.FormatNonceCount(count));
        }

        return builder.ToString();
    }

    /// <summary>The signature that these credentials should carry.</summary>
    /// <param name="ha1">The user's HA1 for <see cref="Algorithm"/>.</param>
    /// <param name="method">The method of the request.</param>
    internal string Expected(string ha1, string method) => NonceCount is { } count
        ? DigestMath.Response(Algorithm, ha1, method, Uri, Nonce, count, CNonce!)
        : DigestMath.ResponseWithoutQop(Algorithm, ha1, method, Uri, Nonce);
}
