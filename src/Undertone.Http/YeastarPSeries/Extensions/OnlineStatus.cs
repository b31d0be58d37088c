using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>Where an extension is online. Undertone has SIP phones only; the vendor's own applications are always offline.</summary>
internal sealed record OnlineStatus(SipPhoneStatus SipPhone, ApplicationStatus LinkusDesktop, ApplicationStatus LinkusMobile, ApplicationStatus LinkusWeb)
{
    /// <summary>The status of an extension as the engine knows it.</summary>
    public static OnlineStatus Of(ExtensionStatus status) => new(
        SipPhoneStatus.Of(status),
        new ApplicationStatus(0, "linkusdesktop"),
        new ApplicationStatus(0, "linkusmobile"),
        new ApplicationStatus(0, "linkusweb"));
}

/// <summary>The SIP phones: 1 if any is registered, and each with its address.</summary>
internal sealed record SipPhoneStatus(int Status, string ExtDevType, IReadOnlyList<SipPhoneEntry> StatusList)
{
    /// <summary>The phones of an extension.</summary>
    public static SipPhoneStatus Of(ExtensionStatus status) => new(
        status.State is ExtensionState.Unavailable ? 0 : 1,
        "sip",
        [.. status.DeviceAddresses.Select(address => new SipPhoneEntry(1, address))]);
}

/// <summary>One registered phone.</summary>
internal sealed record SipPhoneEntry(int Status, string Ip);

/// <summary>One of the vendor's applications.</summary>
internal sealed record ApplicationStatus(int Status, string ExtDevType);
