using Microsoft.AspNetCore.Http;
using Undertone.Http.Shared;
using Undertone.Http.YeastarSSeries.Answers;

namespace Undertone.Http.YeastarSSeries.Sessions;

/// <summary>Lets a request through only with a token that lives, and prolongs that life.</summary>
internal sealed class TokenFilter(SessionStore sessions) : IEndpointFilter
{
    /// <inheritdoc />
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        if (!sessions.TryUse(http.Request.Query["token"].ToString(), out Session? session, out SSeriesCode? problem))
        {
            return ValueTask.FromResult<object?>(SSeriesResult.Of(problem));
        }

        http.Features.Set(new ApiUser(session, ClientAddress.TextOf(http)));
        return next(context);
    }
}
