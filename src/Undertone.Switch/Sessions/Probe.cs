using Undertone.Sip;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Sessions;

/// <summary>One OPTIONS inside a dialog: does the device still know the call? Silence and 481 or 408 mean that it does not.</summary>
internal sealed class Probe(SipSession session, SessionContext context, SipRequest options) : IClientTransactionUser
{
    private ITimer? _timer;
    private bool _done;

    /// <summary>Sends it.</summary>
    public Probe Start()
    {
        _timer = context.After(context.Options.ProbeTimeout, () => DecideAsync("its phone does not answer"));
        context.Stack.SendRequest(options, session.Flow, this);
        return this;
    }

    /// <inheritdoc />
    public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
        => context.Mailbox.Post(() => response.StatusCode switch
        {
            < 200 => ValueTask.CompletedTask,
            SipStatus.CallDoesNotExist => DecideAsync("its phone does not know the call any more (481)"),
            SipStatus.RequestTimeout => DecideAsync("its phone cannot be reached (408)"),
            _ => DecideAsync(null),
        });

    /// <inheritdoc />
    public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure)
        => context.Mailbox.Post(() => DecideAsync("its phone cannot be reached"));

    private ValueTask DecideAsync(string? lostBecause)
    {
        if (_done)
        {
            return ValueTask.CompletedTask;
        }

        _done = true;
        _timer?.Dispose();
        return lostBecause is null ? ValueTask.CompletedTask : session.ReportLostAsync(lostBecause);
    }
}
