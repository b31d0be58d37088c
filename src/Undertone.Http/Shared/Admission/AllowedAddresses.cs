using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Undertone.Http.Shared.Admission;

/// <summary>Who may use a dialect at all, by source address, before anybody asks for a token.</summary>
/// <param name="dialect">The dialect's name, for the log.</param>
/// <param name="networks">Who may; empty for everyone.</param>
/// <param name="logger">Tells the operator who may not.</param>
internal sealed partial class AllowedAddresses(string dialect, IReadOnlyList<IPNetwork> networks, ILogger logger)
{
    private const int RememberedAddresses = 1_000;

    private readonly Lock _gate = new();
    private readonly HashSet<IPAddress> _told = [];

    /// <summary>True if the client of a request may use the dialect.</summary>
    public bool Admit(HttpContext http) => Admit(ClientAddress.Of(http));

    /// <summary>True if this address may use the dialect.</summary>
    public bool Admit(IPAddress address)
    {
        if (networks.Count == 0 || networks.Any(network => network.Contains(address)))
        {
            return true;
        }

        if (IsNew(ClientAddress.NetworkOf(address)))
        {
            Log.Forbidden(logger, dialect, address);
        }

        return false;
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
        [LoggerMessage(EventIds.AddressForbidden, LogLevel.Warning,
            "{Dialect} request from {Address} refused: the address is not among those allowed; further ones of it are not logged")]
        public static partial void Forbidden(ILogger logger, string dialect, IPAddress address);
    }
}
