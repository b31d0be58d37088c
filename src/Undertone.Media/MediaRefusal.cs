namespace Undertone.Media;

/// <summary>Why a leg was not added.</summary>
public enum MediaRefusal
{
    /// <summary>It was added.</summary>
    None,

    /// <summary>All port pairs of the range are in use or resting.</summary>
    NoPortFree,

    /// <summary>The worker of this session carries as many legs as it may.</summary>
    WorkerFull,

    /// <summary>The process may open no more sockets.</summary>
    NoDescriptors,

    /// <summary>The address of <see cref="MediaOptions.Address"/> cannot be bound.</summary>
    AddressRefused,

    /// <summary>The session or the plane has ended.</summary>
    Closed,
}
