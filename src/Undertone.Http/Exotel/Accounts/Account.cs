using System.Globalization;

namespace Undertone.Http.Exotel.Accounts;

/// <summary>An account of the Exotel dialect.</summary>
public sealed record Account
{
    /// <summary>Its name in paths.</summary>
    public required string Sid { get; init; }

    /// <summary>Its API key: the user name of Basic authentication, for which <see cref="Sid"/> may stand as well.</summary>
    public required string Key { get; init; }

    /// <summary>Its numbers. The first one is shown as the caller where a request names none.</summary>
    public IReadOnlyList<string> ExoPhones { get; init; } = [];

    /// <summary>The extensions whose calls are the account's; empty for all that no account before it names.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The outside numbers that it may dial as supervisors; empty for any (P6).</summary>
    public IReadOnlyList<string> Supervisors { get; init; } = [];

    /// <summary>Whether it may supervise calls (the maker calls it the LWB feature).</summary>
    public bool MaySupervise { get; init; } = true;

    /// <summary>The zone of its dates.</summary>
    public TimeZoneInfo TimeZone { get; init; } = ExotelOptions.DefaultTimeZone;

    /// <summary>What its legs cost.</summary>
    public Tariff Tariff { get; init; } = new();

    /// <summary>The number that is shown where a request names none; empty if there are none.</summary>
    internal string FirstExoPhone => ExoPhones.Count > 0 ? ExoPhones[0] : "";

    /// <summary>A moment as the dialect writes it, <c>2020-12-22 17:57:40</c>.</summary>
    internal string Date(DateTimeOffset moment)
        => TimeZoneInfo.ConvertTime(moment, TimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The account's number that is meant, or null: the national and the international form of a number are the same.</summary>
    internal string? FindExoPhone(string number) => ExoPhones.FirstOrDefault(own => PhoneNumber.AreSame(own, number));

    /// <summary>Names the account, never its key.</summary>
    public override string ToString() => Sid;
}
