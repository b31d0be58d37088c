using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Undertone.Http.Shared;
using Undertone.Http.YeastarSSeries.Answers;

namespace Undertone.Http.YeastarSSeries.Sessions;

/// <summary>Token and refresh token, as the client gets them.</summary>
/// <param name="Token">32 hexadecimal digits.</param>
/// <param name="RefreshToken">32 hexadecimal digits.</param>
internal sealed record TokenPair(string Token, string RefreshToken)
{
    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(TokenPair);
}

/// <summary>The sessions. Kept in memory only, with digests of their tokens. Safe for any thread.</summary>
/// <param name="options">Lives and bound.</param>
/// <param name="clock">Its monotonic time is used.</param>
internal sealed class SessionStore(YeastarSSeriesOptions options, TimeProvider clock)
{
    private const int TokenDigits = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<TokenDigest, Session> _byToken = [];
    private readonly Dictionary<TokenDigest, Session> _byRefreshToken = [];

    /// <summary>Opens a session.</summary>
    public TokenPair Open(string user, out Session session)
    {
        lock (_gate)
        {
            return OpenLocked(user, out session);
        }
    }

    /// <summary>The session of a token, whose life this prolongs; otherwise why there is none.</summary>
    public bool TryUse(string token, [NotNullWhen(true)] out Session? session, [NotNullWhen(false)] out SSeriesCode? problem)
    {
        session = null;
        problem = null;
        if (token.Length == 0)
        {
            problem = SSeriesCode.TokenBlank;
            return false;
        }

        lock (_gate)
        {
            if (!_byToken.TryGetValue(TokenDigest.Of(token), out Session? found))
            {
                problem = SSeriesCode.NoSuchToken;
            }
            else if (!IsAlive(found))
            {
                problem = SSeriesCode.TokenTimedOut;
            }
            else
            {
                found.Touch(clock.GetTimestamp());
                session = found;
            }

            return session is not null;
        }
    }

    /// <summary>True while a session is open and its token lives.</summary>
    public bool IsOpen(Session session)
    {
        lock (_gate)
        {
            return _byToken.ContainsKey(session.Token) && IsAlive(session);
        }
    }

    /// <summary>Exchanges a refresh token for a new session; the old one is closed.</summary>
    public bool TryRefresh(
        string refreshToken, [NotNullWhen(true)] out TokenPair? pair, out (Session Old, Session New) sessions, [NotNullWhen(false)] out SSeriesCode? problem)
    {
        pair = null;
        sessions = default;
        problem = null;
        lock (_gate)
        {
            if (!_byRefreshToken.TryGetValue(TokenDigest.Of(refreshToken), out Session? old))
            {
                problem = SSeriesCode.NoSuchToken;
                return false;
            }

            if (clock.GetElapsedTime(old.IssuedAt) >= options.RefreshTokenLife)
            {
                problem = SSeriesCode.TokenTimedOut;
                return false;
            }

            CloseLocked(old);
            pair = OpenLocked(old.User, out Session session);
            sessions = (old, session);
            return true;
        }
    }

    /// <summary>Closes a session.</summary>
    public void Close(Session session)
    {
        lock (_gate)
        {
            CloseLocked(session);
        }
    }

    private TokenPair OpenLocked(string user, out Session session)
    {
        foreach (Session forgotten in _byToken.Values.Where(s => !IsAlive(s) && clock.GetElapsedTime(s.IssuedAt) >= options.RefreshTokenLife).ToArray())
        {
            CloseLocked(forgotten);
        }

        Session[] own = [.. _byToken.Values.Where(s => s.User == user)];
        if (own.Length >= options.TokensPerUser)
        {
            CloseLocked(own.MinBy(s => s.LastUse)!);
        }

        var pair = new TokenPair(NewToken(), NewToken());
        session = new Session(user, TokenDigest.Of(pair.Token), TokenDigest.Of(pair.RefreshToken), clock.GetTimestamp());
        _byToken[session.Token] = session;
        _byRefreshToken[session.RefreshToken] = session;
        return pair;
    }

    private void CloseLocked(Session session)
    {
        _byToken.Remove(session.Token);
        _byRefreshToken.Remove(session.RefreshToken);
    }

    private bool IsAlive(Session session) => clock.GetElapsedTime(session.LastUse) < options.TokenLife;

    private static string NewToken() => RandomNumberGenerator.GetHexString(TokenDigits, lowercase: true);
}
