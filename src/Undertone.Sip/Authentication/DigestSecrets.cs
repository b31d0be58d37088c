namespace Undertone.Sip.Authentication;

/// <summary>What the server keeps of a user's password: one hash for each algorithm, bound to user and realm.</summary>
/// <param name="Ha1Md5Hex">HA1 with MD5, 32 lower-case hexadecimal digits.</param>
/// <param name="Ha1Sha256Hex">HA1 with SHA-256, 64 lower-case hexadecimal digits.</param>
public sealed record DigestSecrets(string Ha1Md5Hex, string Ha1Sha256Hex)
{
    /// <summary>Computes the hashes; the password itself is not kept.</summary>
    public static DigestSecrets Create(string user, string realm, string password) =>
        new(DigestMath.Ha1(DigestAlgorithm.Md5, user, realm, password), DigestMath.Ha1(DigestAlgorithm.Sha256, user, realm, password));

    /// <summary>The hash for one algorithm.</summary>
    public string For(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Sha256 ? Ha1Sha256Hex : Ha1Md5Hex;

    /// <summary>Says nothing of the hashes: whoever has HA1 can sign as the user.</summary>
    public override string ToString() => nameof(DigestSecrets);
}
