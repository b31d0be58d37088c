namespace Undertone.Sip.Messages;

/// <summary>Builds the answer to a request that is too broken to be a <see cref="SipRequest"/>, from whatever of it could be read.</summary>
internal static class SipErrorAnswer
{
    /// <summary>The answer; null when it could not be addressed or matched by the sender, and for ACK (RFC 3261 17.1.1.3) and responses.</summary>
    public static SipResponse? TryBuild(SipHead head, SipProblem problem)
    {
        if (head.Start is not { IsResponse: false } start || start.Method == SipMethod.Ack)
        {
            return null;
        }

        var request = head.Headers;
        if (request.First(SipHeaderNames.From) is not { } from
            || request.First(SipHeaderNames.To) is not { } to
            || request.First(SipHeaderNames.CallId) is not { } callId
            || request.First(SipHeaderNames.CSeq) is not { } cseq)
        {
            return null;
        }

        // Only 400 has a phrase of our own; the other codes say it themselves.
        var response = new SipResponse(problem.StatusCode, problem.StatusCode == SipStatus.BadRequest ? problem.Text : null);
        foreach (var value in request.All(SipHeaderNames.Via))
        {
            if (!ViaHeader.TryParse(value, skipEmptyParameters: true, out var via))
            {
                break;
            }

            response.Headers.Add(SipHeaderNames.Via, via.ToString());
        }

        if (response.Headers.Count == 0)
        {
            return null;
        }

        response.Headers.Add(SipHeaderNames.From, from);
        response.Headers.Add(
            SipHeaderNames.To,
            NameAddress.TryParse(to, out var address) && address.Tag is null ? address.WithTag(SipIdentifiers.NewTag()).ToString() : to);
        response.Headers.Add(SipHeaderNames.CallId, callId);
        response.Headers.Add(SipHeaderNames.CSeq, cseq);
        return response;
    }
}
