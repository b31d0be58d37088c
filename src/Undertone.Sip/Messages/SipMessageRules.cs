using System.Globalization;

namespace Undertone.Sip.Messages;

/// <summary>What RFC 3261 8.1.1 and 20 demand of the headers that every view relies on.</summary>
internal static class SipMessageRules
{
    private static readonly string[] Mandatory =
        [SipHeaderNames.Via, SipHeaderNames.From, SipHeaderNames.To, SipHeaderNames.CallId, SipHeaderNames.CSeq];

    private static readonly string[] Single =
    [
        SipHeaderNames.From, SipHeaderNames.To, SipHeaderNames.CallId, SipHeaderNames.CSeq, SipHeaderNames.MaxForwards,
        SipHeaderNames.ContentType, SipHeaderNames.Expires,
    ];

    /// <summary>The first rule that is broken, or null.</summary>
    public static SipProblem? Check(SipStartLine start, SipHeaders headers)
    {
        foreach (var name in Mandatory)
        {
            if (!headers.Contains(name))
            {
                return SipProblem.Missing(name);
            }
        }

        foreach (var name in Single)
        {
            if (headers.All(name).Skip(1).Any())
            {
                return SipProblem.Duplicate(name);
            }
        }

        return CheckIdentity(start, headers) ?? CheckAddresses(headers) ?? CheckNumbers(start, headers);
    }

    /// <summary>The body length announced; null without Content-Length, with a problem when it is not one number (RFC 3261 20.14).</summary>
    public static int? ContentLength(SipHeaders headers, out SipProblem? problem)
    {
        problem = null;
        int? length = null;
        foreach (var value in headers.All(SipHeaderNames.ContentLength))
        {
            var known = length;
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || (known is { } before && before != number))
            {
                problem = new SipProblem(SipParseErrorReason.BadContentLength, "Bad Content-Length");
                return null;
            }

            length = number;
        }

        return length;
    }

    private static SipProblem? CheckIdentity(SipStartLine start, SipHeaders headers)
    {
        foreach (var via in headers.All(SipHeaderNames.Via))
        {
            if (!ViaHeader.TryParse(via, out _))
            {
                return SipProblem.Malformed(SipHeaderNames.Via);
            }
        }

        if (!IsAddress(headers, SipHeaderNames.From))
        {
            return SipProblem.Malformed(SipHeaderNames.From);
        }

        if (!IsAddress(headers, SipHeaderNames.To))
        {
            return SipProblem.Malformed(SipHeaderNames.To);
        }

        var callId = headers.First(SipHeaderNames.CallId).AsSpan();
        if (callId.IsEmpty || callId.ContainsAnyInRange('\0', ' ') || callId.Contains('\x7f'))
        {
            return SipProblem.Malformed(SipHeaderNames.CallId);
        }

        if (!CSeqHeader.TryParse(headers.First(SipHeaderNames.CSeq), out var cseq))
        {
            return SipProblem.Malformed(SipHeaderNames.CSeq);
        }

        return !start.IsResponse && cseq.Method != start.Method
            ? new SipProblem(SipParseErrorReason.MethodMismatch, "CSeq method differs from the request method")
            : null;
    }

    private static SipProblem? CheckAddresses(SipHeaders headers)
    {
        var contacts = headers.All(SipHeaderNames.Contact).ToList();
        if (contacts is not ["*"] && !contacts.TrueForAll(contact => NameAddress.TryParse(contact, out _)))
        {
            return SipProblem.Malformed(SipHeaderNames.Contact);
        }

        if (!headers.All(SipHeaderNames.Route).All(route => NameAddress.TryParse(route, out _)))
        {
            return SipProblem.Malformed(SipHeaderNames.Route);
        }

        return headers.All(SipHeaderNames.RecordRoute).All(route => NameAddress.TryParse(route, out _))
            ? null
            : SipProblem.Malformed(SipHeaderNames.RecordRoute);
    }

    private static SipProblem? CheckNumbers(SipStartLine start, SipHeaders headers) =>
        !start.IsResponse && headers.First(SipHeaderNames.MaxForwards) is { } hops && HeaderViews.Number(hops, 255) is null
            ? SipProblem.Malformed(SipHeaderNames.MaxForwards)
            : null;

    private static bool IsAddress(SipHeaders headers, string name) => NameAddress.TryParse(headers.First(name), out _);
}
