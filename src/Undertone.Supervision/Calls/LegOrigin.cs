namespace Undertone.Supervision.Calls;

/// <summary>How a leg came to be, seen from the server.</summary>
public enum LegOrigin
{
    /// <summary>The device called the server.</summary>
    Inbound,

    /// <summary>The server called the device first, because an API asked for a call.</summary>
    Outbound,

    /// <summary>The server called the device to complete a call that another leg began.</summary>
    OutboundDial,

    /// <summary>A supervisor's leg.</summary>
    Monitor,
}
