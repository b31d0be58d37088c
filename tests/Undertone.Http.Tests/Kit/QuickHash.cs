using System.Security.Cryptography;

namespace Undertone.Http.Tests.Kit;

/// <summary>Hashes of secrets that are cheap to verify: the real ones are slow on purpose, which tests with hundreds of logins need not suffer.</summary>
internal static class QuickHash
{
    /// <summary>The hash of a secret, with a single iteration.</summary>
    public static string Of(string secret)
    {
        byte[] salt = new byte[16];
        byte[] hash = Rfc2898DeriveBytes.Pbkdf2(secret, salt, 1, HashAlgorithmName.SHA256, 32);
        return $"pbkdf2-sha256$1${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
    }
}
