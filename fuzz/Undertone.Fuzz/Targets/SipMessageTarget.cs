using Undertone.Sip.Messages;

namespace Undertone.Fuzz.Targets;

/// <summary>A datagram as a SIP message: every view of what is accepted, the answer to what is not, and the way back to bytes.</summary>
internal sealed class SipMessageTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "sip-message";

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        if (!SipMessageParser.TryParse(input, SipLimits.Default, out var message, out var error))
        {
            if (error.Answer is { } answer)
            {
                // Its other headers are the sender's own text, malformed as it may be.
                FindingException.Unless(answer.TopVia.Host.Length > 0 && SipMessageWriter.ToBytes(answer).Length > 0, "an answer without a way back");
            }

            return;
        }

        ReadViews(message);
        FindingException.Unless(IsReadable(message), "an accepted message cannot be read after it was written");
        if (message is SipRequest request && request.Method != SipMethod.Ack)
        {
            FindingException.Unless(IsReadable(SipResponse.CreateFor(request, SipStatus.Ok)), "the response to a request cannot be read");
        }
    }

    /// <summary>Touches every view; none may throw.</summary>
    internal static void ReadViews(SipMessage message)
    {
        FindingException.Unless(message.Vias.Count > 0 && message.TopVia.Host.Length > 0, "no Via");
        FindingException.Unless(message.CallId.Length > 0 && message.CSeq.Method.Name.Length > 0, "no Call-ID or CSeq");
        foreach (var address in message.Contacts.Concat(message.Routes).Concat(message.RecordRoutes).Append(message.From).Append(message.To))
        {
            _ = address.ToString();
            _ = address.Tag;
            FindingException.Unless(address.Uri.Equals(address.Uri) && address.Uri.IsEquivalentTo(address.Uri), "an address does not equal itself");
        }

        _ = (message.HasWildcardContact, message.MaxForwards, message.Expires, message.ContentType, message.HasContentType("application/sdp"));
        foreach (var header in message.Headers)
        {
            _ = message.Headers.List(header.Name).Count;
        }

        if (message is SipRequest request)
        {
            _ = SipUri.TryParse(request.RequestUri.ToString(), out _);
        }
    }

    /// <summary>Whether what we write is read by ourselves. A writer may need more room than the reader grants, so size is no finding.</summary>
    private static bool IsReadable(SipMessage message)
    {
        var bytes = SipMessageWriter.ToBytes(message);
        return SipMessageParser.TryParse(bytes, SipLimits.Default, out _, out var error)
            || error.Reason is SipParseErrorReason.MessageTooLarge or SipParseErrorReason.BodyTooLarge
                or SipParseErrorReason.HeaderTooLong or SipParseErrorReason.TooManyHeaders;
    }
}
