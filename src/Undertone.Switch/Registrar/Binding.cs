using Undertone.Sip.Messages;
using Undertone.Sip;

namespace Undertone.Switch.Registrar;

/// <summary>One registered device: where an extension can be reached (RFC 3261 10).</summary>
/// <param name="Contact">The address the device gave; the Request-URI of what is sent to it.</param>
/// <param name="Flow">The addresses and transport its REGISTER came over; what is sent to it goes there, so that it passes NAT.</param>
/// <param name="CallId">The Call-ID of its registrations.</param>
/// <param name="Sequence">The CSeq of the newest one.</param>
/// <param name="ExpiresAt">When it lapses.</param>
/// <param name="UserAgent">What the device calls itself; empty if it does not say.</param>
internal sealed record Binding(
    SipUri Contact, SipFlow Flow, string CallId, uint Sequence, DateTimeOffset ExpiresAt, string UserAgent)
{
    /// <summary>Whole seconds until it lapses, at least 0.</summary>
    public int SecondsLeft(DateTimeOffset now) => Math.Max(0, (int)Math.Ceiling((ExpiresAt - now).TotalSeconds));
}
