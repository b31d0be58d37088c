using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>The settings that a request gives an extension; null is no change.</summary>
internal sealed record ExtensionChanges
{
    private const int LongestName = 127;
    private const int LongestMobile = 31;
    private const int LongestCallerId = 31;
    private const int MostRegistrations = 3;

    /// <summary>The whole name.</summary>
    public string? CallerIdName { get; private init; }

    /// <summary>Its first word.</summary>
    public string? FirstName { get; private init; }

    /// <summary>The rest.</summary>
    public string? LastName { get; private init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; private init; }

    /// <summary>Mobile number.</summary>
    public string? MobileNumber { get; private init; }

    /// <summary>Caller id.</summary>
    public string? CallerId { get; private init; }

    /// <summary>What phones authenticate with.</summary>
    public string? RegistrationName { get; private init; }

    /// <summary>What they prove, in clear; only its digests are kept.</summary>
    public string? RegistrationPassword { get; private init; }

    /// <summary>Phones at once.</summary>
    public int? ConcurrentRegistrations { get; private init; }

    /// <summary>Presence.</summary>
    public PresenceStatus? Presence { get; private init; }

    /// <summary>May be monitored.</summary>
    public bool? AllowBeingMonitored { get; private init; }

    /// <summary>May monitor.</summary>
    public MonitorRight? MonitorRight { get; private init; }

    /// <summary>Names no secret.</summary>
    public override string ToString() => nameof(ExtensionChanges);

    /// <summary>Reads the fields; mistakes are noted in the body.</summary>
    /// <param name="body">The request.</param>
    /// <param name="leastRegistrations">1 for a new extension; 0, no limit of its own, is what those of a configuration file have and clients write back.</param>
    public static ExtensionChanges Read(JsonBody body, int leastRegistrations)
    {
        ExtensionFields.CheckUserPassword(body);
        return new ExtensionChanges
        {
            CallerIdName = ExtensionFields.Text(body, "caller_id_name", LongestName),
            FirstName = ExtensionFields.Text(body, "first_name", LongestName),
            LastName = ExtensionFields.Text(body, "last_name", LongestName),
            Email = ExtensionFields.Email(body),
            MobileNumber = ExtensionFields.Text(body, "mobile_number", LongestMobile),
            CallerId = ExtensionFields.Text(body, "caller_id", LongestCallerId),
            RegistrationName = ExtensionFields.RegistrationName(body),
            RegistrationPassword = ExtensionFields.RegistrationPassword(body),
            ConcurrentRegistrations = ExtensionFields.Integer(body, "concurrent_registrations", leastRegistrations, MostRegistrations),
            Presence = ExtensionFields.Presence(body),
            AllowBeingMonitored = ExtensionFields.Switch(body, "allowbeingmonitored"),
            MonitorRight = ExtensionFields.Right(body),
        };
    }

    /// <summary>True if the digests have to be made anew for another name, which cannot be done without the password.</summary>
    public bool LacksPassword(Extension extension)
        => RegistrationName is not null && RegistrationName != extension.DigestUser && RegistrationPassword is null;

    /// <summary>The extension after the changes.</summary>
    /// <param name="extension">As it is.</param>
    /// <param name="realm">What the digests of passwords are made for.</param>
    public Extension ApplyTo(Extension extension, string realm) => WithPassword(extension, realm) with
    {
        Name = NameAfter(extension.Name),
        Email = Email ?? extension.Email,
        MobileNumber = MobileNumber ?? extension.MobileNumber,
        CallerId = (CallerId ?? extension.CallerId) is var callerId && callerId == extension.Number ? "" : callerId,
        ConcurrentRegistrations = ConcurrentRegistrations ?? extension.ConcurrentRegistrations,
        Presence = Presence ?? extension.Presence,
        AllowBeingMonitored = AllowBeingMonitored ?? extension.AllowBeingMonitored,
        MonitorRight = MonitorRight ?? extension.MonitorRight,
    };

    private Extension WithPassword(Extension extension, string realm)
    {
        if (RegistrationPassword is null)
        {
            return extension;
        }

        Extension renamed = RegistrationName is null
            ? extension
            : extension with { RegistrationName = RegistrationName == extension.Number ? "" : RegistrationName };
        return renamed with { Secret = SipSecret.FromPassword(renamed.DigestUser, realm, RegistrationPassword) };
    }

    /// <summary>
    /// Clients that send back all they have read, one name changed, give the same name in two forms; the form that differs from the
    /// present one is meant. If both differ, first and last name win.
    /// </summary>
    private string NameAfter(string present)
    {
        var parts = PersonName.Split(present);
        bool isSplitChanged = (FirstName is not null && FirstName != parts.First) || (LastName is not null && LastName != parts.Last);
        return isSplitChanged ? new PersonName(FirstName ?? parts.First, LastName ?? parts.Last).Joined : CallerIdName ?? present;
    }
}
