namespace Undertone.Media.Jitter;

/// <summary>
/// One number for each thing that can go wrong between packet and ear. A <see cref="MouthRing"/> counts packets in it, an
/// <see cref="EarCursor"/> counts 20 ms frames; neither touches the other's fields, so both can be added up.
/// </summary>
internal struct JitterCounters
{
    /// <summary>Packets (ring): the same sequence number came again.</summary>
    public uint Duplicate;

    /// <summary>Packets (ring): came after a later one, and were put in their place.</summary>
    public uint Reordered;

    /// <summary>Packets (ring): too late even for the ring, which had moved on.</summary>
    public uint Overflow;

    /// <summary>Packets (ring): no audio in it, or more than the ring takes at once.</summary>
    public uint WrongSize;

    /// <summary>Packets (ring): time went on while the sender sent nothing on purpose (silence suppression).</summary>
    public uint SilenceSuppressed;

    /// <summary>Ring: another source, or a jump in sequence or time. Cursor: it had to look for a new place to read.</summary>
    public uint Resynchronised;

    /// <summary>Frames (cursor): not there at their tick, but came afterwards; each made the reserve grow by 20 ms.</summary>
    public uint Late;

    /// <summary>Frames (cursor): never came, although later ones did.</summary>
    public uint Lost;

    /// <summary>Frames (cursor): something else than the mouth's audio was heard instead, fading.</summary>
    public uint Concealed;

    /// <summary>Cursor: the mouth fell silent for longer than the largest reserve, and reading began anew afterwards.</summary>
    public uint Stopped;

    /// <summary>Frames (cursor): left out so that the reserve shrinks.</summary>
    public uint Dropped;

    /// <summary>Adds what another ring or cursor counted.</summary>
    public void Add(in JitterCounters other)
    {
        Duplicate += other.Duplicate;
        Reordered += other.Reordered;
        Overflow += other.Overflow;
        WrongSize += other.WrongSize;
        SilenceSuppressed += other.SilenceSuppressed;
        Resynchronised += other.Resynchronised;
        Late += other.Late;
        Lost += other.Lost;
        Concealed += other.Concealed;
        Stopped += other.Stopped;
        Dropped += other.Dropped;
    }
}
