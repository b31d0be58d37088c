using Undertone.Sip.Messages;

namespace Undertone.Sip;

/// <summary>Fresh identifiers that nobody can guess, from the system's cryptographic random source.</summary>
public static class SipIds
{
    /// <summary>A tag for From or To.</summary>
    public static string NewTag() => SipIdentifiers.NewTag();

    /// <summary>A Call-ID.</summary>
    /// <param name="host">What follows the at sign, or null for none.</param>
    public static string NewCallId(string? host = null) => host is null ? SipIdentifiers.NewCallId() : $"{SipIdentifiers.NewCallId()}@{host}";

    /// <summary>A branch with the magic cookie of RFC 3261.</summary>
    public static string NewBranch() => SipIdentifiers.NewBranch();
}
