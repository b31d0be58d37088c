namespace Undertone.Sip.Messages;

/// <summary>The scheme of an address.</summary>
public enum SipScheme
{
    /// <summary><c>sip:</c> (RFC 3261 19.1).</summary>
    Sip,

    /// <summary><c>sips:</c> (RFC 3261 19.1).</summary>
    Sips,

    /// <summary><c>tel:</c> (RFC 3966).</summary>
    Tel,

    /// <summary>Any other absolute URI; kept as opaque text so that a message that merely names one can be passed on (RFC 4475 3.3.4).</summary>
    Other,
}
