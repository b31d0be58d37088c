namespace Undertone.Supervision.Monitoring;

/// <summary>Who asked for a monitor, as the audit record names it.</summary>
/// <param name="Means">The way it was asked: a dialect (<c>p-series</c>), <c>feature-code</c> or <c>dtmf</c>.</param>
/// <param name="Credential">The API client's id, or the extension that dialled.</param>
/// <param name="Address">The address it came from, without a port; empty if unknown.</param>
public sealed record Requester(string Means, string Credential, string Address);
