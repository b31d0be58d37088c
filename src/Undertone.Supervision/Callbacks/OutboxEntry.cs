namespace Undertone.Supervision.Callbacks;

/// <summary>A callback that is stored until it has been delivered or given up.</summary>
/// <param name="Id">Running number in the store, by which callbacks are delivered in order; 0 before it is stored.</param>
/// <param name="Dialect">The dialect that sends it, <c>p-series</c> for instance.</param>
/// <param name="Receiver">Whom it is for, in the dialect's words.</param>
/// <param name="Kind">The dialect's number for what it tells.</param>
/// <param name="Content">What it tells, as it will be sent.</param>
public sealed record OutboxEntry(long Id, string Dialect, string Receiver, int Kind, ReadOnlyMemory<byte> Content);
