namespace Undertone.Sip.Sdp;

/// <summary>Bounds on what one session description may ask of the parser; desk phones stay under a tenth of each.</summary>
public static class SdpLimits
{
    /// <summary>Largest body, in bytes.</summary>
    public const int MaxBytes = 32 * 1024;

    /// <summary>Most lines in a body.</summary>
    public const int MaxLines = 1000;

    /// <summary>Most media sections.</summary>
    public const int MaxMedia = 32;

    /// <summary>Most formats on one media line.</summary>
    public const int MaxFormats = 128;
}
