namespace Undertone.Media.Io.Linux;

/// <summary>What sending and receiving on a slot need, in one place: two packets a call and tick go through each.</summary>
internal struct LinuxSlot
{
    /// <summary>The descriptor, or -1 for none.</summary>
    public int Descriptor;

    public bool IsVersion6;

    /// <summary>Packets that may still come from somebody else although the socket is connected: they were in it before.</summary>
    public ushort Unsure;

    /// <summary>The peer that the socket is connected with; not known for none.</summary>
    public MediaAddress Peer;

    public static LinuxSlot Nothing { get; } = new() { Descriptor = -1 };
}
