using System.Text.Json;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>The changes that a request asks for; null is no change.</summary>
internal sealed record ExtensionChanges(
    string? CallerIdName, string? FirstName, string? LastName, string? Email, string? MobileNumber, bool? AllowBeingMonitored, MonitorRight? MonitorRight)
{
    private const int MaxNameLength = 127;
    private const int MaxEmailLength = 254;
    private const int MaxMobileLength = 31;

    /// <summary>Reads the fields that can be changed; mistakes are noted in the body.</summary>
    public static ExtensionChanges Read(JsonBody body) => new(
        ReadText(body, "caller_id_name", MaxNameLength),
        ReadText(body, "first_name", MaxNameLength),
        ReadText(body, "last_name", MaxNameLength),
        ReadEmail(body),
        ReadText(body, "mobile_number", MaxMobileLength),
        ReadSwitch(body, "allowbeingmonitored"),
        ReadRight(body, "monitormode"));

    /// <summary>The extension after the changes.</summary>
    public Extension ApplyTo(Extension extension) => extension with
    {
        Name = NameAfter(extension.Name),
        Email = Email ?? extension.Email,
        MobileNumber = MobileNumber ?? extension.MobileNumber,
        AllowBeingMonitored = AllowBeingMonitored ?? extension.AllowBeingMonitored,
        MonitorRight = MonitorRight ?? extension.MonitorRight,
    };

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

    private static string? ReadText(JsonBody body, string field, int maxLength)
    {
        string? text = body.OptionalText(field);
        if (text is not null && (text.Length > maxLength || text.Any(char.IsControl)))
        {
            body.Note(InvalidParam.WrongValue(field, text));
        }

        return text;
    }

    private static string? ReadEmail(JsonBody body)
    {
        const string field = "email_addr";
        string? text = ReadText(body, field, MaxEmailLength);
        if (text is { Length: > 0 and <= MaxEmailLength })
        {
            int at = text.IndexOf('@');
            if (at <= 0 || at != text.LastIndexOf('@') || at == text.Length - 1 || text.Contains(' '))
            {
                body.Note(InvalidParam.WrongValue(field, text));
            }
        }

        return text;
    }

    private static bool? ReadSwitch(JsonBody body, string field)
    {
        if (!body.TryGet(field, out JsonElement value))
        {
            return null;
        }

        if (MonitorSettings.TryReadSwitch(value, out bool isOn))
        {
            return isOn;
        }

        body.Note(InvalidParam.WrongValue(field, value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText()));
        return null;
    }

    private static MonitorRight? ReadRight(JsonBody body, string field)
    {
        if (body.OptionalText(field) is not { } text)
        {
            return null;
        }

        if (MonitorSettings.TryReadRight(text, out MonitorRight right))
        {
            return right;
        }

        body.Note(InvalidParam.WrongValue(field, text));
        return null;
    }
}
