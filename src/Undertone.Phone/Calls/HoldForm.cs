namespace Undertone.Phone.Calls;

/// <summary>How a phone puts the far side on hold; every one of these is in use.</summary>
public enum HoldForm
{
    /// <summary>a=sendonly: the usual form (RFC 3264 8.4); what the mouth sends is the music on hold.</summary>
    SendOnly,

    /// <summary>a=inactive: nothing flows.</summary>
    Inactive,

    /// <summary>c=0.0.0.0: the form of RFC 2543.</summary>
    ZeroAddress,

    /// <summary>Port 0 on the media line: the stream is switched off.</summary>
    ZeroPort,
}
