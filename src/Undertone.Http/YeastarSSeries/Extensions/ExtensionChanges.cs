using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarSSeries.Extensions;

/// <summary>
/// Applies the fields of <c>extension/update</c>. Clients write back all that they have read with one field changed, so a field that
/// cannot be changed is a mistake only if it has another value than it is shown with.
/// </summary>
internal static class ExtensionChanges
{
    private const int LongestText = 127;
    private const int LongestNumber = 31;
    private const int ShortestPassword = 8;
    private const int LongestPassword = 63;

    /// <summary>The extension after the changes; false if one of them cannot be made.</summary>
    public static bool TryApply(RequestFields body, Extension extension, YeastarSSeriesOptions options, bool isV2, [NotNullWhen(true)] out Extension? changed)
    {
        changed = extension;
        Fields shown = ExtensionFields.Settings(extension, options, isV2);
        foreach (string name in body.Names)
        {
            string value = body.Optional(name);
            Extension? next = Apply(changed, name.ToLowerInvariant(), value, options.SipDomain);
            if (next is null || (ReferenceEquals(next, changed) && IsFixed(name) && shown.Text(name.ToLowerInvariant()) is { } now && now != value))
            {
                changed = null;
                return false;
            }

            changed = next;
        }

        return true;
    }

    private static bool IsFixed(string name) => name.ToLowerInvariant()
        is not ("username" or "callerid" or "email" or "mobile" or "moblie" or "maxregistrations" or "registerpassword" or "allowbeingmonitored" or "monitormode" or "dnd");

    /// <summary>The extension with one field changed; the same one if this is none that changes anything; null if the value is impossible.</summary>
    private static Extension? Apply(Extension extension, string name, string value, string realm)
    {
        switch (name)
        {
            case "username":
                return IsText(value, LongestText) ? extension with { Name = value } : null;
            case "callerid":
                return IsText(value, LongestNumber) ? extension with { CallerId = value == extension.Number ? "" : value } : null;
            case "email":
                return IsText(value, LongestText) && (value.Length == 0 || value.IndexOf('@') is > 0 and var at && at == value.LastIndexOf('@') && at < value.Length - 1)
                    ? extension with { Email = value }
                    : null;
            case "mobile" or "moblie":
                // The two spellings come together; the one that differs from the present is meant.
                return !IsText(value, LongestNumber) ? null : value == extension.MobileNumber ? extension : extension with { MobileNumber = value };
            case "maxregistrations":
                return !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int most) || most is < 1 or > ExtensionFields.MostRegistrations ? null
                    : most == ExtensionFields.RegistrationsOf(extension) ? extension
                    : extension with { ConcurrentRegistrations = most };
            case "registerpassword" when value.Length > 0:
                return value.Length is < ShortestPassword or > LongestPassword || value.Any(char.IsControl)
                    ? null
                    : extension with { Secret = SipSecret.FromPassword(extension.DigestUser, realm, value) };
            case "allowbeingmonitored":
                return MonitorSettings.TryReadSwitch(value, out bool allowed) ? extension with { AllowBeingMonitored = allowed } : null;
            case "monitormode":
                return MonitorSettings.TryReadRight(value, out MonitorRight right) ? extension with { MonitorRight = right } : null;
            case "dnd":
                return !MonitorSettings.TryReadSwitch(value, out bool isOn) ? null
                    : isOn ? extension with { Presence = PresenceStatus.DoNotDisturb }
                    : extension.Presence is PresenceStatus.DoNotDisturb ? extension with { Presence = PresenceStatus.Available }
                    : extension;
            default:
                return extension;
        }
    }

    private static bool IsText(string value, int longest) => value.Length <= longest && !value.Any(char.IsControl);
}
