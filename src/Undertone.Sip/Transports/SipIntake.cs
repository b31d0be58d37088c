using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Logging;
using Undertone.Sip.Messages;
using Undertone.Sip.Transactions;

namespace Undertone.Sip.Transports;

/// <summary>From bytes to the transaction layer: parses, completes the Via, answers or drops what is malformed. Safe from any thread.</summary>
internal sealed partial class SipIntake(
    TransactionLayer layer,
    SipLimits limits,
    TransportCounters counters,
    TimeProvider time,
    ILogger logger)
{
    private const int LongestKeepAliveBytes = 4;

    private readonly LogThrottle _malformedLog = new(time);

    /// <summary>One datagram.</summary>
    public void OnDatagram(ReadOnlySpan<byte> bytes, SipFlow flow)
    {
        if (bytes.Length <= LongestKeepAliveBytes)
        {
            // Phones keep their NAT binding open with empty lines, zero bytes or a few letters; none wants an answer over UDP.
            counters.CountKeepAlive();
        }
        else if (SipMessageParser.TryParse(bytes, limits, out var message, out var error))
        {
            Dispatch(message, flow);
        }
        else
        {
            Refuse(error, flow);
        }
    }

    /// <summary>Looks at the front of a stream.</summary>
    /// <param name="bytes">All that has come and is not consumed yet.</param>
    /// <param name="flow">The connection.</param>
    /// <param name="verdict">What was found.</param>
    /// <returns>How many bytes are done with.</returns>
    public int OnStream(ReadOnlySpan<byte> bytes, SipFlow flow, out StreamVerdict verdict)
    {
        if (!SipMessageParser.TryReadFrame(bytes, limits, out var frame, out var error))
        {
            verdict = error is null ? StreamVerdict.NeedMore : StreamVerdict.Broken;
            if (error is not null)
            {
                Refuse(error, flow);
            }

            return 0;
        }

        if (frame.Kind == SipFrameKind.KeepAlive)
        {
            counters.CountKeepAlive();
            verdict = StreamVerdict.Ping;
            return frame.Consumed;
        }

        // A message whose frame is sound but whose content is not spoils nothing that follows it.
        verdict = StreamVerdict.Message;
        if (SipMessageParser.TryParse(bytes.Slice(frame.Start, frame.Bytes), limits, out var message, out error))
        {
            Dispatch(message, flow);
        }
        else
        {
            Refuse(error, flow);
        }

        return frame.Consumed;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "One message must never end the loop that serves everybody.")]
    private void Dispatch(SipMessage message, SipFlow flow)
    {
        try
        {
            switch (message)
            {
                case SipRequest request:
                    request.TopVia = ResponseDestination.Complete(request.TopVia, flow.Remote);
                    layer.OnRequest(request, flow);
                    break;
                case SipResponse response:
                    layer.OnResponse(response, flow);
                    break;
            }
        }
        catch (Exception error)
        {
            Log.DispatchFailed(logger, error, flow.Remote, message.CallId);
        }
        finally
        {
            // Counted when the transaction layer has dealt with it, so that who sees the number sees its effect too.
            counters.Count(message);
        }
    }

    private void Refuse(SipParseError error, SipFlow flow)
    {
        counters.CountMalformed();
        if (_malformedLog.Allows(out var count))
        {
            Log.Malformed(logger, flow.Remote, error.Text, error.Answer?.StatusCode, count);
        }

        if (error.Answer is not { } answer)
        {
            return;
        }

        answer.TopVia = ResponseDestination.Complete(answer.TopVia, flow.Remote);
        layer.Sender.SendResponse(
            SipMessageWriter.ToBytes(layer.WithServerHeader(answer)),
            flow,
            ResponseDestination.Of(answer.TopVia, flow),
            null);
    }

    private static partial class Log
    {
        [LoggerMessage(1003, LogLevel.Warning, "Malformed SIP message from {Remote}: {Reason} (answered with {StatusCode}); {Count} since the last such line")]
        public static partial void Malformed(ILogger logger, IPEndPoint remote, string reason, int? statusCode, long count);

        [LoggerMessage(1004, LogLevel.Error, "Handling a message from {Remote} failed, call id {CallId}")]
        public static partial void DispatchFailed(ILogger logger, Exception error, IPEndPoint remote, string callId);
    }
}
