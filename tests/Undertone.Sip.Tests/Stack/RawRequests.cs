namespace Undertone.Sip.Tests.Stack;

/// <summary>Requests as a phone would write them.</summary>
internal static class RawRequests
{
    public static string Make(
        string method,
        string sentBy,
        string branch = "z9hG4bKraw1",
        string viaParameters = ";rport",
        string toTag = "",
        string cseqMethod = "",
        int sequence = 1,
        string transport = "UDP",
        string callId = "raw-call") => $"""
        {method} sip:2000@undertone.local SIP/2.0
        Via: SIP/2.0/{transport} {sentBy}{viaParameters}{(branch.Length > 0 ? ";branch=" + branch : "")}
        Max-Forwards: 70
        From: <sip:1000@undertone.local>;tag=raw
        To: <sip:2000@undertone.local>{(toTag.Length > 0 ? ";tag=" + toTag : "")}
        Call-ID: {callId}
        CSeq: {sequence} {(cseqMethod.Length > 0 ? cseqMethod : method)}
        Contact: <sip:1000@{sentBy}>
        Content-Length: 0


        """;
}
