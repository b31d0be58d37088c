using System.Diagnostics;
using System.Text;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>What a single receive on a new connection brought.</summary>
internal sealed class ReceivedEvent
{
    private const string BlankLine = "\r\n\r\n";

    /// <summary>Splits it at the first blank line, as clients do.</summary>
    /// <param name="received">The bytes.</param>
    /// <param name="fromPort">The port that they came from.</param>
    public ReceivedEvent(ReadOnlySpan<byte> received, int fromPort)
    {
        string text = Encoding.UTF8.GetString(received);
        int end = text.IndexOf(BlankLine, StringComparison.Ordinal);
        Bytes = received.Length;
        FromPort = fromPort;
        Head = end < 0 ? text : text[..end];
        Body = end < 0 ? "" : text[(end + BlankLine.Length)..];
    }

    /// <summary>When it came, in ticks of the stopwatch.</summary>
    public long At { get; } = Stopwatch.GetTimestamp();

    /// <summary>Its length, head and body.</summary>
    public int Bytes { get; }

    /// <summary>The port that it came from.</summary>
    public int FromPort { get; }

    /// <summary>What stands before the blank line.</summary>
    public string Head { get; }

    /// <summary>What stands behind it.</summary>
    public string Body { get; }

    /// <summary>The bytes that came behind it on the same connection, known when the sender has closed.</summary>
    public Task<int> Rest { get; set; } = Task.FromResult(0);

    /// <summary>The first line.</summary>
    public string RequestLine => Head.Split("\r\n")[0];

    /// <summary>The value of a header; null if it is not there.</summary>
    public string? Header(string name) => Head.Split("\r\n").Skip(1).Select(line => line.Split(": ", 2))
        .FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];

    /// <summary>True for an event of a call or a monitor.</summary>
    public bool IsOf(string callId) => Body.Contains($"\"callid\":\"{callId}\"", StringComparison.Ordinal);

    /// <summary>True if the body has this text in it.</summary>
    public bool Says(string text) => Body.Contains(text, StringComparison.Ordinal);
}
