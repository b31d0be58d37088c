using System.Buffers;
using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

public class SipFramingTests
{
    private static readonly byte[] Invite = SipTexts.Bytes(SipTexts.Invite);

    [Fact]
    public void Rfc3261_18_3_EveryCutNeedsMoreDataUntilTheMessageIsWhole()
    {
        for (var length = 0; length < Invite.Length; length++)
        {
            Assert.False(SipMessageParser.TryReadFrame(Invite.AsSpan(0, length), SipLimits.Default, out _, out var error));
            Assert.Null(error);
        }

        Assert.True(SipMessageParser.TryReadFrame(Invite, SipLimits.Default, out var frame, out _));
        Assert.Equal(new SipFrame(SipFrameKind.Message, 0, Invite.Length, Invite.Length), frame);
    }

    [Fact]
    public void MessagesBackToBack_ComeOneByOne()
    {
        byte[] stream = [.. "\r\n"u8, .. Invite, .. "\r\n\r\n"u8, .. Invite, .. "\r\n"u8];
        var kinds = new List<SipFrameKind>();
        var rest = stream.AsSpan();
        while (SipMessageParser.TryReadFrame(rest, SipLimits.Default, out var frame, out var error))
        {
            Assert.Null(error);
            kinds.Add(frame.Kind);
            if (frame.Kind == SipFrameKind.Message)
            {
                Assert.Equal("a84b4c76e66710@pc33", SipTexts.Message(rest.Slice(frame.Start, frame.Bytes).ToArray()).CallId);
            }

            rest = rest[frame.Consumed..];
        }

        Assert.Equal([SipFrameKind.Message, SipFrameKind.KeepAlive, SipFrameKind.Message], kinds);
        Assert.Equal(2, rest.Length);
    }

    [Theory]
    [InlineData("\r\n\r\n", true, 4)]
    [InlineData("\r\n", false, 0)]
    [InlineData("\r", false, 0)]
    [InlineData("", false, 0)]
    [InlineData("\n\n\n\n\n\n", true, 6)]
    public void Rfc5626_3_5_1_KeepAlivesAreTold(string text, bool found, int consumed)
    {
        Assert.Equal(found, SipMessageParser.TryReadFrame(Encoding.UTF8.GetBytes(text), SipLimits.Default, out var frame, out var error));
        Assert.Equal((found ? SipFrameKind.KeepAlive : default, consumed), (frame.Kind, frame.Consumed));
        Assert.Null(error);
    }

    [Theory]
    [InlineData("Content-Length: 5", "X: 5", SipParseErrorReason.MissingContentLength, 400)]
    [InlineData("Content-Length: 5", "Content-Length: -5", SipParseErrorReason.BadContentLength, 400)]
    [InlineData("Content-Length: 5", "Content-Length: 5\nl: 6", SipParseErrorReason.BadContentLength, 400)]
    [InlineData("Content-Length: 5", "l: 70000", SipParseErrorReason.BodyTooLarge, 413)]
    [InlineData("Content-Length: 5", "l: 65500", SipParseErrorReason.MessageTooLarge, 513)]
    [InlineData("INVITE sip:2001@undertone.local SIP/2.0", "GET / HTTP/1.1", SipParseErrorReason.NotSip, 0)]
    public void StreamThatCannotBeFollowed_IsAnError(string oldText, string newText, SipParseErrorReason reason, int status)
    {
        var text = SipTexts.Invite.Replace(oldText, newText, StringComparison.Ordinal);
        if (reason == SipParseErrorReason.NotSip)
        {
            text = text.Replace("Content-Length: 5\n", "", StringComparison.Ordinal);
        }

        Assert.False(SipMessageParser.TryReadFrame(SipTexts.Bytes(text), SipLimits.Default, out _, out var error));
        Assert.Equal((reason, status), (error!.Reason, error.Answer?.StatusCode ?? 0));
    }

    [Fact]
    public void HeadWithoutEnd_IsRefusedAtTheLimit()
    {
        var endless = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Invite).Split("\r\n\r\n")[0] + "\r\nX: " + new string('x', 3000));
        var limits = new SipLimits(MaxMessageBytes: 2000);

        Assert.False(SipMessageParser.TryReadFrame(endless, limits, out _, out var error));
        Assert.Equal((SipParseErrorReason.MessageTooLarge, 513), (error!.Reason, error.Answer?.StatusCode));
        Assert.False(SipMessageParser.TryReadFrame(new byte[2001], limits, out _, out var garbage));
        Assert.Equal(SipParseErrorReason.NotSip, garbage!.Reason);
    }

    [Fact]
    public void FoldedAndCompactContentLength_IsFound()
    {
        var text = SipTexts.Invite.Replace("Content-Length: 5", "L :\n\t5", StringComparison.Ordinal);
        Assert.True(SipMessageParser.TryReadFrame(SipTexts.Bytes(text), SipLimits.Default, out var frame, out _));
        Assert.Equal(SipTexts.Bytes(text).Length, frame.Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Segments_GiveTheSameAsOneSpan(int segmentBytes)
    {
        byte[] stream = [.. "\r\n"u8, .. Invite, .. "more"u8];
        Assert.True(SipMessageParser.TryReadFrame(stream, SipLimits.Default, out var whole, out _));
        Assert.True(SipMessageParser.TryReadFrame(Segment.Split(stream, segmentBytes), SipLimits.Default, out var split, out _));
        Assert.Equal(whole, split);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        private Segment(ReadOnlyMemory<byte> memory, long start)
        {
            Memory = memory;
            RunningIndex = start;
        }

        public static ReadOnlySequence<byte> Split(byte[] bytes, int size)
        {
            var first = new Segment(bytes.AsMemory(0, size), 0);
            var last = first;
            for (var start = size; start < bytes.Length; start += size)
            {
                var next = new Segment(bytes.AsMemory(start, Math.Min(size, bytes.Length - start)), start);
                last.Next = next;
                last = next;
            }

            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }
}
