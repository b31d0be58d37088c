using System.Collections.Frozen;
using System.Threading.Channels;

namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>
/// One subscriber's topics and the bounded queue of what it is still to be sent. A queue that runs full is closed for good: whoever fell
/// behind that far must not believe that it has seen everything.
/// </summary>
/// <param name="capacityFrames">How many frames may wait.</param>
internal sealed class Subscriber(int capacityFrames) : IEventSink
{
    private readonly Channel<byte[]> _queue = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(capacityFrames) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly TaskCompletionSource _overflow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile FrozenSet<int> _topics = FrozenSet<int>.Empty;

    /// <summary>Completes when the queue has run full.</summary>
    public Task Overflow => _overflow.Task;

    /// <summary>What waits to be sent, in order.</summary>
    public ChannelReader<byte[]> Queue => _queue.Reader;

    /// <summary>Replaces the topics.</summary>
    public void SetTopics(IEnumerable<int> topics) => _topics = topics.ToFrozenSet();

    /// <inheritdoc />
    public void Offer(PSeriesEvent pSeriesEvent)
    {
        if (_topics.Contains(pSeriesEvent.Type))
        {
            Enqueue(pSeriesEvent.Frame);
        }
    }

    /// <summary>Queues a frame; never waits.</summary>
    public void Enqueue(byte[] frame)
    {
        if (!_queue.Writer.TryWrite(frame) && _queue.Writer.TryComplete())
        {
            _overflow.TrySetResult();
        }
    }

    /// <summary>No more frames; what waits may still be sent.</summary>
    public void Complete() => _queue.Writer.TryComplete();
}
