using Microsoft.AspNetCore.Http;
using Undertone.Http.Shared;
using Undertone.Http.YeastarPSeries.Answers;

namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary>Lets a request through only with an access token in force. Missing, unknown, revoked and expired ones get the same answer.</summary>
internal sealed class AccessTokenFilter(TokenStore tokens) : IEndpointFilter
{
    /// <summary>The access token of a request; empty if it has none.</summary>
    public static string TokenOf(HttpContext http) => http.Request.Query["access_token"].ToString();

    /// <inheritdoc />
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        if (!tokens.TryGetClient(TokenOf(http), out string? clientId))
        {
            return ValueTask.FromResult<object?>(PSeriesResult.Of(PSeriesCode.TokenExpired));
        }

        http.Features.Set(new ApiClient(clientId, ClientAddress.TextOf(http)));
        return next(context);
    }
}
