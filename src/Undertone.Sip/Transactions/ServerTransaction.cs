using System.Net;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Transactions;

/// <summary>A server transaction of either kind around its machine.</summary>
internal sealed class ServerTransaction : Transaction, IServerTransaction
{
    private readonly Action<ServerTransaction> _onRequest;
    private readonly bool _isInvite;
    private readonly bool _reliable;
    private readonly IPEndPoint _viaDestination;
    private bool _completed;
    private byte[]? _lastResponse;
    private bool _awaitsAck;

    /// <param name="layer">The layer it lives in.</param>
    /// <param name="key">What it is matched by.</param>
    /// <param name="request">The request, with its Via completed.</param>
    /// <param name="flow">The way it came.</param>
    /// <param name="onRequest">Who answers it.</param>
    public ServerTransaction(
        TransactionLayer layer,
        ServerTransactionKey key,
        SipRequest request,
        SipFlow flow,
        Action<ServerTransaction> onRequest)
        : base(layer, flow)
    {
        Key = key;
        Request = request;
        _onRequest = onRequest;
        _isInvite = request.Method == SipMethod.Invite;
        _reliable = flow.Transport != SipTransportKind.Udp;
        _viaDestination = ResponseDestination.Of(request.TopVia, flow);
    }

    public ServerTransactionKey Key { get; }

    /// <inheritdoc/>
    public SipRequest Request { get; }

    /// <inheritdoc/>
    public bool IsCompleted => Volatile.Read(ref _completed);

    /// <summary>The To tag of the first response that had one, or null.</summary>
    public string? LocalTag { get; private set; }

    /// <summary>Gives the request to the user and starts the timers.</summary>
    public void Start() => Begin(
        _isInvite ? InviteServerMachine.Start(_reliable, Layer.Timers, Layer.Time.GetUtcNow()) : NonInviteServerMachine.Start(_reliable),
        inline: true);

    /// <summary>The same request came again.</summary>
    public void OnRetransmission() => Step(TransactionInput.RequestRetransmitted, null, null, inline: true);

    /// <summary>An ACK that matches came.</summary>
    public void OnAck(SipRequest ack, SipFlow flow) => Step(TransactionInput.Ack, ack, flow, inline: true);

    /// <inheritdoc/>
    public void Respond(SipResponse response)
    {
        var input = response.StatusCode switch
        {
            < 200 => TransactionInput.UserSends1xx,
            < 300 => TransactionInput.UserSends2xx,
            _ => TransactionInput.UserSends3xxTo6xx,
        };
        if (response.IsFinal && Interlocked.Exchange(ref _completed, true))
        {
            // The stack repeats a 2xx itself; a user who does too must not double the packets.
            return;
        }

        Step(input, Layer.WithServerHeader(response), null, inline: false);
    }

    /// <summary>Sends an accepted INVITE's 2xx again.</summary>
    public void RepeatSuccess() => Step(TransactionInput.UserSends2xx, null, null, inline: true);

    /// <inheritdoc/>
    protected override TransactionStep Next(TransactionState state, TransactionInput input, DateTimeOffset now) => _isInvite
        ? InviteServerMachine.Next(state, input, Layer.Timers, now)
        : NonInviteServerMachine.Next(state, input, Layer.Timers, now);

    /// <inheritdoc/>
    protected override bool Perform(TransactionActions actions, SipMessage? message, SipFlow? flow)
    {
        var sent = true;
        if (actions.HasFlag(TransactionActions.SendResponse))
        {
            if (message is SipResponse response)
            {
                Remember(response);
            }

            sent = SendLast();
        }

        if (actions.HasFlag(TransactionActions.SendTrying))
        {
            _lastResponse = SipMessageWriter.ToBytes(Layer.WithServerHeader(SipResponse.CreateFor(Request, SipStatus.Trying)));
            sent = SendLast();
        }

        if (actions.HasFlag(TransactionActions.PassToUser))
        {
            if (message is SipRequest ack)
            {
                CallBack(() => Layer.DeliverAck(ack, flow!));
            }
            else
            {
                CallBack(() => _onRequest(this));
            }
        }

        if (actions.HasFlag(TransactionActions.ReportTimeout))
        {
            Layer.ReportMissingAck(this);
        }

        if (actions.HasFlag(TransactionActions.ReportTransportError))
        {
            Layer.ReportResponseFailed(this);
        }

        return sent;
    }

    /// <inheritdoc/>
    protected override void Forget() => Layer.Forget(this);

    private void Remember(SipResponse response)
    {
        LocalTag ??= response.To.Tag;
        _lastResponse = SipMessageWriter.ToBytes(response);
        if (_isInvite && response.IsSuccess && !_awaitsAck)
        {
            // Before the first send, so that a quick ACK finds what it acknowledges.
            _awaitsAck = true;
            Layer.AwaitAck(this);
        }
    }

    private bool SendLast() => _lastResponse is null || Layer.Sender.SendResponse(_lastResponse, Flow, _viaDestination, this);
}
