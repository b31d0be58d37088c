using System.Net;
using Undertone.Sip.Messages;
using Undertone.Sip.Transports;

namespace Undertone.Sip.Transactions;

/// <summary>Where responses go and what a receiver adds to a Via (RFC 3261 18.2, RFC 3581 4).</summary>
internal static class ResponseDestination
{
    private const int DefaultPort = 5060;

    /// <summary>The Via with the real source in <c>received</c> and <c>rport</c>.</summary>
    public static ViaHeader Complete(ViaHeader via, IPEndPoint source)
    {
        if (via.HasRPort)
        {
            // RFC 3581 4: both parameters, even when the source says the same as the sender.
            return via.WithReceived(AddressText.Of(source.Address)).WithRPort(source.Port);
        }

        return IPAddress.TryParse(via.Host, out var host) && host.Equals(source.Address)
            ? via
            : via.WithReceived(AddressText.Of(source.Address));
    }

    /// <summary>Where the Via wants its responses; for a stream this matters only once its connection is gone.</summary>
    /// <param name="via">The completed top Via.</param>
    /// <param name="flow">The way the request came.</param>
    public static IPEndPoint Of(ViaHeader via, SipFlow flow)
    {
        if (flow.Transport == SipTransportKind.Udp && via.HasRPort)
        {
            return flow.Remote;
        }

        // Names in maddr are not looked up: no phone sends them, and it would let a stranger make this server ask DNS.
        var address = flow.Transport == SipTransportKind.Udp
            && IPAddress.TryParse(via.Parameters["maddr"], out var multicast)
            && multicast.AddressFamily == flow.Remote.AddressFamily
            ? multicast
            : flow.Remote.Address;
        var port = via.Port is > 0 ? via.Port.Value : DefaultPort;
        return new IPEndPoint(address, port);
    }
}
