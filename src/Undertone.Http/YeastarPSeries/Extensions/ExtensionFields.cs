using System.Buffers;
using System.Text.Json;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>
/// Reads the fields of an extension, each within the vendor's bounds. Null is a field that is missing or wrong; what is wrong is
/// noted in the body, and never with the text of a password.
/// </summary>
internal static class ExtensionFields
{
    private const int LongestNumber = 7;
    private const int LongestEmail = 254;
    private const int LongestRegistrationName = 63;
    private const int ShortestRegistrationPassword = 8;
    private const int ShortestUserPassword = 10;
    private const int LongestPassword = 63;

    // What a digest's user name cannot hold unquoted, or would not be told from its realm.
    private static readonly SearchValues<char> NotInRegistrationName = SearchValues.Create(":\"\\");

    /// <summary>A text of at most so many characters.</summary>
    public static string? Text(JsonBody body, string field, int longest)
    {
        string? text = body.OptionalText(field);
        if (text is not null && (text.Length > longest || text.Any(char.IsControl)))
        {
            body.Note(InvalidParam.WrongValue(field, text));
        }

        return text;
    }

    /// <summary>An e-mail address, or empty for none.</summary>
    public static string? Email(JsonBody body)
    {
        const string field = "email_addr";
        string? text = Text(body, field, LongestEmail);
        if (text is { Length: > 0 and <= LongestEmail })
        {
            int at = text.IndexOf('@');
            if (at <= 0 || at != text.LastIndexOf('@') || at == text.Length - 1 || text.Contains(' '))
            {
                body.Note(InvalidParam.WrongValue(field, text));
            }
        }

        return text;
    }

    /// <summary>The number of a new extension.</summary>
    public static string Number(JsonBody body)
    {
        const string field = "number";
        string text = body.RequiredText(field);
        if (text.Length > LongestNumber || !text.All(char.IsAsciiDigit))
        {
            body.Note(InvalidParam.WrongValue(field, text));
        }

        return text;
    }

    /// <summary>The name that phones authenticate with.</summary>
    public static string? RegistrationName(JsonBody body)
    {
        const string field = "reg_name";
        string? text = body.OptionalText(field);
        if (text is not null
            && (text.Length is 0 or > LongestRegistrationName || text.Any(c => c is <= ' ' or > '~') || text.AsSpan().ContainsAny(NotInRegistrationName)))
        {
            body.Note(InvalidParam.WrongValue(field, text));
        }

        return text;
    }

    /// <summary>The password that phones prove.</summary>
    public static string? RegistrationPassword(JsonBody body)
    {
        const string field = "reg_password";
        string? text = body.OptionalText(field);
        if (text is not null && (text.Length is < ShortestRegistrationPassword or > LongestPassword || text.Any(char.IsControl)))
        {
            body.Note(InvalidParam.WrongType(field, "format"));
        }

        return text;
    }

    /// <summary>Checks the password of the vendor's own applications. It is not kept: nobody logs in with it here.</summary>
    public static void CheckUserPassword(JsonBody body)
    {
        const string field = "user_password";
        string? text = body.OptionalText(field);
        if (text is not null
            && (text.Length is < ShortestUserPassword or > LongestPassword
                || !text.Any(char.IsAsciiDigit) || !text.Any(char.IsAsciiLetterUpper) || !text.Any(char.IsAsciiLetterLower)))
        {
            body.Note(InvalidParam.WrongType(field, "format"));
        }
    }

    /// <summary>A whole number within bounds.</summary>
    public static int? Integer(JsonBody body, string field, int least, int most)
    {
        int? number = body.OptionalInteger(field);
        if (number < least || number > most)
        {
            body.Note(InvalidParam.WrongValue(field, number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return number;
    }

    /// <summary>A presence.</summary>
    public static PresenceStatus? Presence(JsonBody body)
    {
        const string field = "presence_status";
        if (body.OptionalText(field) is not { } text)
        {
            return null;
        }

        if (PresenceText.TryRead(text, out PresenceStatus presence))
        {
            return presence;
        }

        body.Note(InvalidParam.WrongValue(field, text));
        return null;
    }

    /// <summary>A switch.</summary>
    public static bool? Switch(JsonBody body, string field)
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

    /// <summary>A supervisor's right.</summary>
    public static MonitorRight? Right(JsonBody body)
    {
        const string field = "monitormode";
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

    /// <summary>True if a role is asked for. There are none: 0 or an empty text stand for that.</summary>
    public static bool NamesRole(JsonBody body)
        => body.TryGet("role_id", out JsonElement value)
            && (value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText()) is not ("" or "0");
}
