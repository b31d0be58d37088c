using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared;
using Undertone.Http.YeastarPSeries.Answers;

namespace Undertone.Http.YeastarPSeries.Admission;

/// <summary>Decides who may use the dialect at all, before anybody asks for a token: the allow list of addresses, and the switch of the API.</summary>
internal sealed partial class PSeriesAdmission(YeastarPSeriesOptions options, ILogger<PSeriesAdmission> logger)
{
    private const int RememberedAddresses = 1_000;

    private readonly Lock _gate = new();
    private readonly HashSet<IPAddress> _told = [];

    /// <summary>Why the request is turned down; null if it is let in.</summary>
    public PSeriesCode? RefusalOf(HttpContext http)
    {
        IPAddress address = ClientAddress.Of(http);
        if (options.AllowedNetworks.Count > 0 && !options.AllowedNetworks.Any(network => network.Contains(address)))
        {
            if (IsNew(ClientAddress.NetworkOf(address)))
            {
                Log.Forbidden(logger, address);
            }

            return PSeriesCode.IpForbidden;
        }

        return options.IsEnabled ? null : PSeriesCode.ApiUnavailable;
    }

    /// <summary>True at the first request of an address: whoever asks on shall not fill the log.</summary>
    private bool IsNew(IPAddress address)
    {
        lock (_gate)
        {
            if (_told.Count >= RememberedAddresses)
            {
                _told.Clear();
            }

            return _told.Add(address);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesAddressForbidden, LogLevel.Warning,
            "P-Series request from {Address} refused: the address is not among those allowed; further ones of it are not logged")]
        public static partial void Forbidden(ILogger logger, IPAddress address);
    }
}
