using System.Buffers;
using Undertone.Sip.Messages;

namespace Undertone.Fuzz.Targets;

/// <summary>Bytes of a TCP connection: cut into messages to the end, and the same verdict however the bytes lie in memory.</summary>
internal sealed class SipStreamTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "sip-stream";

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        var rest = input;
        while (SipMessageParser.TryReadFrame(rest, SipLimits.Default, out var frame, out var error))
        {
            FindingException.Unless(error is null, "a frame and an error at once");
            FindingException.Unless(frame.Consumed > 0 && frame.Consumed <= rest.Length, "a frame that does not move on");
            FindingException.Unless(frame.Start + frame.Bytes <= frame.Consumed, "a frame beyond its own end");
            if (frame.Kind == SipFrameKind.Message)
            {
                SipMessageParser.TryParse(rest.Slice(frame.Start, frame.Bytes), SipLimits.Default, out _, out _);
            }

            rest = rest[frame.Consumed..];
        }

        CompareSegmented(input);
    }

    private static void CompareSegmented(ReadOnlySpan<byte> input)
    {
        if (input.Length < 2)
        {
            return;
        }

        var first = new Segment(input[..(input.Length / 2)].ToArray());
        var last = first.Append(input[(input.Length / 2)..].ToArray());
        var segmented = new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        var isWhole = SipMessageParser.TryReadFrame(input, SipLimits.Default, out var whole, out var wholeError);
        var isSegmented = SipMessageParser.TryReadFrame(segmented, SipLimits.Default, out var cut, out var cutError);
        FindingException.Unless(
            isWhole == isSegmented && whole == cut && wholeError?.Reason == cutError?.Reason, "another verdict on the same bytes in two segments");
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
