using System.Security.Cryptography;
using System.Text;

namespace Undertone.Supervision.Extensions;

/// <summary>
/// The digest form of a SIP password: H(user:realm:password) for MD5 and SHA-256 (RFC 3261 22.4, RFC 8760), in lower-case
/// hexadecimal. Whoever has it can register as the extension in this realm, so it is never logged or shown.
/// </summary>
/// <param name="Ha1Md5">32 hexadecimal digits.</param>
/// <param name="Ha1Sha256">64 hexadecimal digits.</param>
public sealed record SipSecret(string Ha1Md5, string Ha1Sha256)
{
    /// <summary>Derives both forms from a password.</summary>
    /// <param name="user">The name that its phones authenticate with, most often the extension's number.</param>
    /// <param name="realm">The SIP domain of the configuration.</param>
    /// <param name="password">The password in clear.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "MD5 is what SIP digest prescribes (RFC 3261 22.4).")]
    public static SipSecret FromPassword(string user, string realm, string password)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{user}:{realm}:{password}");
        return new SipSecret(Convert.ToHexStringLower(MD5.HashData(text)), Convert.ToHexStringLower(SHA256.HashData(text)));
    }

    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(SipSecret);
}
