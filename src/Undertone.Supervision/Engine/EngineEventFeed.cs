using System.Collections.Immutable;
using System.Threading.Channels;

namespace Undertone.Supervision.Engine;

/// <summary>
/// The one ordered stream of an engine's events, fanned out to any number of readers. A reader that falls too far behind
/// loses its oldest events, is told so by <see cref="EngineEventReader.Missed"/>, and never holds up the engine or another reader.
/// </summary>
public sealed class EngineEventFeed
{
    private readonly Lock _gate = new();
    private ImmutableArray<EngineEventReader> _readers = [];

    /// <summary>Starts reading from now on.</summary>
    /// <param name="capacity">How many events may wait for this reader.</param>
    public EngineEventReader Subscribe(int capacity = 10_000)
    {
        var reader = new EngineEventReader(this, capacity);
        lock (_gate)
        {
            _readers = _readers.Add(reader);
        }

        return reader;
    }

    /// <summary>Hands an event to every reader. Events published from several threads arrive in one order for all readers.</summary>
    public void Publish(EngineEvent engineEvent)
    {
        lock (_gate)
        {
            foreach (EngineEventReader reader in _readers)
            {
                reader.Offer(engineEvent);
            }
        }
    }

    internal void Remove(EngineEventReader reader)
    {
        lock (_gate)
        {
            _readers = _readers.Remove(reader);
        }
    }
}

/// <summary>One reader's place in an engine's event stream; dispose it to stop reading.</summary>
public sealed class EngineEventReader : IDisposable
{
    private readonly EngineEventFeed _stream;
    private readonly Channel<EngineEvent> _channel;
    private long _missed;

    internal EngineEventReader(EngineEventFeed stream, int capacity)
    {
        _stream = stream;
        _channel = Channel.CreateBounded<EngineEvent>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _missed));
    }

    /// <summary>How many events this reader has lost by falling behind.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>The events, in order, until the reader is disposed of or the token is cancelled.</summary>
    public IAsyncEnumerable<EngineEvent> ReadAllAsync(CancellationToken cancellation) => _channel.Reader.ReadAllAsync(cancellation);

    /// <summary>The next event if one is waiting.</summary>
    public bool TryRead([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out EngineEvent? engineEvent) => _channel.Reader.TryRead(out engineEvent);

    /// <inheritdoc />
    public void Dispose()
    {
        _stream.Remove(this);
        _channel.Writer.TryComplete();
    }

    internal void Offer(EngineEvent engineEvent) => _channel.Writer.TryWrite(engineEvent);
}
