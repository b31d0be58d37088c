using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Transports;

/// <summary>
/// From a URI to the next hop. The NAPTR and SRV steps of RFC 3263 are left out: phones register with their address, and trunks are
/// configured with host and port.
/// </summary>
internal sealed class SipResolver(TransportSet transports)
{
    private const int DefaultPort = 5060;

    public bool TryResolve(SipUri uri, [NotNullWhen(true)] out SipFlow? flow)
    {
        flow = IPAddress.TryParse(HostOf(uri), out var address) ? FlowTo(uri, address) : null;
        return flow is not null;
    }

    public async ValueTask<SipFlow?> ResolveAsync(SipUri uri, CancellationToken cancellationToken)
    {
        var found = await ResolveAllAsync(uri, cancellationToken);
        return found.IsEmpty ? null : found[0];
    }

    public async ValueTask<ImmutableArray<SipFlow>> ResolveAllAsync(SipUri uri, CancellationToken cancellationToken)
    {
        if (TryResolve(uri, out var flow))
        {
            return [flow];
        }

        if (!IsServed(uri) || IPAddress.TryParse(HostOf(uri), out _))
        {
            return [];
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(HostOf(uri), cancellationToken);
            return [.. addresses.Select(address => FlowTo(uri, address)).OfType<SipFlow>()];
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            return [];
        }
    }

    private SipFlow? FlowTo(SipUri uri, IPAddress address)
    {
        if (!IsServed(uri))
        {
            return null;
        }

        var remote = new IPEndPoint(address, uri.Port is > 0 ? uri.Port.Value : DefaultPort);
        return uri.Transport is null
            ? transports.FlowTo(SipTransportKind.Udp, remote) ?? transports.FlowTo(SipTransportKind.Tcp, remote)
            : transports.FlowTo(IsTransport(uri, "udp") ? SipTransportKind.Udp : SipTransportKind.Tcp, remote);
    }

    // A sips: address promises TLS, which plain UDP and TCP would break.
    private static bool IsServed(SipUri uri) =>
        uri.Scheme == SipScheme.Sip && (uri.Transport is null || IsTransport(uri, "udp") || IsTransport(uri, "tcp"));

    private static bool IsTransport(SipUri uri, string name) => string.Equals(uri.Transport, name, StringComparison.OrdinalIgnoreCase);

    private static string HostOf(SipUri uri) => uri.Parameters["maddr"] ?? uri.Host;
}
