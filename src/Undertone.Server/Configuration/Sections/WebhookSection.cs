using System.Collections.Immutable;
using System.Globalization;
using Undertone.Server.Configuration.Reading;
using Undertone.Supervision.Webhooks;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Apis:YeastarPSeries:Webhooks</c>.</summary>
internal static class WebhookSection
{
    private const int MostReceivers = 5;
    private const int FirstEvent = 30_000;
    private const int LastEvent = 30_099;

    public static ImmutableArray<WebhookEntry> Read(SectionReader section)
    {
        const string key = "Webhooks";
        ImmutableArray<WebhookEntry> entries = [.. section.Items(key).Select(Entry)];
        if (entries.Length > MostReceivers)
        {
            section.Reject(key, $"may have at most {MostReceivers} receivers");
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
        if (url.Length > 0 && (!Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) || (parsed.Scheme != Uri.UriSchemeHttp && parsed.Scheme != Uri.UriSchemeHttps)))
        {
            reader.Reject("Url", "must be an absolute http or https address");
        }

        return new WebhookEntry
        {
            Url = url,
            Secret = reader.Text("Secret"),
            UsesGet = reader.OneOf("Method", WebhookMethod.Post) is WebhookMethod.Get,
            Events = Events(reader),
        };
    }

    private static ImmutableArray<int> Events(SectionReader reader)
    {
        var events = ImmutableArray.CreateBuilder<int>();
        foreach (string text in reader.List("Events", []))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= FirstEvent and <= LastEvent)
            {
                events.Add(number);
            }
            else
            {
                reader.Findings.Add(new Mistake(reader.Full("Events"), text, "must be an event number such as 30011"));
            }
        }

        return events.ToImmutable();
    }

    private enum WebhookMethod
    {
        Post,
        Get,
    }
}
