using System.Security.Cryptography;

namespace Undertone.Sip.Messages;

/// <summary>Fresh random identifiers; none can be guessed from another (RFC 3261 19.3).</summary>
public static class SipIdentifiers
{
    /// <summary>A From or To tag of 64 random bits.</summary>
    public static string NewTag() => RandomHex(8);

    /// <summary>A branch that starts with the magic cookie and has 96 random bits.</summary>
    public static string NewBranch() => ViaHeader.MagicCookie + RandomHex(12);

    /// <summary>A Call-ID of 128 random bits, without a host, so that it tells nothing about the network.</summary>
    public static string NewCallId() => RandomHex(16);

    private static string RandomHex(int bytes) => RandomNumberGenerator.GetHexString(bytes * 2, lowercase: true);
}
