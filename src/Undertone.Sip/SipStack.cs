using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Logging;
using Undertone.Sip.Messages;
using Undertone.Sip.Transactions;
using Undertone.Sip.Transports;

namespace Undertone.Sip;

/// <summary>
/// SIP over UDP and TCP with transactions: what a user agent needs below its calls. Safe from any thread. Callbacks come on pool threads.
/// </summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "A protocol stack, not a collection.")]
public sealed partial class SipStack : IAsyncDisposable
{
    private const int MaxForwards = 70;

    private readonly SipStackOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LocalAddresses _locals;
    private readonly TransportSet _transports;
    private readonly TransactionLayer _transactions;
    private readonly TransportCounters _counters = new();
    private readonly SipIntake _intake;
    private readonly SipResolver _resolver;
    private int _disposed;

    /// <summary>Makes a stack; nothing is bound yet.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="time">The clock of all timers.</param>
    /// <param name="loggers">Makes its logger.</param>
    public SipStack(SipStackOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger<SipStack>();
        _locals = new LocalAddresses(time);
        _transports = new TransportSet(_locals);
        _transactions = new TransactionLayer(
            new TransactionLayerOptions(options.Timers, options.UserAgent, options.MostServerTransactions, options.RetryAfterSeconds),
            _transports,
            time,
            _logger);
        _intake = new SipIntake(_transactions, options.Limits, _counters, time, _logger);
        _resolver = new SipResolver(_transports);
    }

    /// <summary>Who answers requests; to be set before the start. Without one, requests are answered with 503.</summary>
    public ISipRequestHandler? Handler
    {
        get => _transactions.Handler;
        set => _transactions.Handler = value;
    }

    /// <summary>The addresses listened on, with their real ports; empty before the start.</summary>
    public IReadOnlyList<SipListenAddress> Listening => _transports.Listening;

    /// <summary>Binds all addresses and begins to receive.</summary>
    /// <param name="cancellationToken">Gives up before binding.</param>
    /// <exception cref="SipListenException">An address cannot be bound; none is then.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _transports.BindAsync(_options.Listen, Bind);
        _transports.Start();
        foreach (var address in Listening)
        {
            Log.Listening(_logger, address);
        }
    }

    /// <summary>
    /// Sends a request other than ACK in a new transaction. A copy is sent: with our Via in place of any, and Max-Forwards and User-Agent
    /// where they are missing. The user may be called before this returns.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="flow">The way to the next hop.</param>
    /// <param name="user">Who gets the answers.</param>
    public IClientTransaction SendRequest(SipRequest request, SipFlow flow, IClientTransactionUser user)
    {
        var transaction = new ClientTransaction(_transactions, Complete(request, flow), flow, user);
        _transactions.Start(transaction);
        return transaction;
    }

    /// <summary>Sends the ACK for a 2xx, once and without a transaction (RFC 3261 13.2.2.4). A Via with a fresh branch is added.</summary>
    /// <param name="ack">The ACK.</param>
    /// <param name="flow">The way to the next hop.</param>
    public void SendStateless(SipRequest ack, SipFlow flow)
    {
        if (!_transports.Send(SipMessageWriter.ToBytes(Complete(ack, flow)), flow, null))
        {
            Log.AckFailed(_logger, ack.Method.Name, flow.Remote, ack.CallId);
        }
    }

    /// <summary>The address under which the peer of a flow reaches us, for Contact.</summary>
    /// <param name="user">The user part, or null.</param>
    /// <param name="flow">The way to the peer.</param>
    public SipUri LocalContact(string? user, SipFlow flow)
    {
        var contact = SipUri.Create(user, LocalHost(flow), flow.Local.Port);
        return flow.Transport == SipTransportKind.Udp ? contact : contact.WithParameter("transport", "tcp");
    }

    /// <summary>Finds the way to an address whose host is a literal IP address.</summary>
    /// <param name="uri">The address; <c>maddr</c>, port and <c>transport</c> count.</param>
    /// <param name="flow">The way, or null.</param>
    /// <returns>False when the host is a name, the scheme or transport is not served, or no listener has the address family.</returns>
    public bool TryResolve(SipUri uri, [NotNullWhen(true)] out SipFlow? flow) =>
        _resolver.TryResolve(uri, out flow);

    /// <summary>Finds the way to an address; names are looked up in DNS (A and AAAA).</summary>
    /// <param name="uri">The address; <c>maddr</c>, port and <c>transport</c> count.</param>
    /// <param name="cancellationToken">Gives up the look-up.</param>
    /// <returns>The way, or null when there is none.</returns>
    public ValueTask<SipFlow?> ResolveAsync(SipUri uri, CancellationToken cancellationToken) => _resolver.ResolveAsync(uri, cancellationToken);

    /// <summary>Finds the ways to all addresses that a name has, in the order of its DNS records; empty when there is none.</summary>
    /// <param name="uri">The address; <c>maddr</c>, port and <c>transport</c> count.</param>
    /// <param name="cancellationToken">Gives up the look-up.</param>
    public ValueTask<ImmutableArray<SipFlow>> ResolveAllAsync(SipUri uri, CancellationToken cancellationToken)
        => _resolver.ResolveAllAsync(uri, cancellationToken);

    /// <summary>What it is busy with.</summary>
    public SipStackSnapshot Snapshot() => new(
        _transactions.ClientCount,
        _transactions.ServerCount,
        _transactions.PendingAckCount,
        _transactions.Queue.Count,
        _counters.Requests,
        _counters.Responses,
        _counters.Malformed,
        _counters.KeepAlives);

    /// <summary>Stops receiving and all timers; transactions end without a word to their users.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _transactions.DisposeAsync();
        await _transports.DisposeAsync();
    }

    private ISipTransport Bind(SipListenAddress address) => address.Transport == SipTransportKind.Udp
        ? new UdpTransport(address, _locals, _intake, _time, _logger)
        : new TcpTransport(address, _locals, _intake, _options.Tcp, _time, _logger);

    private SipRequest Complete(SipRequest request, SipFlow flow)
    {
        var complete = request.Clone();
        complete.Headers.Remove(SipHeaderNames.Via);
        var via = new ViaHeader(flow.Transport == SipTransportKind.Udp ? "UDP" : "TCP", LocalHost(flow), flow.Local.Port, SipParameters.Empty);
        complete.PushVia(via.WithBranch(SipIds.NewBranch()).WithRPort(null));
        complete.MaxForwards ??= MaxForwards;
        if (_options.UserAgent.Length > 0 && !complete.Headers.Contains(SipHeaderNames.UserAgent))
        {
            complete.Headers.Add(SipHeaderNames.UserAgent, _options.UserAgent);
        }

        return complete;
    }

    private string LocalHost(SipFlow flow) => string.IsNullOrEmpty(_options.PublicAddress) ? AddressText.Of(flow.Local.Address) : _options.PublicAddress;

    private static partial class Log
    {
        [LoggerMessage(1000, LogLevel.Information, "Listening for SIP on {Address}")]
        public static partial void Listening(ILogger logger, SipListenAddress address);

        [LoggerMessage(1005, LogLevel.Warning, "Cannot send {Method} to {Remote}, call id {CallId}")]
        public static partial void AckFailed(ILogger logger, string method, IPEndPoint remote, string callId);
    }
}
