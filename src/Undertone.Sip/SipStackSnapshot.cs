namespace Undertone.Sip;

/// <summary>What a <see cref="SipStack"/> is busy with at a moment.</summary>
/// <param name="ClientTransactions">Requests sent that are not over.</param>
/// <param name="ServerTransactions">Requests received that are not over.</param>
/// <param name="PendingAcks">2xx to INVITEs within 64 * T1 of their sending.</param>
/// <param name="Timers">Timers that run.</param>
/// <param name="RequestsReceived">Dealt with since the start.</param>
/// <param name="ResponsesReceived">Dealt with since the start.</param>
/// <param name="MalformedReceived">Messages refused by the parser since the start.</param>
/// <param name="KeepAlivesReceived">Since the start.</param>
public sealed record SipStackSnapshot(
    int ClientTransactions,
    int ServerTransactions,
    int PendingAcks,
    int Timers,
    long RequestsReceived,
    long ResponsesReceived,
    long MalformedReceived,
    long KeepAlivesReceived);
