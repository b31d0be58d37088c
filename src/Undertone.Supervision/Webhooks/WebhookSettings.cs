using System.Collections.Immutable;

namespace Undertone.Supervision.Webhooks;

/// <summary>To whom events are pushed, and how long each is tried.</summary>
public sealed record WebhookSettings
{
    /// <summary>How many receivers there may be.</summary>
    public const int MostEntries = 5;

    /// <summary>False to push nothing; the entries are kept.</summary>
    public bool Enabled { get; init; }

    /// <summary>The receivers.</summary>
    public ImmutableArray<WebhookEntry> Entries { get; init; } = [];

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a message is tried again after a failure.</summary>
    public int Retries { get; init; } = 3;

    /// <inheritdoc />
    public bool Equals(WebhookSettings? other)
        => other is not null && Enabled == other.Enabled && Timeout == other.Timeout && Retries == other.Retries && Entries.SequenceEqual(other.Entries);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Enabled, Entries.Length, Timeout, Retries);
}
