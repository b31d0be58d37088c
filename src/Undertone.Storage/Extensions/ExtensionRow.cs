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
    };
}
