using Undertone.Sip.Messages;

namespace Undertone.Phone.Signalling;

/// <summary>A SIP message that a phone received; repetitions that its transactions absorbed are not among them.</summary>
/// <param name="ArrivalTicks">When, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="Message">The message; for a CANCEL, the INVITE that it cancels.</param>
/// <param name="Summary">"INVITE", "CANCEL", "200 to INVITE".</param>
public sealed record ReceivedSip(long ArrivalTicks, SipMessage Message, string Summary);
