using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Undertone.Supervision.Callbacks;

namespace Undertone.Http.Shared.Callbacks;

/// <summary>
/// Takes callbacks out of the outbox once they are settled, several in one step. What is still there after a crash is delivered again:
/// receivers may be told twice, never not at all. Safe for any thread.
/// </summary>
internal sealed partial class SettledCallbacks : IAsyncDisposable
{
    private const int MostInOneStep = 500;

    private readonly Channel<long> _ids = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IOutbox _outbox;
    private readonly ILogger _logger;
    private readonly Task _running;

    public SettledCallbacks(IOutbox outbox, ILogger logger)
    {
        (_outbox, _logger) = (outbox, logger);
        _running = Task.Run(RunAsync);
    }

    /// <summary>A callback is settled; returns at once.</summary>
    /// <param name="id">Its id; 0 for one that was never stored.</param>
    public void Add(long id)
    {
        if (id != 0)
        {
            _ids.Writer.TryWrite(id);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _ids.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync()
    {
        List<long> ids = [];
        while (await _ids.Reader.WaitToReadAsync())
        {
            ids.Clear();
            while (ids.Count < MostInOneStep && _ids.Reader.TryRead(out long id))
            {
                ids.Add(id);
            }

            try
            {
                await _outbox.DeleteAsync(ids, CancellationToken.None);
            }
            catch (IOException failure)
            {
                Log.NotForgotten(_logger, failure, ids.Count);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.CallbackNotForgotten, LogLevel.Warning, "{Count} settled callback(s) could not be taken out of the store; the next start will deliver them again")]
        public static partial void NotForgotten(ILogger logger, Exception failure, int count);
    }
}
