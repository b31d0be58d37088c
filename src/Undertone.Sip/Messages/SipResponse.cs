namespace Undertone.Sip.Messages;

/// <summary>A response (RFC 3261 7.2).</summary>
/// <param name="statusCode">100 to 699.</param>
/// <param name="reasonPhrase">The phrase; null for the usual one of the code.</param>
/// <param name="headers">Headers to take over, or null for none.</param>
public sealed class SipResponse(int statusCode, string? reasonPhrase = null, SipHeaders? headers = null) : SipMessage(headers ?? new SipHeaders())
{
    /// <summary>The status code, 100 to 699.</summary>
    public int StatusCode { get; set; } = statusCode;

    /// <summary>The phrase; it may be empty.</summary>
    public string ReasonPhrase { get; set; } = reasonPhrase ?? SipStatus.ReasonPhrase(statusCode);

    /// <summary>True for 1xx.</summary>
    public bool IsProvisional => StatusCode < 200;

    /// <summary>True for 2xx to 6xx.</summary>
    public bool IsFinal => StatusCode >= 200;

    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>
    /// Makes the response to a request as RFC 3261 8.2.6 says: Via, From, Call-ID and CSeq copied, To copied and given a tag, unless the code is 100
    /// or it has one; Record-Route copied where the answer may form a dialog (12.1.1), Timestamp into a 100.
    /// </summary>
    /// <param name="request">The request answered.</param>
    /// <param name="statusCode">100 to 699.</param>
    /// <param name="reasonPhrase">The phrase; null for the usual one of the code.</param>
    /// <param name="toTag">The tag for To when it has none; null makes a random one. All answers to one request must give the same.</param>
    public static SipResponse CreateFor(SipRequest request, int statusCode, string? reasonPhrase = null, string? toTag = null)
    {
        var response = new SipResponse(statusCode, reasonPhrase);
        var headers = response.Headers;
        CopyAll(request, headers, SipHeaderNames.Via);
        if (statusCode is > 100 and < 300 && FormsDialog(request.Method))
        {
            CopyAll(request, headers, SipHeaderNames.RecordRoute);
        }

        CopyAll(request, headers, SipHeaderNames.From);
        var to = request.To;
        headers.Add(
            SipHeaderNames.To,
            statusCode == SipStatus.Trying || to.Tag is not null
                ? request.Headers.First(SipHeaderNames.To)!
                : to.WithTag(toTag ?? SipIdentifiers.NewTag()).ToString());
        CopyAll(request, headers, SipHeaderNames.CallId);
        CopyAll(request, headers, SipHeaderNames.CSeq);
        if (statusCode == SipStatus.Trying)
        {
            CopyAll(request, headers, SipHeaderNames.Timestamp);
        }

        return response;
    }

    /// <summary>A copy whose headers can be changed independently; the body bytes are shared.</summary>
    public SipResponse Clone() => new(StatusCode, ReasonPhrase, Headers.Clone()) { Body = Body };

    /// <summary>Code and phrase, for logs.</summary>
    public override string ToString() => $"{StatusCode} {ReasonPhrase}";

    private static bool FormsDialog(SipMethod method) =>
        method == SipMethod.Invite || method == SipMethod.Subscribe || method == SipMethod.Refer || method == SipMethod.Notify;

    private static void CopyAll(SipRequest request, SipHeaders headers, string name)
    {
        foreach (var value in request.Headers.All(name))
        {
            headers.Add(name, value);
        }
    }
}
