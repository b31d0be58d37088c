using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Undertone.Switch.Calls;

/// <summary>
/// One call's mailbox: everything that concerns the call (SIP messages, timers, API commands, media events) is posted here
/// and done one after the other, so call logic needs no locks and reads as a sequential program.
/// </summary>
internal sealed partial class Mailbox
{
    private const int Capacity = 1_024;
    private readonly Channel<Func<ValueTask>> _work = Channel.CreateBounded<Func<ValueTask>>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly ILogger _logger;
    private volatile bool _isHandingOver;
    private volatile Mailbox? _successor;

    /// <summary>Opens a mailbox and starts its reader.</summary>
    /// <param name="owner">The call's id, for the log.</param>
    /// <param name="logger">Where a failure in the call's logic is reported.</param>
    public Mailbox(string owner, ILogger logger)
    {
        Owner = owner;
        _logger = logger;
        Completion = Task.Run(RunAsync);
    }

    /// <summary>The call's id.</summary>
    public string Owner { get; }

    /// <summary>Completes when the mailbox is closed and everything in it is done.</summary>
    public Task Completion { get; }

    /// <summary>Puts work into the mailbox; false if it is closed, or so full that the sender must be running wild.</summary>
    public bool Post(Func<ValueTask> work)
    {
        if (_work.Writer.TryWrite(work))
        {
            return true;
        }

        if (!_isHandingOver)
        {
            return false;
        }

        // What was here before must get there before; that is a matter of microseconds.
        SpinWait.SpinUntil(() => _successor is not null);
        return _successor!.Post(work);
    }

    /// <summary>Puts work into the mailbox; false if it is closed or full.</summary>
    public bool Post(Action work) => Post(() =>
    {
        work();
        return ValueTask.CompletedTask;
    });

    /// <summary>Puts a question into the mailbox and waits for its answer.</summary>
    /// <param name="question">Runs in the mailbox.</param>
    /// <param name="whenClosed">The answer if the call is already over.</param>
    /// <param name="cancellation">Gives up waiting; the question is still carried out.</param>
    public async ValueTask<T> AskAsync<T>(Func<ValueTask<T>> question, T whenClosed, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool posted = Post(async () =>
        {
            try
            {
                answer.TrySetResult(await question());
            }
            catch (Exception failure)
            {
                answer.TrySetException(failure);
                throw;
            }
        });
        return posted ? await answer.Task.WaitAsync(cancellation) : whenClosed;
    }

    /// <summary>Takes no more work; what is already in the mailbox is still done.</summary>
    public void Close() => _work.Writer.TryComplete();

    /// <summary>
    /// Sends everything that is still in the mailbox, and all that comes from now on, to another one: its call has become a part of
    /// another call. To be called from the mailbox, as the last thing that is done there.
    /// </summary>
    public void HandOverTo(Mailbox successor)
    {
        _isHandingOver = true;
        _work.Writer.TryComplete();
        while (_work.Reader.TryRead(out Func<ValueTask>? work))
        {
            successor.Post(work);
        }

        _successor = successor;
    }

    private async Task RunAsync()
    {
        await foreach (Func<ValueTask> work in _work.Reader.ReadAllAsync())
        {
            try
            {
                await work();
            }
#pragma warning disable CA1031 // A defect in the handling of one message must not end the call or its mailbox.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Log.WorkFailed(_logger, Owner, failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Error, "Call {Call}: a step failed; the call goes on")]
        public static partial void WorkFailed(ILogger logger, string call, Exception failure);
    }
}
