using System.Collections.Immutable;
using System.Globalization;
using Undertone.Server.Configuration.Reading;
using Undertone.Supervision.Webhooks;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Apis:YeastarPSeries:Webhooks</c>.</summary>
internal static class WebhookSection
{
    private const int AllEvents = 0;
    private const int FirstEvent = 30_000;
    private const int LastEvent = 30_099;

    public static ImmutableArray<WebhookEntry> Read(SectionReader section)
    {
        const string key = "Webhooks";
        ImmutableArray<WebhookEntry> entries = [.. section.Items(key).Select(Entry)];
        if (entries.Length > WebhookSettings.MostEntries)
        {
            section.Reject(key, $"may have at most {WebhookSettings.MostEntries} receivers");
        }

        if (entries.Select(entry => entry.Url).Distinct(StringComparer.Ordinal).Count() < entries.Length)
        {
            section.Reject(key, "names the same Url twice");
        }

        return entries;
    }

    private static WebhookEntry Entry(SectionReader reader)
    {
        string url = reader.RequiredText("Url", "an http or https address");
        if (url.Length > 0 && !WebhookEntry.IsUrl(url))
        {
            // Not shown: it may be a password in it that is wrong.
            reader.Findings.Add(new Mistake(
                reader.Full("Url"), null, $"must be an absolute http or https address of at most {WebhookEntry.LongestUrl} characters, without a user name or password"));
        }

        string secret = reader.Text("Secret");
        if (secret.Length > WebhookEntry.LongestSecret)
        {
            reader.Reject("Secret", $"must have at most {WebhookEntry.LongestSecret} characters");
        }

        return new WebhookEntry
        {
            Url = url,
            Secret = secret,
            UsesGet = reader.OneOf("Method", WebhookMethod.Post) is WebhookMethod.Get,
            Events = Events(reader),
        };
    }

    private static ImmutableArray<int> Events(SectionReader reader)
    {
        var events = ImmutableArray.CreateBuilder<int>();
        foreach (string text in reader.List("Events", []))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is AllEvents or (>= FirstEvent and <= LastEvent))
            {
                events.Add(number);
            }
            else
            {
                reader.Findings.Add(new Mistake(reader.Full("Events"), text, "must be an event number such as 30011, or 0 for all"));
            }
        }

        return events.Contains(AllEvents) ? [] : [.. events.Distinct()];
    }

    private enum WebhookMethod
    {
        Post,
        Get,
    }
}
