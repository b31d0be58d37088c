using System.Collections.Immutable;

namespace Undertone.Media;

/// <summary>The state of the whole media plane.</summary>
/// <param name="Workers">One for each worker.</param>
/// <param name="PortPairsUsed">Port pairs of live legs.</param>
/// <param name="PortPairsResting">Port pairs that wait until their last call is surely over.</param>
/// <param name="PortPairsFree">Port pairs for new legs.</param>
public sealed record MediaPlaneSnapshot(
    ImmutableArray<WorkerSnapshot> Workers,
    int PortPairsUsed,
    int PortPairsResting,
    int PortPairsFree);
