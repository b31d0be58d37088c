using System.Diagnostics.CodeAnalysis;

namespace Undertone.Sip.Messages;

/// <summary>Reads SIP messages. Nothing here throws, whatever the bytes.</summary>
public static partial class SipMessageParser
{
    /// <summary>
    /// Reads one message from a datagram, or from the bytes of a frame of a stream. Line ends before the message are skipped (RFC 3261 7.5),
    /// bytes behind the announced body ignored (18.3), and without Content-Length the rest is the body.
    /// </summary>
    /// <param name="datagram">The bytes; nothing of them is kept.</param>
    /// <param name="limits">What is too large.</param>
    /// <param name="message">A <see cref="SipRequest"/> or <see cref="SipResponse"/> whose mandatory headers are well-formed; else null.</param>
    /// <param name="error">Why there is no message, with the answer to send if there is one; else null.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> datagram,
        SipLimits limits,
        [NotNullWhen(true)] out SipMessage? message,
        [NotNullWhen(false)] out SipParseError? error)
    {
        message = null;
        var bytes = (datagram.Length > limits.MaxMessageBytes ? datagram[..limits.MaxMessageBytes] : datagram).TrimStart("\r\n"u8);
        if (bytes.IsEmpty)
        {
            error = new SipParseError(SipParseErrorReason.Empty, "Nothing but line ends");
            return false;
        }

        var head = SipHead.Read(bytes, limits);
        ReadOnlySpan<byte> body = default;
        var problem = datagram.Length > limits.MaxMessageBytes && head.Start is not null
            ? SipProblem.TooLarge(SipParseErrorReason.MessageTooLarge, "Message too large")
            : head.Problem ?? SipMessageRules.Check(head.Start!, head.Headers) ?? TakeBody(head, bytes, limits, out body);
        if (problem is { } found)
        {
            error = new SipParseError(found.Reason, found.Text, SipErrorAnswer.TryBuild(head, found));
            return false;
        }

        error = null;
        var start = head.Start!;
        message = start.IsResponse
            ? new SipResponse(start.StatusCode, start.ReasonPhrase, head.Headers)
            : new SipRequest(start.Method, start.Uri!, head.Headers);
        message.Body = body.ToArray();
        return true;
    }

    private static SipProblem? TakeBody(SipHead head, ReadOnlySpan<byte> bytes, SipLimits limits, out ReadOnlySpan<byte> body)
    {
        body = bytes[head.BodyStart..];
        var announced = SipMessageRules.ContentLength(head.Headers, out var problem);
        if (problem is not null)
        {
            return problem;
        }

        if (announced > body.Length)
        {
            return new SipProblem(SipParseErrorReason.BodyTruncated, "Content-Length exceeds the message");
        }

        body = body[..(announced ?? body.Length)];
        return body.Length > limits.MaxBodyBytes
            ? new SipProblem(SipParseErrorReason.BodyTooLarge, "Body too large", SipStatus.RequestEntityTooLarge)
            : null;
    }
}
