using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Undertone.Http.Shared;

namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary>
/// The tokens in force. Lives are fixed at issue; use prolongs nothing. A client holds a bounded number of pairs, and at the bound the
/// oldest gives way: older firmware had no bound, and clients seldom revoke. Kept in memory only, as digests. Safe for any thread.
/// </summary>
/// <param name="options">Lives and bound.</param>
/// <param name="clock">Its monotonic time is used.</param>
internal sealed class TokenStore(YeastarPSeriesOptions options, TimeProvider clock)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int TokenLength = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<TokenDigest, Grant> _byAccess = [];
    private readonly Dictionary<TokenDigest, Grant> _byRefresh = [];
    private readonly Dictionary<string, List<Grant>> _byClient = new(StringComparer.Ordinal);

    /// <summary>Issues a pair; <paramref name="dropped"/> tells whether an older one had to go.</summary>
    public TokenPair Issue(string clientId, out bool dropped)
    {
        lock (_gate)
        {
            return IssueLocked(clientId, out dropped);
        }
    }

    /// <summary>
    /// Exchanges a refresh token for a new pair. The refresh token is spent at once; the access token issued with it lives on to its own end.
    /// </summary>
    public bool TryRefresh(string refreshToken, [NotNullWhen(true)] out TokenPair? pair, out bool dropped)
    {
        TokenDigest digest = TokenDigest.Of(refreshToken);
        lock (_gate)
        {
            pair = null;
            dropped = false;
            if (!_byRefresh.TryGetValue(digest, out Grant? grant))
            {
                return false;
            }

            _byRefresh.Remove(digest);
            grant.IsRefreshSpent = true;
            bool alive = clock.GetElapsedTime(grant.IssuedAt) < options.RefreshTokenLife;
            RemoveDead(grant.ClientId);
            if (alive)
            {
                pair = IssueLocked(grant.ClientId, out dropped);
            }

            return alive;
        }
    }

    /// <summary>The client that an access token was issued to; false if it is unknown, revoked or expired.</summary>
    public bool TryGetClient(string accessToken, [NotNullWhen(true)] out string? clientId)
    {
        TokenDigest digest = TokenDigest.Of(accessToken);
        lock (_gate)
        {
            clientId = _byAccess.TryGetValue(digest, out Grant? grant) && HasAccess(grant) ? grant.ClientId : null;
            return clientId is not null;
        }
    }

    /// <summary>Revokes an access token and the refresh token issued with it.</summary>
    public void Revoke(string accessToken)
    {
        TokenDigest digest = TokenDigest.Of(accessToken);
        lock (_gate)
        {
            if (_byAccess.TryGetValue(digest, out Grant? grant))
            {
                Remove(grant);
            }
        }
    }

    private TokenPair IssueLocked(string clientId, out bool dropped)
    {
        RemoveDead(clientId);
        List<Grant> grants = _byClient.TryGetValue(clientId, out List<Grant>? known) ? known : [];
        dropped = grants.Count >= options.TokensPerClient;
        if (dropped)
        {
            Remove(grants[0]);
        }

        var pair = new TokenPair(clientId, NewToken(), NewToken());
        var grant = new Grant(clientId, TokenDigest.Of(pair.Access), TokenDigest.Of(pair.Refresh), clock.GetTimestamp());
        _byAccess[grant.Access] = grant;
        _byRefresh[grant.Refresh] = grant;
        grants.Add(grant);
        _byClient[clientId] = grants;
        return pair;
    }

    private void RemoveDead(string clientId)
    {
        if (_byClient.TryGetValue(clientId, out List<Grant>? grants))
        {
            foreach (Grant grant in grants.Where(g => !HasAccess(g) && !HasRefresh(g)).ToArray())
            {
                Remove(grant);
            }
        }
    }

    private void Remove(Grant grant)
    {
        _byAccess.Remove(grant.Access);
        _byRefresh.Remove(grant.Refresh);
        List<Grant> grants = _byClient[grant.ClientId];
        grants.Remove(grant);
        if (grants.Count == 0)
        {
            _byClient.Remove(grant.ClientId);
        }
    }

    private bool HasAccess(Grant grant) => clock.GetElapsedTime(grant.IssuedAt) < options.AccessTokenLife;

    private bool HasRefresh(Grant grant) => !grant.IsRefreshSpent && clock.GetElapsedTime(grant.IssuedAt) < options.RefreshTokenLife;

    private static string NewToken() => RandomNumberGenerator.GetString(Alphabet, TokenLength);

    private sealed class Grant(string clientId, TokenDigest access, TokenDigest refresh, long issuedAt)
    {
        public string ClientId { get; } = clientId;

        public TokenDigest Access { get; } = access;

        public TokenDigest Refresh { get; } = refresh;

        public long IssuedAt { get; } = issuedAt;

        public bool IsRefreshSpent { get; set; }
    }
}
