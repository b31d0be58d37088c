namespace Undertone.Sip.Authentication;

/// <summary>The hash of a digest exchange (RFC 8760 2.1). Session variants are not offered.</summary>
public enum DigestAlgorithm
{
    /// <summary><c>MD5</c>: the default where no algorithm is named; weak, but all that many phones know.</summary>
    Md5,

    /// <summary><c>SHA-256</c> (RFC 8760).</summary>
    Sha256,
}
