using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarSSeries.Sessions;

/// <summary>Who makes a request.</summary>
/// <param name="Session">The session of the token.</param>
/// <param name="Address">The client's address, without a port; empty if unknown.</param>
internal sealed record ApiUser(Session Session, string Address)
{
    /// <summary>The user as the audit record names it.</summary>
    public Requester AsRequester => new(YeastarSSeriesOptions.Dialect, Session.User, Address);

    /// <summary>The user of a request that has passed <see cref="TokenFilter"/>.</summary>
    public static ApiUser Of(HttpContext http) => http.Features.GetRequiredFeature<ApiUser>();
}
