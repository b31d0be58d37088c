using System.Globalization;
using System.Security.Cryptography;

namespace Undertone.Supervision.Credentials;

/// <summary>Slow salted hash of a secret: PBKDF2 with SHA-256, as <c>pbkdf2-sha256$iterations$salt$hash</c> (base64).</summary>
public static class SecretHash
{
    private const string Scheme = "pbkdf2-sha256";
    private const int Iterations = 100_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>A hash of a secret whose client does not exist: verifying against it costs the same as against a real one.</summary>
    public static string OfNobody { get; } = Create(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltBytes)));

    /// <summary>Hashes a secret with a new salt.</summary>
    public static string Create(string secret)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] hash = Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <summary>True if the secret is the one that was hashed; compares in constant time. False for a text that is no hash.</summary>
    public static bool Verify(string secret, string hash)
    {
        string[] parts = hash.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int iterations) || iterations is < 1 or > 10_000_000)
        {
            return false;
        }

        Span<byte> salt = stackalloc byte[SaltBytes];
        Span<byte> expected = stackalloc byte[HashBytes];
        if (!Convert.TryFromBase64String(parts[2], salt, out int saltLength) || saltLength != SaltBytes
            || !Convert.TryFromBase64String(parts[3], expected, out int hashLength) || hashLength != HashBytes)
        {
            return false;
        }

        Span<byte> actual = stackalloc byte[HashBytes];
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, actual, iterations, HashAlgorithmName.SHA256);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }
}
