namespace Undertone.Sip.Authentication;

/// <summary>The wire names of the algorithms.</summary>
internal static class DigestAlgorithmNames
{
    public static string WireName(this DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Sha256 ? "SHA-256" : "MD5";

    /// <summary>Reads the name without case; an absent one means MD5. False for an algorithm that is not supported.</summary>
    public static bool TryRead(string? name, out DigestAlgorithm algorithm)
    {
        algorithm = string.Equals(name, "SHA-256", StringComparison.OrdinalIgnoreCase) ? DigestAlgorithm.Sha256 : DigestAlgorithm.Md5;
        return algorithm == DigestAlgorithm.Sha256 || name is null || string.Equals(name, "MD5", StringComparison.OrdinalIgnoreCase);
    }
}
