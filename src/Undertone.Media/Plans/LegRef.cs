namespace Undertone.Media.Plans;

/// <summary>A leg on its worker. The generation tells it from an earlier or later leg in the same place, so that a stale plan or command can reach nobody.</summary>
internal readonly record struct LegRef(int Index, uint Generation);
