using Undertone.Http.Shared;
using Undertone.Http.YeastarSSeries.Events;

namespace Undertone.Http.YeastarSSeries.Sessions;

/// <summary>What a login opens. Its token lives on with every use, and with every event that its user receives. Safe for any thread.</summary>
internal sealed class Session(string user, TokenDigest token, TokenDigest refreshToken, long now)
{
    private long _lastUse = now;

    /// <summary>Stands for a session of an earlier run of the server: no token opens it.</summary>
    public static Session Former(string user) => new(user, default, default, 0);

    /// <summary>Who logged in.</summary>
    public string User { get; } = user;

    /// <summary>Digest of the token.</summary>
    public TokenDigest Token { get; } = token;

    /// <summary>Digest of the refresh token.</summary>
    public TokenDigest RefreshToken { get; } = refreshToken;

    /// <summary>Time stamp of the login.</summary>
    public long IssuedAt { get; } = now;

    /// <summary>Time stamp of the last use.</summary>
    public long LastUse => Interlocked.Read(ref _lastUse);

    /// <summary>Where its events go over HTTP; null if a newer login of the user has them, or the user fetches them.</summary>
    public EventSettings? Events { get; set; }

    /// <summary>Prolongs its life.</summary>
    public void Touch(long now) => Interlocked.Exchange(ref _lastUse, now);
}
