namespace Undertone.Load.Audio;

/// <summary>What an ear counted.</summary>
internal sealed class EarCounts
{
    public long Packets { get; set; }

    public long Lost { get; set; }

    /// <summary>Came more than 20 ms later than the quickest one would have.</summary>
    public long Late { get; set; }

    public long Reordered { get; set; }

    /// <summary>Changes of the synchronisation source.</summary>
    public long OtherStreams { get; set; }

    /// <summary>Not RTP with 20 ms of G.711.</summary>
    public long Strange { get; set; }

    /// <summary>Frames whose sound was judged.</summary>
    public long Judged { get; set; }

    /// <summary>Judged frames in which a mouth that must be heard was not.</summary>
    public long Missing { get; set; }

    /// <summary>Judged frames with a sound of nobody who may be heard.</summary>
    public long Foreign { get; set; }
}
