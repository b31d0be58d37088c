using System.Diagnostics.CodeAnalysis;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Trunks;

/// <summary>Who calls whom in an INVITE from a trunk.</summary>
/// <param name="Number">The calling number; <c>anonymous</c> if it is not told.</param>
/// <param name="Name">A name to show beside it; may be empty.</param>
/// <param name="Called">The called number; may be empty.</param>
internal sealed record TrunkCaller(string Number, string Name, string Called)
{
    private const string Unknown = "anonymous";
    private const int LongestName = 63;
    private const int LongestNumber = 63;

    /// <summary>Reads an INVITE.</summary>
    /// <param name="invite">The INVITE.</param>
    /// <param name="trunk">The trunk that it comes from.</param>
    public static TrunkCaller Of(SipRequest invite, TrunkOptions trunk)
    {
        NameAddress caller = Asserted(invite) ?? invite.From;
        string number = caller.Uri.User ?? "";

        // A registrar calls the contact that we gave it, and says in To which of its numbers was dialled.
        string? requested = invite.RequestUri.User;
        bool isAccount = trunk.Register && requested == trunk.Username;
        string? called = string.IsNullOrEmpty(requested) || isAccount ? invite.To.Uri.User ?? requested : requested;
        return new TrunkCaller(IsDiallable(number) ? number : Unknown, Printable(caller.DisplayName), called ?? "");
    }

    /// <summary>True for what can be a number: an escaped line break, for one, would find its way into logs and records.</summary>
    public static bool IsDiallable(string number)
        => number.Length is > 0 and <= LongestNumber && !number.AsSpan().ContainsAnyExceptInRange('!', '~');

    // RFC 3325 9.1: a trunk is trusted to know who calls, but who asked for privacy is not shown by that name.
    private static NameAddress? Asserted(SipRequest invite)
        => invite.Headers.First("Privacy") is null && TryReadAsserted(invite, out NameAddress? asserted) && asserted.Uri.User is { Length: > 0 }
            ? asserted
            : null;

    private static bool TryReadAsserted(SipRequest invite, [NotNullWhen(true)] out NameAddress? asserted)
    {
        asserted = null;
        return invite.Headers.First("P-Asserted-Identity") is { } text && NameAddress.TryParse(text, out asserted);
    }

    private static string Printable(string? name)
    {
        string clean = new([.. (name ?? "").Where(c => !char.IsControl(c)).Take(LongestName)]);
        return clean.Trim();
    }
}
