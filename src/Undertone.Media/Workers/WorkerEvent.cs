using Undertone.Media.Io;

namespace Undertone.Media.Workers;

/// <summary>What a worker tells the control side.</summary>
internal enum EventKind
{
    /// <summary>The worker has let go of a leg; its sockets and its place are free.</summary>
    LegRemoved,
    PlanApplied,
    FirstPacket,
    Silence,
    Sound,
    Digit,

    /// <summary>A mouth sends packets of another length than was known.</summary>
    PacketLength,
}

/// <summary>One event.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">The <see cref="MediaLeg"/>, or the plan that was applied.</param>
/// <param name="Value">Tick of a plan; microseconds of a silence or a digit; milliseconds of a packet.</param>
/// <param name="Code">Event code of a digit.</param>
/// <param name="Source">Where the first packet came from.</param>
internal readonly record struct WorkerEvent(EventKind Kind, object? Subject, long Value = 0, byte Code = 0, MediaAddress Source = default);
