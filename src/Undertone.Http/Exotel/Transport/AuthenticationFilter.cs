using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Shared;
using Undertone.Http.Shared.Admission;
using Undertone.Http.Shared.Logins;

namespace Undertone.Http.Exotel.Transport;

/// <summary>Lets in whoever may use the dialect, proves an account, and has not asked too often.</summary>
internal sealed class AuthenticationFilter(
    ExotelOptions options,
    [FromKeyedServices(ExotelOptions.Dialect)] AllowedAddresses allowed,
    AccountDirectory accounts,
    Authenticator authenticator,
    RequestBudget budget) : IEndpointFilter
{
    private const string Challenge = "Basic realm=\"Undertone\", charset=\"UTF-8\"";

    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        if (!allowed.Admit(http))
        {
            return ExotelError.Forbidden("Requests from this address are not allowed");
        }

        if (!options.IsEnabled)
        {
            return ExotelError.Forbidden("This interface is switched off");
        }

        if (BasicCredentials.Of(http.Request) is not { } credentials)
        {
            return Ask(http);
        }

        LoginOutcome outcome = await authenticator.CheckAsync(credentials, ClientAddress.Of(http), http.RequestAborted);
        if (outcome is LoginOutcome.Blocked)
        {
            return ExotelError.Forbidden("Too many requests with wrong credentials came from this address; try again later");
        }

        if (outcome is LoginOutcome.Overloaded)
        {
            return ExotelError.Overloaded;
        }

        if (outcome is not LoginOutcome.Accepted || accounts.FindByUser(credentials.User) is not { } account)
        {
            return Ask(http);
        }

        if (!account.Sid.Equals(http.Request.RouteValues["account"] as string, StringComparison.OrdinalIgnoreCase))
        {
            return ExotelError.NotFound;
        }

        RequestContext.SetAccount(http, account, credentials.User);
        return budget.TryTake(account, http.Response.Headers)
            ? await next(context)
            : new ExotelError(StatusCodes.Status429TooManyRequests, "Too many requests; the limit is for each account and minute");
    }

    private static ExotelError Ask(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = Challenge;
        return ExotelError.Unauthorized;
    }
}
