namespace Undertone.Sip.Transactions;

/// <summary>The base times of RFC 3261 17.1.1.1 and table 4, from which every transaction timer follows.</summary>
public sealed record TransactionTimers
{
    /// <summary>The times that the RFC recommends: T1 500 ms, T2 4 s, T4 5 s.</summary>
    public static TransactionTimers Default { get; } = new();

    /// <summary>T1, the estimated round trip, and the first pause before a retransmission. Default 500 ms; more than zero.</summary>
    public TimeSpan T1 { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>T2, the longest pause between retransmissions of non-INVITE requests and INVITE responses. Default 4 s; at least T1.</summary>
    public TimeSpan T2 { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>T4, the longest time that a message stays in the network. Default 5 s.</summary>
    public TimeSpan T4 { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an INVITE may stay without any response before the stack sends 100 Trying itself (RFC 3261 17.2.1). Default 200 ms.</summary>
    public TimeSpan AutomaticTrying { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>64 * T1: how long a transaction waits for the other side before it gives up (timers B, F, H, J, L, M). 32 s by default.</summary>
    public TimeSpan GiveUp => T1 * 64;

    /// <summary>Timer D: how long an INVITE client answers retransmitted final responses on UDP; the RFC asks for at least 32 s.</summary>
    public TimeSpan WaitForResponseRetransmissions => GiveUp;
}
