using Undertone.Storage.Database;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Storage.Extensions;

/// <summary>A row of the table <c>extensions</c>.</summary>
internal sealed class ExtensionRow
{
    public int Id { get; set; }

    public string Number { get; set; } = "";

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string MobileNumber { get; set; } = "";

    public string Ha1Md5 { get; set; } = "";

    public string Ha1Sha256 { get; set; } = "";

    public bool AllowBeingMonitored { get; set; }

    public string MonitorRight { get; set; } = "";

    public string CallerId { get; set; } = "";

    public string RegistrationName { get; set; } = "";

    public int ConcurrentRegistrations { get; set; }

    public string Presence { get; set; } = "";

    public bool WatchRegistration { get; set; }

    public bool WatchCallState { get; set; }

    public bool WatchPresence { get; set; }

    public static ExtensionRow From(Extension extension) => new()
    {
        Id = extension.Id,
        Number = extension.Number,
        Name = extension.Name,
        Email = extension.Email,
        MobileNumber = extension.MobileNumber,
        Ha1Md5 = extension.Secret.Ha1Md5,
        Ha1Sha256 = extension.Secret.Ha1Sha256,
        AllowBeingMonitored = extension.AllowBeingMonitored,
        MonitorRight = extension.MonitorRight.ToString(),
        CallerId = extension.CallerId,
        RegistrationName = extension.RegistrationName,
        ConcurrentRegistrations = extension.ConcurrentRegistrations,
        Presence = extension.Presence.ToString(),
        WatchRegistration = extension.Watched.Registration,
        WatchCallState = extension.Watched.CallState,
        WatchPresence = extension.Watched.Presence,
    };

    public Extension ToExtension() => new()
    {
        Id = Id,
        Number = Number,
        Name = Name,
        Email = Email,
        MobileNumber = MobileNumber,
        Secret = new SipSecret(Ha1Md5, Ha1Sha256),
        AllowBeingMonitored = AllowBeingMonitored,
        MonitorRight = StoredName.To<MonitorRight>(MonitorRight),
        CallerId = CallerId,
        RegistrationName = RegistrationName,
        ConcurrentRegistrations = ConcurrentRegistrations,
        Presence = StoredName.To<PresenceStatus>(Presence),
        Watched = new WatchedChanges(WatchRegistration, WatchCallState, WatchPresence),
    };
}
