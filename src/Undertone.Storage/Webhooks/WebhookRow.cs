using System.Globalization;
using Undertone.Storage.Secrets;
using Undertone.Supervision.Webhooks;

namespace Undertone.Storage.Webhooks;

/// <summary>A row of the table <c>webhooks</c>.</summary>
internal sealed class WebhookRow
{
    private const string Purpose = "webhook";

    public int Position { get; set; }

    public string Url { get; set; } = "";

    public string SealedSecret { get; set; } = "";

    public bool UsesGet { get; set; }

    public string Events { get; set; } = "";

    public static WebhookRow From(WebhookEntry entry, int position, SecretBox secrets) => new()
    {
        Position = position,
        Url = entry.Url,
        SealedSecret = secrets.Seal(entry.Secret, Purpose),
        UsesGet = entry.UsesGet,
        Events = string.Join(',', entry.Events),
    };

    public WebhookEntry ToEntry(SecretBox secrets) => new()
    {
        Url = Url,
        Secret = secrets.Open(SealedSecret, Purpose),
        UsesGet = UsesGet,
        Events = [.. Events.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))],
    };
}

/// <summary>The row of the table <c>webhook_settings</c>.</summary>
internal sealed class WebhookSettingsRow
{
    public bool Enabled { get; set; }

    public int TimeoutMs { get; set; }

    public int Retries { get; set; }
}
