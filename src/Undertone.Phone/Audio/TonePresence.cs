namespace Undertone.Phone.Audio;

/// <summary>Whether an ear hears a tone.</summary>
public enum TonePresence
{
    /// <summary>Below the threshold of absence.</summary>
    Absent,

    /// <summary>Above the threshold of presence.</summary>
    Present,

    /// <summary>Between the two: neither a clean silence nor an audible tone, and never what a test wants.</summary>
    Unclear,
}
