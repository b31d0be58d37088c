using System.Collections.Immutable;

namespace Undertone.Supervision.Webhooks;

/// <summary>One receiver of events over HTTP.</summary>
public sealed record WebhookEntry
{
    /// <summary>The most characters of an address.</summary>
    public const int LongestUrl = 1024;

    /// <summary>The most characters of a secret.</summary>
    public const int LongestSecret = 128;

    /// <summary>Where it listens; an absolute http or https address.</summary>
    public required string Url { get; init; }

    /// <summary>What its messages are signed with. It has to be known in clear, so it is stored encrypted, and never logged.</summary>
    public required string Secret { get; init; }

    /// <summary>True to send the event in the query of a GET, false for the body of a POST.</summary>
    public bool UsesGet { get; init; }

    /// <summary>The numbers of the events it wants; empty for all.</summary>
    public ImmutableArray<int> Events { get; init; } = [];

    /// <summary>True if the text can be the address of a receiver. A user name or password in it is refused: it would be stored and shown in clear.</summary>
    public static bool IsUrl(string text)
        => text.Length <= LongestUrl
            && Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url.UserInfo.Length == 0;

    /// <summary>True if it wants an event.</summary>
    public bool Wants(int number) => Events.IsEmpty || Events.Contains(number);

    /// <inheritdoc />
    public bool Equals(WebhookEntry? other)
        => other is not null && Url == other.Url && Secret == other.Secret && UsesGet == other.UsesGet && Events.SequenceEqual(other.Events);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Url, UsesGet, Events.Length);

    /// <summary>Names the receiver without the query of its address, which may hold a key.</summary>
    public override string ToString() => Uri.TryCreate(Url, UriKind.Absolute, out Uri? url) ? url.GetLeftPart(UriPartial.Path) : "";
}
