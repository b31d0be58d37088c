namespace Undertone.Sip.Authentication;

/// <summary>How a <see cref="DigestAuthenticator"/> treats nonces.</summary>
public sealed record DigestOptions
{
    /// <summary>How long a nonce is good. Default: 5 minutes, longer than phones need between challenge and answer, short for a thief.</summary>
    public TimeSpan NonceLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Nonces whose counts are remembered; older ones become stale when there are more. Default: 10,000.</summary>
    public int MaxTrackedNonces { get; init; } = 10_000;

    /// <summary>
    /// Refuses credentials that sign an address of another user than the Request-URI's, so that a captured signature cannot send a call elsewhere
    /// (RFC 7616 3.4.6). Hosts are not compared, for proxies rewrite them, nor addresses without a user part. Default: true.
    /// </summary>
    public bool CheckUri { get; init; } = true;
}
