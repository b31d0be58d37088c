namespace Undertone.Sip.Messages;

/// <summary>
/// Start line and headers of a message, read as far as they can be: after a problem the reading goes on,
/// so that an answer to a broken request can still be addressed.
/// </summary>
internal sealed class SipHead
{
    private SipHead(SipStartLine? start) => Start = start;

    /// <summary>The first line; null when it is not SIP.</summary>
    public SipStartLine? Start { get; }

    public SipHeaders Headers { get; } = new();

    /// <summary>The first problem found, or null.</summary>
    public SipProblem? Problem { get; private set; }

    /// <summary>Where the body starts.</summary>
    public int BodyStart { get; private set; }

    /// <summary>Reads the head of a message that starts at the first byte.</summary>
    public static SipHead Read(ReadOnlySpan<byte> bytes, SipLimits limits)
    {
        var reader = new SipLineReader(bytes);
        if (!reader.TryReadLine(out var first))
        {
            // A start line without an end may be anything; it is still said whether it looked like SIP.
            var partial = new SipHead(SipStartLine.Read(bytes.Length > limits.MaxHeaderBytes ? bytes[..limits.MaxHeaderBytes] : bytes));
            partial.Report(partial.Start is null ? NotSip : Truncated);
            return partial;
        }

        var head = new SipHead(SipStartLine.Read(first));
        if (head.Start is null)
        {
            head.Report(NotSip);
            return head;
        }

        if (first.Length > limits.MaxHeaderBytes)
        {
            head.Report(SipProblem.TooLarge(SipParseErrorReason.HeaderTooLong, "Start line too long"));
        }

        if (first.Contains((byte)'\r'))
        {
            head.Report(new SipProblem(SipParseErrorReason.MalformedStartLine, "Malformed start line"));
        }

        if (head.Start.Problem is { } problem)
        {
            head.Report(problem);
        }

        head.ReadHeaders(ref reader, limits);
        return head;
    }

    private static SipProblem NotSip => new(SipParseErrorReason.NotSip, "Not a SIP message");

    private static SipProblem Truncated => new(SipParseErrorReason.Truncated, "Message ends inside its headers");

    private void ReadHeaders(ref SipLineReader reader, SipLimits limits)
    {
        while (true)
        {
            if (!reader.TryReadHeader(out var header))
            {
                Report(Truncated);
                return;
            }

            if (header.IsEmpty)
            {
                BodyStart = reader.Position;
                return;
            }

            if (Headers.Count >= limits.MaxHeaders)
            {
                Report(SipProblem.TooLarge(SipParseErrorReason.TooManyHeaders, "Too many headers"));
                return;
            }

            if (header.Length > limits.MaxHeaderBytes)
            {
                Report(SipProblem.TooLarge(SipParseErrorReason.HeaderTooLong, "Header too long"));
                continue;
            }

            if (!SipLineReader.TrySplit(header, out var name, out var value) || !SipLineReader.TryDecodeValue(value, out var text))
            {
                Report(new SipProblem(SipParseErrorReason.MalformedHeaderLine, "Malformed header line"));
                continue;
            }

            Add(SipHeaderNames.Expand(name), text, limits);
        }
    }

    private void Add(string fullName, string text, SipLimits limits)
    {
        if (!SipHeaderNames.IsAddressList(fullName) || !text.Contains(',', StringComparison.Ordinal))
        {
            Headers.AddExpanded(fullName, text);
            return;
        }

        var rest = text.AsSpan();
        while (SipList.TryTake(ref rest, out var element))
        {
            if (Headers.Count >= limits.MaxHeaders)
            {
                Report(SipProblem.TooLarge(SipParseErrorReason.TooManyHeaders, "Too many headers"));
                return;
            }

            Headers.AddExpanded(fullName, element.ToString());
        }
    }

    private void Report(SipProblem problem) => Problem ??= problem;
}
