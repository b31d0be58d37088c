namespace Undertone.Sip;

/// <summary>How SIP messages travel.</summary>
public enum SipTransportKind
{
    /// <summary>UDP: one message a datagram; transactions repeat what may be lost.</summary>
    Udp,

    /// <summary>TCP: a stream of messages framed by Content-Length.</summary>
    Tcp,
}
