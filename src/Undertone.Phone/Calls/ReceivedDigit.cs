namespace Undertone.Phone.Calls;

/// <summary>A key that the far side pressed.</summary>
/// <param name="Digit">0 to 9, *, #, A to D, ! for flash.</param>
/// <param name="ByInfo">True for SIP INFO, false for telephone-event (RFC 4733).</param>
/// <param name="ArrivalTicks">When its first packet or message came, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
public sealed record ReceivedDigit(char Digit, bool ByInfo, long ArrivalTicks);
