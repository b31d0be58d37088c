using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared.Admission;
using Undertone.Http.YeastarPSeries.Answers;

namespace Undertone.Http.YeastarPSeries.Admission;

/// <summary>Decides who may use the dialect at all: the allow list of addresses, and the switch of the API.</summary>
internal sealed class PSeriesAdmission(YeastarPSeriesOptions options, ILogger<PSeriesAdmission> logger)
{
    private readonly AllowedAddresses _allowed = new(YeastarPSeriesOptions.Dialect, options.AllowedNetworks, logger);

    /// <summary>Why the request is turned down; null if it is let in.</summary>
    public PSeriesCode? RefusalOf(HttpContext http)
        => !_allowed.Admit(http) ? PSeriesCode.IpForbidden
            : options.IsEnabled ? null
            : PSeriesCode.ApiUnavailable;
}
