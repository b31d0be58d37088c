using Undertone.Sip.Messages;
using Undertone.Sip.Transports;

namespace Undertone.Sip.Transactions;

/// <summary>
/// The shell around a machine: one lock, the state, timers, sending. What the four kinds share. Steps are short and never wait; the user's
/// callbacks run after the lock is left.
/// </summary>
internal abstract class Transaction(TransactionLayer layer, SipFlow flow) : ISendObserver
{
    private readonly Lock _gate = new();
    private readonly CallbackQueue _callbacks = new();
    private TransactionState _state;

    /// <summary>The way the request went or came.</summary>
    public SipFlow Flow { get; } = flow;

    protected TransactionLayer Layer { get; } = layer;

    /// <inheritdoc/>
    public void OnSendFailed() => Step(TransactionInput.TransportError, null, null, inline: true);

    /// <summary>Adds a callback to the user behind those that wait, and runs it.</summary>
    public void Post(Action callback, bool inline)
    {
        _callbacks.Add(callback);
        _callbacks.Drain(inline);
    }

    /// <summary>Does the first step.</summary>
    protected void Begin(TransactionStep first, bool inline)
    {
        lock (_gate)
        {
            Apply(first, null, null);
        }

        _callbacks.Drain(inline);
    }

    /// <summary>Does one step.</summary>
    protected void Step(TransactionInput input, SipMessage? message, SipFlow? flow, bool inline)
    {
        lock (_gate)
        {
            if (_state.Phase == TransactionPhase.Terminated)
            {
                return;
            }

            Apply(Next(_state, input, Layer.Time.GetUtcNow()), message, flow);
        }

        _callbacks.Drain(inline);
    }

    /// <summary>The machine.</summary>
    protected abstract TransactionStep Next(TransactionState state, TransactionInput input, DateTimeOffset now);

    /// <summary>Sends and calls back as told; false when sending failed at once. Under the lock.</summary>
    protected abstract bool Perform(TransactionActions actions, SipMessage? message, SipFlow? flow);

    /// <summary>The transaction is over; called once, under the lock.</summary>
    protected abstract void Forget();

    /// <summary>Runs a callback after the lock is left. Under the lock.</summary>
    protected void CallBack(Action callback) => _callbacks.Add(callback);

    private void Apply(TransactionStep step, SipMessage? message, SipFlow? flow)
    {
        Take(step);
        if (!Perform(step.Actions, message, flow) && _state.Phase != TransactionPhase.Terminated)
        {
            // No row for a failed send sends again, so this goes one step deep.
            var failed = Next(_state, TransactionInput.TransportError, Layer.Time.GetUtcNow());
            Take(failed);
            Perform(failed.Actions, null, null);
        }

        if (_state.Phase == TransactionPhase.Terminated)
        {
            Forget();
        }
    }

    private void Take(TransactionStep step)
    {
        _state = step.State;
        Schedule(step.FirstTimer);
        Schedule(step.SecondTimer);
    }

    private void Schedule(TimerStart? start)
    {
        if (start is { } timer)
        {
            var input = InputOf(timer.Timer);
            Layer.Queue.Schedule(timer.Due, _ => Step(input, null, null, inline: true));
        }
    }

    private static TransactionInput InputOf(TransactionTimer timer) => timer switch
    {
        TransactionTimer.A => TransactionInput.TimerA,
        TransactionTimer.B => TransactionInput.TimerB,
        TransactionTimer.D => TransactionInput.TimerD,
        TransactionTimer.E => TransactionInput.TimerE,
        TransactionTimer.F => TransactionInput.TimerF,
        TransactionTimer.G => TransactionInput.TimerG,
        TransactionTimer.H => TransactionInput.TimerH,
        TransactionTimer.I => TransactionInput.TimerI,
        TransactionTimer.J => TransactionInput.TimerJ,
        TransactionTimer.K => TransactionInput.TimerK,
        TransactionTimer.L => TransactionInput.TimerL,
        TransactionTimer.M => TransactionInput.TimerM,
        TransactionTimer.Trying => TransactionInput.TimerTrying,
        _ => TransactionInput.TimerCancelled,
    };
}
