using System.Net;
using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Scenarios.BadInput;

/// <summary>Writes SIP requests as text, so that a test can write wrong ones.</summary>
internal static class SipText
{
    /// <summary>A request without a body.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="local">Where the answer goes.</param>
    /// <param name="transport">UDP or TCP.</param>
    /// <param name="callId">The Call-ID; a new one if null.</param>
    /// <param name="fromTag">The tag of From.</param>
    /// <param name="toTag">The tag of To; none if null.</param>
    /// <param name="sequence">The number of CSeq.</param>
    /// <param name="more">Further header lines, each with its CRLF.</param>
    /// <param name="user">The user of To and of the Request-URI.</param>
    public static string Request(
        string method,
        IPEndPoint local,
        string transport = "UDP",
        string? callId = null,
        string fromTag = "stranger",
        string? toTag = null,
        uint sequence = 1,
        string more = "",
        string user = "2000")
        => $"{method} sip:{user}@undertone.local SIP/2.0\r\n"
            + $"Via: SIP/2.0/{transport} {local};branch={SipIdentifiers.NewBranch()};rport\r\n"
            + "Max-Forwards: 70\r\n"
            + $"From: <sip:stranger@undertone.local>;tag={fromTag}\r\n"
            + $"To: <sip:{user}@undertone.local>{(toTag is null ? "" : ";tag=" + toTag)}\r\n"
            + $"Call-ID: {callId ?? SipIdentifiers.NewCallId()}\r\n"
            + $"CSeq: {sequence} {method}\r\n"
            + $"Contact: <sip:stranger@{local}>\r\n"
            + more
            + "Content-Length: 0\r\n\r\n";

    /// <summary>The bytes of a text.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
