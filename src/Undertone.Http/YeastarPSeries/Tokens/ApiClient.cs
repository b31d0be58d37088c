using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary>Who makes a request.</summary>
/// <param name="Id">Client id.</param>
/// <param name="Address">Its address, without a port; empty if unknown.</param>
internal sealed record ApiClient(string Id, string Address)
{
    /// <summary>The client as the audit record names it.</summary>
    public Requester AsRequester => new(YeastarPSeriesOptions.Dialect, Id, Address);

    /// <summary>The client of a request that has passed <see cref="AccessTokenFilter"/>.</summary>
    public static ApiClient Of(HttpContext http) => http.Features.GetRequiredFeature<ApiClient>();
}
