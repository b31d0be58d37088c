using Undertone.Http.Yeastar;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>An extension in a list. The order of members is the order on the wire.</summary>
internal sealed record ExtensionListItem(
    int Id,
    string Number,
    string CallerIdName,
    string RoleName,
    string EmailAddr,
    string MobileNumber,
    string PresenceStatus,
    string CustomPresenceStatus,
    OnlineStatus OnlineStatus)
{
    /// <summary>Shows an extension. There are no roles, and no presence in words of one's own.</summary>
    public static ExtensionListItem Of(Extension extension, ExtensionStatus status) => new(
        extension.Id, extension.Number, extension.Name, "", extension.Email, extension.MobileNumber, PresenceText.Of(extension.Presence), "",
        OnlineStatus.Of(status));
}

/// <summary>An extension with its settings. The password is not among them and cannot be read back.</summary>
internal sealed record ExtensionDetail(
    int Id,
    string Type,
    string Number,
    string CallerIdName,
    string FirstName,
    string LastName,
    string RoleName,
    string EmailAddr,
    string MobileNumber,
    string PresenceStatus,
    string CustomPresenceStatus,
    OnlineStatus OnlineStatus,
    string CallerId,
    string RegName,
    int ConcurrentRegistrations,
    string Allowbeingmonitored,
    string Monitormode)
{
    /// <summary>Shows an extension.</summary>
    public static ExtensionDetail Of(Extension extension, ExtensionStatus status)
    {
        var name = PersonName.Split(extension.Name);
        return new ExtensionDetail(
            extension.Id,
            "SIP",
            extension.Number,
            extension.Name,
            name.First,
            name.Last,
            "",
            extension.Email,
            extension.MobileNumber,
            PresenceText.Of(extension.Presence),
            "",
            OnlineStatus.Of(status),
            extension.CallerId.Length > 0 ? extension.CallerId : extension.Number,
            extension.DigestUser,
            extension.ConcurrentRegistrations,
            MonitorSettings.TextOf(extension.AllowBeingMonitored),
            MonitorSettings.TextOf(extension.MonitorRight));
    }
}

/// <summary>Answer of <c>extension/list</c>.</summary>
internal sealed record ExtensionListAnswer(int Errcode, string Errmsg, int TotalNumber, IReadOnlyList<ExtensionListItem> Data);

/// <summary>Answer of <c>extension/get</c>.</summary>
internal sealed record ExtensionAnswer(int Errcode, string Errmsg, ExtensionDetail Data);

/// <summary>Answer of <c>extension/query</c>.</summary>
internal sealed record ExtensionsAnswer(int Errcode, string Errmsg, int TotalNumber, IReadOnlyList<ExtensionDetail> Data);

/// <summary>Answer of <c>extension/create</c>.</summary>
internal sealed record CreatedAnswer(int Errcode, string Errmsg, int Id);
