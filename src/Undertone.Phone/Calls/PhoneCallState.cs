namespace Undertone.Phone.Calls;

/// <summary>Where a call of a simulated phone stands.</summary>
public enum PhoneCallState
{
    /// <summary>The INVITE is sent, nothing but 100 came back.</summary>
    Calling,

    /// <summary>It rings: here for an incoming call, there for an outgoing one.</summary>
    Ringing,

    /// <summary>The call is answered.</summary>
    Talking,

    /// <summary>The call is on hold, by this side or by the far side.</summary>
    Held,

    /// <summary>The call is over.</summary>
    Ended,
}
