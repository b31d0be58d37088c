namespace Undertone.Sip.Messages;

/// <summary>A request (RFC 3261 7.1).</summary>
/// <param name="method">The method.</param>
/// <param name="requestUri">Where it goes.</param>
/// <param name="headers">Headers to take over, or null for none.</param>
public sealed class SipRequest(SipMethod method, SipUri requestUri, SipHeaders? headers = null) : SipMessage(headers ?? new SipHeaders())
{
    /// <summary>The method of the request line.</summary>
    public SipMethod Method { get; set; } = method;

    /// <summary>The address of the request line.</summary>
    public SipUri RequestUri { get; set; } = requestUri;

    /// <summary>A copy whose headers can be changed independently; the body bytes are shared.</summary>
    public SipRequest Clone() => new(Method, RequestUri, Headers.Clone()) { Body = Body };

    /// <summary>The request line, for logs.</summary>
    public override string ToString() => $"{Method} {RequestUri}";
}
