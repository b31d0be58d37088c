using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.YeastarPSeries.Answers;

namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary><c>GET del_token</c>: revokes the access token of the query and the refresh token issued with it.</summary>
internal static partial class DeleteToken
{
    public static IResult Handle(HttpContext http, TokenStore tokens, ILogger<TokenStore> logger)
    {
        tokens.Revoke(AccessTokenFilter.TokenOf(http));
        ApiClient client = ApiClient.Of(http);
        Log.Revoked(logger, client.Id, client.Address);
        return PSeriesResult.Of(PSeriesCode.Success);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesTokenRevoked, LogLevel.Information, "P-Series client {Client} at {Address} revoked its token")]
        public static partial void Revoked(ILogger logger, string client, string address);
    }
}
