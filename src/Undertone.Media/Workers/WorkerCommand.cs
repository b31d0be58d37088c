using Undertone.Media.Plans;

namespace Undertone.Media.Workers;

/// <summary>What the control side can ask of a worker.</summary>
internal enum CommandKind
{
    AddLeg,
    RemoveLeg,
    SetRemote,
    SetPlan,
    SendDigit,
}

/// <summary>One request. <see cref="Subject"/> was made by the control side and belongs to the worker from here on.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Leg">Whose leg; not for a plan.</param>
/// <param name="Subject">An <see cref="AddedLeg"/>, <see cref="RemoteState"/> or <see cref="SessionPlan"/>; for a leg that ends, the <see cref="MediaLeg"/>, for whoever finds the command undone.</param>
/// <param name="Code">Event code of a digit.</param>
/// <param name="Units">Length of a digit in RTP clock units.</param>
internal readonly record struct WorkerCommand(CommandKind Kind, LegRef Leg, object? Subject = null, byte Code = 0, int Units = 0);
