namespace Undertone.Sip;

/// <summary>An address could not be listened on; the message names it and the reason.</summary>
public sealed class SipListenException : IOException
{
    /// <summary>Makes one.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cause">What the system said.</param>
    public SipListenException(SipListenAddress address, Exception cause)
        : base($"Cannot listen on {address}: {cause.Message}.", cause) => Address = address;

    /// <summary>The address.</summary>
    public SipListenAddress Address { get; }
}
