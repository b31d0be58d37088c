using System.Threading.Channels;
using Undertone.Http.YeastarSSeries.Answers;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>A client of the event port: a bounded queue of lines. One that is too slow is cut off rather than told half. Safe for any thread.</summary>
/// <param name="layout">The layout that it asked for.</param>
/// <param name="capacity">Lines that may wait.</param>
internal sealed class EventSubscriber(EventLayout layout, int capacity)
{
    private readonly Channel<byte[]> _lines = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(capacity) { SingleReader = true });

    /// <summary>True if it was cut off.</summary>
    public bool IsTooSlow { get; private set; }

    /// <summary>Takes a report; returns at once.</summary>
    public void Offer(IReport report)
    {
        if (report.In(layout) is { } fields && !_lines.Writer.TryWrite([.. JsonWire.Write(fields), .. "\r\n"u8]))
        {
            IsTooSlow = true;
            _lines.Writer.TryComplete();
        }
    }

    /// <summary>The lines, in order, until the client is cut off or the token is cancelled.</summary>
    public IAsyncEnumerable<byte[]> ReadAllAsync(CancellationToken cancellation) => _lines.Reader.ReadAllAsync(cancellation);
}
