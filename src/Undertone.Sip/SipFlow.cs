using System.Net;

namespace Undertone.Sip;

/// <summary>The two ends between which messages go: the way to reach a peer, and how it reached us.</summary>
/// <param name="Transport">How.</param>
/// <param name="Local">Our address as the peer can reach it (never a wildcard) with the port of the listener.</param>
/// <param name="Remote">The peer's address and port as seen by us, behind any NAT.</param>
public sealed record SipFlow(SipTransportKind Transport, IPEndPoint Local, IPEndPoint Remote)
{
    /// <summary>For logs: <c>udp 192.0.2.1:5060 - 192.0.2.7:5062</c>.</summary>
    public override string ToString() => $"{(Transport == SipTransportKind.Udp ? "udp" : "tcp")} {Local} - {Remote}";
}
