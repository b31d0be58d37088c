using System.Globalization;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>How events show the parties of a call.</summary>
internal enum PartyLayout
{
    /// <summary>As keys of the event itself; two extensions give two keys <c>ext</c>.</summary>
    RepeatedKeys,

    /// <summary>In a list <c>call</c>.</summary>
    CallList,

    /// <summary>OpenVox: one <c>ext</c> whose <c>extid</c> is a text or a list.</summary>
    ExtensionList,

    /// <summary>The second version: a list <c>members</c> with a status each.</summary>
    Members,
}

/// <summary>The layout of a user's events, chosen at the login.</summary>
/// <param name="Parties">How parties are shown.</param>
/// <param name="HasSerial">True if every event carries the serial number.</param>
internal readonly record struct EventLayout(PartyLayout Parties, bool HasSerial)
{
    private static readonly Version FirstWithList = new(1, 0, 2);

    /// <summary>True for the events of the second version.</summary>
    public bool IsV2 => Parties is PartyLayout.Members;

    /// <summary>The layout that a login asks for: by its parameter <c>version</c>, else by the dialect it came in.</summary>
    /// <param name="version">Such as <c>1.0.2</c>; empty if not given. OpenVox clients give <c>0.0.1</c>.</param>
    /// <param name="dialect">The dialect of the login.</param>
    public static EventLayout Of(string version, RequestDialect dialect)
    {
        Version asked = Read(version);
        PartyLayout parties = asked.Major >= 2 ? PartyLayout.Members
            : asked >= FirstWithList ? PartyLayout.CallList
            : dialect.IsOpenVox || version.StartsWith("0.", StringComparison.Ordinal) ? PartyLayout.ExtensionList
            : PartyLayout.RepeatedKeys;
        return new EventLayout(parties, HasSerial: parties is not PartyLayout.RepeatedKeys || !dialect.IsFirstRelease);
    }

    // 1.10 is how the vendor's page of 1.1.0 spells itself; both are above 1.0.2.
    private static Version Read(string text)
    {
        string[] parts = text.TrimStart('v', 'V').Split('.');
        int[] numbers = [.. parts.Take(3).Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        return new Version(numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2));
    }
}
