using Undertone.Sip.Messages;
using Undertone.Sip.Transactions;
using Undertone.Sip.Transports;

namespace Undertone.Sip;

/// <summary>How a <see cref="SipStack"/> behaves.</summary>
public sealed record SipStackOptions
{
    /// <summary>Where to listen; requests leave from the same sockets.</summary>
    public required IReadOnlyList<SipListenAddress> Listen { get; init; }

    /// <summary>
    /// The host that peers are told in Via and Contact in place of the local address: a name or address, IPv6 without brackets. Default
    /// null: the local address that the kernel would use towards the peer.
    /// </summary>
    public string? PublicAddress { get; init; }

    /// <summary>Written as User-Agent in requests and as Server in responses; empty for neither. Default <c>Undertone</c>.</summary>
    public string UserAgent { get; init; } = "Undertone";

    /// <summary>How large messages may be.</summary>
    public SipLimits Limits { get; init; } = SipLimits.Default;

    /// <summary>The base times of transactions.</summary>
    public TransactionTimers Timers { get; init; } = TransactionTimers.Default;

    /// <summary>How much TCP peers may ask.</summary>
    public TcpLimits Tcp { get; init; } = new();

    /// <summary>
    /// How many incoming requests may be served at once; more get 503 with Retry-After. On UDP a request counts for 32 s after its answer.
    /// Default 20,000; at least 1.
    /// </summary>
    public int MostServerTransactions { get; init; } = 20_000;

    /// <summary>What a client refused with 503 is told to wait, in seconds. Default 5.</summary>
    public int RetryAfterSeconds { get; init; } = 5;
}
