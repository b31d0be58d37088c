using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Webhooks;

namespace Undertone.Http.YeastarPSeries.Webhooks;

/// <summary>What a <c>webhook/update</c> asks for; what it leaves out stays as it is.</summary>
internal sealed class WebhookChanges
{
    private const string ListField = "webhook_event_push_list";
    private const int SecretCharacters = 32;
    private const int FirstEvent = 30_000;
    private const int LastEvent = 30_099;
    private const string SecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private bool? _enabled;
    private int? _timeoutSeconds;
    private int? _retries;
    private ImmutableArray<WebhookEntry>? _entries;

    /// <summary>True if more receivers are asked for than there may be.</summary>
    public bool HasTooMany => _entries is { Length: > WebhookSettings.MostEntries };

    /// <summary>Reads the fields; what is wrong is noted in the body.</summary>
    public static WebhookChanges Read(JsonBody body) => new()
    {
        _enabled = InRange(body, "enb_webhook_event_push", 0, 1) is { } enabled ? enabled == 1 : null,
        _timeoutSeconds = InRange(body, "webhook_event_push_timeout", 3, 10),
        _retries = InRange(body, "webhook_event_push_retry_count", 1, 5),
        _entries = Entries(body),
    };

    /// <summary>The settings after the change. A receiver without a secret keeps the one that its address had, or gets a new one.</summary>
    public WebhookSettings ApplyTo(WebhookSettings settings) => settings with
    {
        Enabled = _enabled ?? settings.Enabled,
        Timeout = _timeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : settings.Timeout,
        Retries = _retries ?? settings.Retries,
        Entries = _entries is { } entries ? [.. entries.Select(entry => WithSecret(entry, settings))] : settings.Entries,
    };

    private static WebhookEntry WithSecret(WebhookEntry entry, WebhookSettings before) => entry.Secret.Length > 0
        ? entry
        : entry with { Secret = before.Entries.FirstOrDefault(known => known.Url == entry.Url)?.Secret ?? RandomNumberGenerator.GetString(SecretAlphabet, SecretCharacters) };

    private static int? InRange(JsonBody body, string field, int smallest, int largest)
    {
        int? value = body.OptionalInteger(field);
        if (value < smallest || value > largest)
        {
            body.Note(InvalidParam.WrongValue(field, value.Value.ToString(CultureInfo.InvariantCulture)));
        }

        return value;
    }

    private static ImmutableArray<WebhookEntry>? Entries(JsonBody body)
    {
        if (!body.TryGet(ListField, out JsonElement list))
        {
            return null;
        }

        if (list.ValueKind is not JsonValueKind.Array)
        {
            body.Note(InvalidParam.WrongType(ListField, "array"));
            return null;
        }

        var entries = ImmutableArray.CreateBuilder<WebhookEntry>();
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.Object)
            {
                body.Note(InvalidParam.WrongType(ListField, "object"));
                return null;
            }

            entries.Add(Entry(body, item));
        }

        return entries.ToImmutable();
    }

    private static WebhookEntry Entry(JsonBody body, JsonElement item)
    {
        string url = Text(body, item, "url");
        if (url.Length == 0)
        {
            body.Note(InvalidParam.Required("url"));
        }
        else if (!WebhookEntry.IsUrl(url))
        {
            body.Note(InvalidParam.WrongValue("url", url));
        }

        string secret = Text(body, item, "secret");
        if (secret.Length > WebhookEntry.LongestSecret)
        {
            // Not echoed: it is a secret.
            body.Note(new InvalidParam("secret", Value: "too long"));
        }

        string method = Text(body, item, "request_method");
        if (method is not ("" or "GET" or "POST"))
        {
            body.Note(InvalidParam.WrongValue("request_method", method));
        }

        return new WebhookEntry { Url = url, Secret = secret, UsesGet = method == "GET", Events = Events(body, item) };
    }

    private static ImmutableArray<int> Events(JsonBody body, JsonElement item)
    {
        if (!item.TryGetProperty("event_ids", out JsonElement ids) || ids.ValueKind is JsonValueKind.Null)
        {
            return [];
        }

        if (ids.ValueKind is not JsonValueKind.Array)
        {
            body.Note(InvalidParam.WrongType("event_ids", "array"));
            return [];
        }

        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (JsonElement id in ids.EnumerateArray())
        {
            if (id.ValueKind is not JsonValueKind.Number || !id.TryGetInt32(out int number) || number is not (0 or (>= FirstEvent and <= LastEvent)))
            {
                body.Note(InvalidParam.WrongValue("event_ids", id.ToString()));
                return [];
            }

            numbers.Add(number);
        }

        return numbers.Contains(0) ? [] : [.. numbers.Distinct()];
    }

    private static string Text(JsonBody body, JsonElement item, string field)
    {
        if (!item.TryGetProperty(field, out JsonElement value) || value.ValueKind is JsonValueKind.Null)
        {
            return "";
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            body.Note(InvalidParam.WrongType(field, "string"));
            return "";
        }

        return value.GetString()!;
    }
}
