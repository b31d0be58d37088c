using System.Net;
using Microsoft.Extensions.Logging;
using Undertone.Http.YeastarPSeries.Answers;

namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary>Hands out pairs of tokens and tells the log, which never sees the tokens themselves.</summary>
internal sealed partial class TokenIssuer(TokenStore tokens, YeastarPSeriesOptions options, ILogger<TokenIssuer> logger)
{
    /// <summary>A pair for a client that has proved who it is.</summary>
    public PSeriesResult Issue(string clientId, IPAddress address)
    {
        TokenPair pair = tokens.Issue(clientId, out bool dropped);
        return Report(pair, dropped, address);
    }

    /// <summary>A pair for a refresh token; 10004 if it is unknown, spent or expired.</summary>
    public PSeriesResult Refresh(string refreshToken, IPAddress address)
        => tokens.TryRefresh(refreshToken, out TokenPair? pair, out bool dropped)
            ? Report(pair, dropped, address)
            : PSeriesResult.Of(PSeriesCode.TokenExpired);

    private PSeriesResult Report(TokenPair pair, bool dropped, IPAddress address)
    {
        Log.Issued(logger, pair.ClientId, address);
        if (dropped)
        {
            Log.Dropped(logger, pair.ClientId, options.TokensPerClient);
        }

        var answer = new TokenAnswer(
            PSeriesCode.Success.Number,
            PSeriesCode.Success.Text,
            (int)options.AccessTokenLife.TotalSeconds,
            pair.Access,
            (int)options.RefreshTokenLife.TotalSeconds,
            pair.Refresh);
        return PSeriesResult.Success(answer, PSeriesJson.Wire.TokenAnswer);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesTokenIssued, LogLevel.Information, "P-Series client {Client} at {Address} got a token")]
        public static partial void Issued(ILogger logger, string client, IPAddress address);

        [LoggerMessage(EventIds.PSeriesTokenDropped, LogLevel.Warning,
            "P-Series client {Client} had {Most} tokens, so its oldest was dropped; a client that logs in this often should refresh or revoke")]
        public static partial void Dropped(ILogger logger, string client, int most);
    }
}
