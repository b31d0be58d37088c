namespace Undertone.Media;

/// <summary>From where a leg accepts audio.</summary>
public enum SourceLearning
{
    /// <summary>
    /// From the address of its SDP; from another one (a phone behind NAT) only while nothing came from that address, and only within
    /// 3 s after <see cref="MediaLeg.Configure"/>. The first source that proves stable is kept.
    /// </summary>
    Normal,

    /// <summary>Only from the address of its SDP.</summary>
    Strict,

    /// <summary>As <see cref="Normal"/>, and a source that changes its address is followed when SSRC and sequence go on: mobile clients.</summary>
    Roaming,
}
