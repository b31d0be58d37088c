using System.Diagnostics.CodeAnalysis;

namespace Undertone.Sip.Authentication;

/// <summary>The value of a WWW-Authenticate or Proxy-Authenticate header of the Digest scheme (RFC 3261 20.44, RFC 7616 3.3).</summary>
/// <param name="Realm">The protection space that user names belong to.</param>
/// <param name="Nonce">The server's nonce.</param>
/// <param name="Algorithm">The hash asked for.</param>
public sealed record DigestChallenge(string Realm, string Nonce, DigestAlgorithm Algorithm)
{
    /// <summary>Text to be sent back unchanged, or null.</summary>
    public string? Opaque { get; init; }

    /// <summary>The qualities of protection offered; empty for a server of RFC 2069.</summary>
    public IReadOnlyList<string> QopOptions { get; init; } = ["auth"];

    /// <summary>True when only the nonce was out of date, so that the user need not be asked for the password again.</summary>
    public bool Stale { get; init; }

    /// <summary>True when the challenge can be answered with <c>qop=auth</c>.</summary>
    public bool OffersAuth => QopOptions.Contains("auth", StringComparer.OrdinalIgnoreCase);

    /// <summary>True when a client of ours can answer: with <c>qop=auth</c> or without qop. <c>auth-int</c> alone is refused.</summary>
    public bool IsAnswerable => OffersAuth || QopOptions.Count == 0;

    /// <summary>Reads a header value. Never throws.</summary>
    /// <param name="header">The value of one header line.</param>
    /// <param name="challenge">The challenge, or null.</param>
    /// <returns>False for another scheme, an unknown algorithm, a missing realm or nonce, or malformed text.</returns>
    public static bool TryParse(ReadOnlySpan<char> header, [NotNullWhen(true)] out DigestChallenge? challenge)
    {
        challenge = null;
        if (!DigestParameters.TryRead(header, out var parameters)
            || parameters["realm"] is not { } realm
            || parameters["nonce"] is not { Length: > 0 } nonce
            || !DigestAlgorithmNames.TryRead(parameters["algorithm"], out var algorithm))
        {
            return false;
        }

        challenge = new DigestChallenge(realm, nonce, algorithm)
        {
            Opaque = parameters["opaque"],
            QopOptions = parameters["qop"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Stale = string.Equals(parameters["stale"], "true", StringComparison.OrdinalIgnoreCase),
        };
        return true;
    }

    /// <summary>The header value.</summary>
    public override string ToString()
    {
        var builder = DigestParameters.Start();
        DigestParameters.AppendQuoted(builder, "realm", Realm);
        DigestParameters.AppendQuoted(builder, "nonce", Nonce);
        DigestParameters.AppendToken(builder, "algorithm", Algorithm.WireName());
        DigestParameters.AppendQuoted(builder, "qop", QopOptions.Count == 0 ? null : string.Join(',', QopOptions));
        DigestParameters.AppendQuoted(builder, "opaque", Opaque);
        DigestParameters.AppendToken(builder, "stale", Stale ? "true" : null);
        return builder.ToString();
    }
}
