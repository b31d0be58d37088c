using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Shared;
using Undertone.Http.Shared.Logins;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;

namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary><c>POST get_token</c>: client id and secret for a pair of tokens.</summary>
internal static class GetToken
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
        string clientId = body.RequiredText("username");
        string secret = body.RequiredText("password");
        if (body.Problem is { } problem)
        {
            return problem;
        }

        LoginOutcome outcome = await gate.LoginAsync(clientId, secret, address, http.RequestAborted);
        return outcome switch
        {
            LoginOutcome.Accepted => issuer.Issue(clientId, address),
            LoginOutcome.Blocked => PSeriesResult.Of(PSeriesCode.AccountIpBlocked),
            LoginOutcome.Overloaded => PSeriesResult.Of(PSeriesCode.OverloadTaskRunning),
            _ => PSeriesResult.Invalid([InvalidParam.WrongValue("username or password", "error")], PSeriesCode.Failure),
        };
    }
}
