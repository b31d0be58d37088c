using System.Buffers;

namespace Undertone.Sip.Messages;

public static partial class SipMessageParser
{
    /// <summary>
    /// Looks for a whole message or a keep-alive at the front of what a stream has delivered so far (RFC 3261 18.3, RFC 5626 3.5.1).
    /// </summary>
    /// <param name="buffered">All bytes not yet consumed.</param>
    /// <param name="limits">What is too large.</param>
    /// <param name="frame">What was found; hand its bytes to <see cref="TryParse"/>.</param>
    /// <param name="error">
    /// Not null when the stream cannot be followed any more: send the answer if there is one, then close the connection.
    /// </param>
    /// <returns>True when something was found; false without an error means that more bytes are needed.</returns>
    public static bool TryReadFrame(ReadOnlySpan<byte> buffered, SipLimits limits, out SipFrame frame, out SipParseError? error)
    {
        frame = default;
        error = null;
        if (buffered.StartsWith("\r\n\r\n"u8))
        {
            frame = new SipFrame(SipFrameKind.KeepAlive, 0, 0, 4);
            return true;
        }

        var bytes = buffered.TrimStart("\r\n"u8);
        if (bytes.IsEmpty)
        {
            // A lone CRLF may be half of a keep-alive; longer runs of line ends cannot, and are dropped.
            frame = buffered.Length > 4 ? new SipFrame(SipFrameKind.KeepAlive, 0, 0, buffered.Length) : default;
            return buffered.Length > 4;
        }

        var start = buffered.Length - bytes.Length;
        var headBytes = EndOfHead(bytes);
        if (headBytes < 0 && bytes.Length <= limits.MaxMessageBytes)
        {
            return false;
        }

        if (headBytes < 0 || headBytes > limits.MaxMessageBytes)
        {
            error = Refuse(bytes[..limits.MaxMessageBytes], limits, SipProblem.TooLarge(SipParseErrorReason.MessageTooLarge, "Headers too large"));
            return false;
        }

        var problem = ReadContentLength(bytes[..headBytes], out var bodyBytes);
        if (problem is null && bodyBytes > limits.MaxBodyBytes)
        {
            problem = new SipProblem(SipParseErrorReason.BodyTooLarge, "Body too large", SipStatus.RequestEntityTooLarge);
        }
        else if (problem is null && bodyBytes > limits.MaxMessageBytes - headBytes)
        {
            problem = SipProblem.TooLarge(SipParseErrorReason.MessageTooLarge, "Message too large");
        }

        if (problem is { } found)
        {
            error = Refuse(bytes[..headBytes], limits, found);
            return false;
        }

        if (bytes.Length < headBytes + bodyBytes)
        {
            return false;
        }

        frame = new SipFrame(SipFrameKind.Message, start, headBytes + bodyBytes, start + headBytes + bodyBytes);
        return true;
    }

    /// <summary>The same over the segments of a pipe. A message spread over several segments is looked at in a rented copy.</summary>
    /// <param name="buffered">All bytes not yet consumed.</param>
    /// <param name="limits">What is too large.</param>
    /// <param name="frame">What was found.</param>
    /// <param name="error">Not null when the stream cannot be followed any more.</param>
    public static bool TryReadFrame(in ReadOnlySequence<byte> buffered, SipLimits limits, out SipFrame frame, out SipParseError? error)
    {
        if (buffered.IsSingleSegment)
        {
            return TryReadFrame(buffered.FirstSpan, limits, out frame, out error);
        }

        // One byte above the limit is enough to see that a message is too large; line ends before it are few.
        var length = (int)Math.Min(buffered.Length, limits.MaxMessageBytes + 8L);
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            buffered.Slice(0, length).CopyTo(copy);
            return TryReadFrame(copy.AsSpan(0, length), limits, out frame, out error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private static SipParseError Refuse(ReadOnlySpan<byte> head, SipLimits limits, SipProblem problem)
    {
        var read = SipHead.Read(head, limits);
        if (read.Start is null)
        {
            return new SipParseError(SipParseErrorReason.NotSip, "Not a SIP message");
        }

        return new SipParseError(problem.Reason, problem.Text, SipErrorAnswer.TryBuild(read, problem));
    }

    /// <summary>Bytes up to and including the empty line, or -1.</summary>
    private static int EndOfHead(ReadOnlySpan<byte> bytes)
    {
        var reader = new SipLineReader(bytes);
        while (reader.TryReadLine(out var line))
        {
            if (line.IsEmpty)
            {
                return reader.Position;
            }
        }

        return -1;
    }

    private static SipProblem? ReadContentLength(ReadOnlySpan<byte> head, out int bytes)
    {
        bytes = 0;
        var reader = new SipLineReader(head);
        reader.TryReadLine(out _);
        var lengths = new SipHeaders();
        while (reader.TryReadHeader(out var header) && !header.IsEmpty)
        {
            if (SipLineReader.TrySplit(header, out var name, out var value)
                && IsContentLength(name)
                && SipLineReader.TryDecodeValue(value, out var text))
            {
                lengths.AddExpanded(SipHeaderNames.ContentLength, text);
            }
        }

        var announced = SipMessageRules.ContentLength(lengths, out var problem);
        bytes = announced ?? 0;
        return problem ?? (announced is null
            ? new SipProblem(SipParseErrorReason.MissingContentLength, "Missing Content-Length header")
            : null);
    }

    private static bool IsContentLength(ReadOnlySpan<byte> name) =>
        System.Text.Ascii.EqualsIgnoreCase(name, "Content-Length"u8) || System.Text.Ascii.EqualsIgnoreCase(name, "l"u8);
}
