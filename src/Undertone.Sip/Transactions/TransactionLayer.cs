using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Undertone.Sip.Messages;
using Undertone.Sip.Transports;

namespace Undertone.Sip.Transactions;

/// <summary>
/// All transactions: matches what comes in (RFC 3261 17.1.3, 17.2.3), keeps their timers, answers CANCEL (9.2), and refuses new requests
/// when there are too many. Safe from any thread.
/// </summary>
internal sealed partial class TransactionLayer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ClientTransactionKey, ClientTransaction> _clients = new();
    private readonly ConcurrentDictionary<ServerTransactionKey, ServerTransaction> _servers = new();
    private readonly PendingAcks _pendingAcks;
    private readonly TransactionLayerOptions _options;
    private readonly ILogger _logger;
    private readonly LogThrottle _refusedLog;
    private int _serverCount;

    public TransactionLayer(TransactionLayerOptions options, ISipSender sender, TimeProvider time, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _refusedLog = new LogThrottle(time);
        Sender = sender;
        Time = time;
        Queue = new TimerQueue(time);
        _pendingAcks = new PendingAcks(this);
    }

    /// <summary>Who answers requests; without one they are answered with 503.</summary>
    public ISipRequestHandler? Handler { get; set; }

    public TransactionTimers Timers => _options.Timers;

    public ISipSender Sender { get; }

    public TimeProvider Time { get; }

    public TimerQueue Queue { get; }

    public int ClientCount => _clients.Count;

    public int ServerCount => Volatile.Read(ref _serverCount);

    public int PendingAckCount => _pendingAcks.Count;

    /// <summary>Sends a request; its Via must hold a fresh branch.</summary>
    public void Start(ClientTransaction transaction)
    {
        _clients[transaction.Key] = transaction;
        transaction.Start();
    }

    /// <summary>A response came.</summary>
    public void OnResponse(SipResponse response, SipFlow flow)
    {
        if (response.TopVia.Branch is { } branch
            && _clients.TryGetValue(new ClientTransactionKey(branch, response.CSeq.Method.Name), out var transaction))
        {
            transaction.OnResponse(response, flow);
        }
        else
        {
            Log.StrayResponse(_logger, response.StatusCode, response.CSeq.Method.Name, flow.Remote, response.CallId);
        }
    }

    /// <summary>A request came; its Via has been completed.</summary>
    public void OnRequest(SipRequest request, SipFlow flow)
    {
        var key = ServerTransactionKey.Of(request);
        var known = _servers.TryGetValue(key, out var transaction);
        if (request.Method == SipMethod.Ack)
        {
            if (known)
            {
                transaction!.OnAck(request, flow);
            }
            else
            {
                DeliverAck(request, flow);
            }
        }
        else if (known)
        {
            transaction!.OnRetransmission();
        }
        else if (TryAdd(key, request, flow, out var added))
        {
            added.Start();
        }
    }

    /// <summary>An ACK for a 2xx: stops its repetition and, the first time, goes to the user.</summary>
    public void DeliverAck(SipRequest ack, SipFlow flow)
    {
        var (isNew, invite) = _pendingAcks.Acknowledge(ack);
        if (!isNew || Handler is not { } handler)
        {
            return;
        }

        if (invite is null)
        {
            Guard(() => handler.OnAck(ack, flow), ack);
        }
        else
        {
            invite.Post(() => Guard(() => handler.OnAck(ack, flow), ack), inline: true);
        }
    }

    /// <summary>Begins to repeat the 2xx of an accepted INVITE.</summary>
    public void AwaitAck(ServerTransaction invite) => _pendingAcks.Add(invite);

    /// <summary>An accepted INVITE got no ACK.</summary>
    public void DeliverAckMissing(ServerTransaction invite)
    {
        Log.AckMissing(_logger, invite.Flow.Remote, invite.Request.CallId);
        if (Handler is { } handler)
        {
            Guard(() => handler.OnAckMissing(invite), invite.Request);
        }
    }

    /// <summary>A refused INVITE got no ACK; nobody but the log cares.</summary>
    public void ReportMissingAck(ServerTransaction invite) => Log.AckMissing(_logger, invite.Flow.Remote, invite.Request.CallId);

    /// <summary>A response could not be sent.</summary>
    public void ReportResponseFailed(ServerTransaction transaction) =>
        Log.ResponseFailed(_logger, transaction.Request.Method.Name, transaction.Flow.Remote, transaction.Request.CallId);

    public void Forget(ClientTransaction transaction) => _clients.TryRemove(KeyValuePair.Create(transaction.Key, transaction));

    public void Forget(ServerTransaction transaction)
    {
        if (_servers.TryRemove(KeyValuePair.Create(transaction.Key, transaction)))
        {
            Interlocked.Decrement(ref _serverCount);
        }
    }

    /// <summary>A copy with our Server header, unless the response has one.</summary>
    public SipResponse WithServerHeader(SipResponse response)
    {
        if (_options.Server.Length == 0 || response.Headers.Contains(SipHeaderNames.Server))
        {
            return response;
        }

        var copy = response.Clone();
        copy.Headers.Add(SipHeaderNames.Server, _options.Server);
        return copy;
    }

    /// <summary>Runs a handler; false when it threw, which must not end the thread that serves everybody.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The handler is the user's; its defects end here.")]
    public bool Guard(Action call, SipRequest request)
    {
        try
        {
            call();
            return true;
        }
        catch (Exception error)
        {
            Log.HandlerFailed(_logger, error, request.Method.Name, request.CallId);
            return false;
        }
    }

    /// <summary>Stops all timers; transactions end without a word.</summary>
    public ValueTask DisposeAsync() => Queue.DisposeAsync();

    private bool TryAdd(ServerTransactionKey key, SipRequest request, SipFlow flow, [NotNullWhen(true)] out ServerTransaction? added)
    {
        added = null;
        if (Interlocked.Increment(ref _serverCount) > _options.MostServerTransactions)
        {
            Interlocked.Decrement(ref _serverCount);
            if (_refusedLog.Allows(out var refused))
            {
                Log.TooMany(_logger, _options.MostServerTransactions, request.Method.Name, flow.Remote, refused);
            }

            RefuseWithoutTransaction(request, flow);
            return false;
        }

        var transaction = new ServerTransaction(this, key, request, flow, request.Method == SipMethod.Cancel ? AnswerCancel : Deliver);
        if (!_servers.TryAdd(key, transaction))
        {
            // The same request on another thread won; this one is its repetition.
            Interlocked.Decrement(ref _serverCount);
            return false;
        }

        added = transaction;
        return true;
    }

    private void RefuseWithoutTransaction(SipRequest request, SipFlow flow)
    {
        var refusal = WithServerHeader(SipResponse.CreateFor(request, SipStatus.ServiceUnavailable));
        refusal.Headers.Set(SipHeaderNames.RetryAfter, _options.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture));
        Sender.SendResponse(SipMessageWriter.ToBytes(refusal), flow, ResponseDestination.Of(request.TopVia, flow), null);
    }

    private void Deliver(ServerTransaction transaction)
    {
        if (Handler is not { } handler)
        {
            transaction.Respond(SipResponse.CreateFor(transaction.Request, SipStatus.ServiceUnavailable));
        }
        else if (!Guard(() => handler.OnRequest(transaction), transaction.Request) && !transaction.IsCompleted)
        {
            transaction.Respond(SipResponse.CreateFor(transaction.Request, SipStatus.ServerInternalError));
        }
    }

    /// <summary>RFC 3261 9.2: 481 when there is nothing to cancel, else 200; the INVITE's own user refuses the INVITE.</summary>
    private void AnswerCancel(ServerTransaction cancel)
    {
        if (!_servers.TryGetValue(ServerTransactionKey.OfCancelled(cancel.Request), out var invite))
        {
            cancel.Respond(SipResponse.CreateFor(cancel.Request, SipStatus.CallDoesNotExist));
            return;
        }

        cancel.Respond(SipResponse.CreateFor(cancel.Request, SipStatus.Ok, toTag: invite.LocalTag));
        if (!invite.IsCompleted && Handler is { } handler)
        {
            invite.Post(() => Guard(() => handler.OnCancel(invite), invite.Request), inline: true);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1030, LogLevel.Debug, "Dropping a {StatusCode} to {Method} from {Remote}: no request waits for it, call id {CallId}")]
        public static partial void StrayResponse(ILogger logger, int statusCode, string method, IPEndPoint remote, string callId);

        [LoggerMessage(1031, LogLevel.Warning, "No ACK from {Remote} for the final response to its INVITE, call id {CallId}")]
        public static partial void AckMissing(ILogger logger, IPEndPoint remote, string callId);

        [LoggerMessage(1032, LogLevel.Warning, "Cannot send the response to {Method} back to {Remote}, call id {CallId}")]
        public static partial void ResponseFailed(ILogger logger, string method, IPEndPoint remote, string callId);

        [LoggerMessage(1033, LogLevel.Warning, "Refusing {Method} from {Remote} with 503: {Limit} requests are being served already; {Count} refused since the last such line")]
        public static partial void TooMany(ILogger logger, int limit, string method, IPEndPoint remote, long count);

        [LoggerMessage(1034, LogLevel.Error, "Handling {Method} or its answer failed, call id {CallId}")]
        public static partial void HandlerFailed(ILogger logger, Exception error, string method, string callId);
    }
}
