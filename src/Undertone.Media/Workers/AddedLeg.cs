using Undertone.Media.Ports;

namespace Undertone.Media.Workers;

/// <summary>A new leg as the worker needs it.</summary>
/// <param name="Owner">Goes back in every event about it.</param>
/// <param name="Sockets">Stay open at least until the worker has said <see cref="EventKind.LegRemoved"/>.</param>
/// <param name="DigitsAreCommands">See <see cref="MediaLegOptions.DigitsAreCommands"/>.</param>
/// <param name="Learning">From where it accepts audio.</param>
/// <param name="Ssrc">Source id of what its ear gets.</param>
/// <param name="FirstSequence">Sequence number of the first packet.</param>
/// <param name="FirstTimestamp">Time stamp of the first packet.</param>
internal sealed record AddedLeg(
    object Owner,
    SocketPair Sockets,
    bool DigitsAreCommands,
    SourceLearning Learning,
    uint Ssrc,
    ushort FirstSequence,
    uint FirstTimestamp);
