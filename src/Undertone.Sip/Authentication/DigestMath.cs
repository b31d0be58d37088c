using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Undertone.Sip.Authentication;

/// <summary>The computations of RFC 7616 3.4.1, for <c>qop=auth</c> and for peers without qop. All results are lower-case hexadecimal.</summary>
public static class DigestMath
{
    /// <summary>The hash of <c>user:realm:password</c>, the only form in which a password is kept.</summary>
    public static string Ha1(DigestAlgorithm algorithm, string user, string realm, string password) =>
        Hash(algorithm, $"{user}:{realm}:{password}");

    /// <summary>The answer to a challenge with <c>qop=auth</c>.</summary>
    /// <param name="algorithm">The hash.</param>
    /// <param name="ha1">From <see cref="Ha1"/> with the same algorithm.</param>
    /// <param name="method">The method of the request.</param>
    /// <param name="uri">The <c>uri</c> parameter exactly as sent.</param>
    /// <param name="nonce">The server's nonce.</param>
    /// <param name="nonceCount">Which use of the nonce this is, from 1.</param>
    /// <param name="cnonce">The client's nonce.</param>
    public static string Response(
        DigestAlgorithm algorithm, string ha1, string method, string uri, string nonce, uint nonceCount, string cnonce) =>
        Hash(algorithm, $"{ha1}:{nonce}:{FormatNonceCount(nonceCount)}:{cnonce}:auth:{Hash(algorithm, $"{method}:{uri}")}");

    /// <summary>The answer to a challenge without qop (RFC 2617 3.2.2.1, the form of RFC 2069).</summary>
    /// <param name="algorithm">The hash.</param>
    /// <param name="ha1">From <see cref="Ha1"/> with the same algorithm.</param>
    /// <param name="method">The method of the request.</param>
    /// <param name="uri">The <c>uri</c> parameter exactly as sent.</param>
    /// <param name="nonce">The server's nonce.</param>
    public static string ResponseWithoutQop(DigestAlgorithm algorithm, string ha1, string method, string uri, string nonce) =>
        Hash(algorithm, $"{ha1}:{nonce}:{Hash(algorithm, $"{method}:{uri}")}");

    /// <summary>The eight hexadecimal digits of <c>nc</c>.</summary>
    public static string FormatNonceCount(uint nonceCount) => nonceCount.ToString("x8", CultureInfo.InvariantCulture);

    [SuppressMessage("Security", "CA5351", Justification = "RFC 3261 22 makes MD5 digest mandatory to understand; SHA-256 is offered first.")]
    private static string Hash(DigestAlgorithm algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(algorithm == DigestAlgorithm.Sha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }
}
