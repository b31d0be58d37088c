using Undertone.Sip.Messages;

namespace Undertone.Sip.Transactions;

/// <summary>A client transaction of either kind around its machine.</summary>
internal sealed class ClientTransaction : Transaction, IClientTransaction
{
    private readonly IClientTransactionUser _user;
    private readonly bool _isInvite;
    private readonly bool _reliable;
    private readonly byte[] _wire;
    private readonly Lock _cancelGate = new();
    private volatile bool _completed;
    private bool _provisionalCame;
    private bool _cancelWanted;
    private bool _cancelSent;

    public ClientTransaction(TransactionLayer layer, SipRequest request, SipFlow flow, IClientTransactionUser user)
        : base(layer, flow)
    {
        Request = request;
        _user = user;
        _isInvite = request.Method == SipMethod.Invite;
        _reliable = flow.Transport != SipTransportKind.Udp;
        _wire = SipMessageWriter.ToBytes(request);
        Key = new ClientTransactionKey(request.TopVia.Branch!, request.Method.Name);
    }

    /// <inheritdoc/>
    public SipRequest Request { get; }

    /// <inheritdoc/>
    public bool IsCompleted => _completed;

    public ClientTransactionKey Key { get; }

    /// <summary>Sends the request and starts the timers.</summary>
    public void Start()
    {
        var now = Layer.Time.GetUtcNow();
        Begin(
            _isInvite ? InviteClientMachine.Start(_reliable, Layer.Timers, now) : NonInviteClientMachine.Start(_reliable, Layer.Timers, now),
            inline: false);
    }

    /// <summary>A response that matches came.</summary>
    public void OnResponse(SipResponse response, SipFlow flow)
    {
        var input = response.StatusCode switch
        {
            < 200 => TransactionInput.Response1xx,
            < 300 => TransactionInput.Response2xx,
            _ => TransactionInput.Response3xxTo6xx,
        };
        Step(input, response, flow, inline: true);
        if (response.IsProvisional && MarkProvisional())
        {
            SendCancel(inline: true);
        }
    }

    /// <inheritdoc/>
    public void Cancel()
    {
        if (!_isInvite || _completed)
        {
            return;
        }

        lock (_cancelGate)
        {
            if (_cancelSent || _cancelWanted)
            {
                return;
            }

            // RFC 3261 9.1: before a provisional response the CANCEL could overtake the INVITE.
            if (!_provisionalCame)
            {
                _cancelWanted = true;
                return;
            }

            _cancelSent = true;
        }

        SendCancel(inline: false);
    }

    /// <inheritdoc/>
    protected override TransactionStep Next(TransactionState state, TransactionInput input, DateTimeOffset now) => _isInvite
        ? InviteClientMachine.Next(state, input, Layer.Timers, now)
        : NonInviteClientMachine.Next(state, input, Layer.Timers, now);

    /// <inheritdoc/>
    protected override bool Perform(TransactionActions actions, SipMessage? message, SipFlow? flow)
    {
        var sent = true;
        if (actions.HasFlag(TransactionActions.SendRequest))
        {
            sent = Layer.Sender.Send(_wire, Flow, this);
        }

        if (message is SipResponse response)
        {
            if (actions.HasFlag(TransactionActions.SendAck))
            {
                sent = Layer.Sender.Send(SipMessageWriter.ToBytes(ClientRequests.AckFor(Request, response)), Flow, this);
            }

            if (actions.HasFlag(TransactionActions.PassToUser))
            {
                if (response.IsFinal)
                {
                    _completed = true;
                }

                CallBack(() => Layer.Guard(() => _user.OnResponse(this, response, flow!), Request));
            }
        }

        if (actions.HasFlag(TransactionActions.ReportTimeout))
        {
            Fail(ClientTransactionFailure.Timeout);
        }

        if (actions.HasFlag(TransactionActions.ReportTransportError))
        {
            Fail(ClientTransactionFailure.Transport);
        }

        return sent;
    }

    /// <inheritdoc/>
    protected override void Forget() => Layer.Forget(this);

    private void Fail(ClientTransactionFailure failure)
    {
        // A failure to send the ACK of a refusal says nothing new to a user who has the refusal.
        if (!_completed)
        {
            _completed = true;
            CallBack(() => Layer.Guard(() => _user.OnFailure(this, failure), Request));
        }
    }

    /// <summary>Remembers that a provisional response came; true when a CANCEL waited for it.</summary>
    private bool MarkProvisional()
    {
        lock (_cancelGate)
        {
            _provisionalCame = true;
            if (!_cancelWanted || _cancelSent)
            {
                return false;
            }

            _cancelSent = true;
            return true;
        }
    }

    private void SendCancel(bool inline)
    {
        if (_completed)
        {
            return;
        }

        Step(TransactionInput.UserCancels, null, null, inline);
        Layer.Start(new ClientTransaction(Layer, ClientRequests.CancelFor(Request), Flow, SilentUser.Instance));
    }

    /// <summary>Nobody waits for the answer to a CANCEL; the answer to the INVITE tells what happened.</summary>
    private sealed class SilentUser : IClientTransactionUser
    {
        public static readonly SilentUser Instance = new();

        public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
        {
        }

        public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure)
        {
        }
    }
}
