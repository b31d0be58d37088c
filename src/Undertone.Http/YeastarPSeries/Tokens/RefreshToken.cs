using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Shared;
using Undertone.Http.Shared.Logins;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;

namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary><c>POST refresh_token</c>: the latest refresh token for a new pair.</summary>
internal static class RefreshToken
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, [FromKeyedServices(YeastarPSeriesOptions.Dialect)] LoginGate gate, TokenIssuer issuer, YeastarPSeriesOptions options)
    {
        IPAddress address = ClientAddress.Of(http);
        if (await gate.IsBlockedAsync(address, http.RequestAborted))
        {
            return PSeriesResult.Of(PSeriesCode.AccountIpBlocked);
        }

        using JsonBody body = await JsonBody.ReadAsync(http, options);
        string refreshToken = body.RequiredText("refresh_token");
        return body.Problem ?? issuer.Refresh(refreshToken, address);
    }
}
