using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

public class SipMessageParserTests
{
    private const string Head = """
        Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK1
        From: <sip:a@h>;tag=1
        To: <sip:b@h>
        Call-ID: c1
        CSeq: 1 OPTIONS

        """;

    /// <summary>Start line, change to the headers above (old text, new text), expected reason, status of the answer (0: none) and its phrase.</summary>
    public static TheoryData<string, string, string, SipParseErrorReason, int, string> BadRequests => new()
    {
        { "OPTIONS sip:h SIP/2.0", "Call-ID: c1\n", "", SipParseErrorReason.MissingHeader, 0, "Missing Call-ID header" },
        { "OPTIONS sip:h SIP/2.0", "From: <sip:a@h>;tag=1\n", "", SipParseErrorReason.MissingHeader, 0, "Missing From header" },
        { "OPTIONS sip:h SIP/2.0", "To: <sip:b@h>\n", "", SipParseErrorReason.MissingHeader, 0, "Missing To header" },
        { "OPTIONS sip:h SIP/2.0", "CSeq: 1 OPTIONS\n", "", SipParseErrorReason.MissingHeader, 0, "Missing CSeq header" },
        { "OPTIONS sip:h SIP/2.0", "Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK1\n", "", SipParseErrorReason.MissingHeader, 0, "Missing Via header" },
        { "OPTIONS sip:h SIP/2.0", "SIP/2.0/UDP 192.0.2.10", "garbage", SipParseErrorReason.MalformedHeader, 0, "Malformed Via header" },
        { "OPTIONS sip:h SIP/2.0", "z9hG4bK1", "z9hG4bK1, garbage", SipParseErrorReason.MalformedHeader, 400, "Malformed Via header" },
        { "OPTIONS sip:h SIP/2.0", "<sip:a@h>", "<sip:a@h", SipParseErrorReason.MalformedHeader, 400, "Malformed From header" },
        { "OPTIONS sip:h SIP/2.0", "<sip:b@h>", "sip:", SipParseErrorReason.MalformedHeader, 400, "Malformed To header" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c 1", SipParseErrorReason.MalformedHeader, 400, "Malformed Call-ID header" },
        { "OPTIONS sip:h SIP/2.0", "c1", "", SipParseErrorReason.MalformedHeader, 400, "Malformed Call-ID header" },
        { "OPTIONS sip:h SIP/2.0", "1 OPTIONS", "one OPTIONS", SipParseErrorReason.MalformedHeader, 400, "Malformed CSeq header" },
        { "OPTIONS sip:h SIP/2.0", "1 OPTIONS", "1 options", SipParseErrorReason.MethodMismatch, 400, "CSeq method differs from the request method" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nMax-Forwards: 256", SipParseErrorReason.MalformedHeader, 400, "Malformed Max-Forwards header" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nMax-Forwards: x", SipParseErrorReason.MalformedHeader, 400, "Malformed Max-Forwards header" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nContact: *, <sip:a@h>", SipParseErrorReason.MalformedHeader, 400, "Malformed Contact header" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nContact:", SipParseErrorReason.MalformedHeader, 400, "Malformed Contact header" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nRoute: <sip:", SipParseErrorReason.MalformedHeader, 400, "Malformed Route header" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nRecord-Route: nothing", SipParseErrorReason.MalformedHeader, 400, "Malformed Record-Route header" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nTo: <sip:b@h>", SipParseErrorReason.DuplicateHeader, 400, "More than one To header" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nt: <sip:b@h>", SipParseErrorReason.DuplicateHeader, 400, "More than one To header" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nno colon here", SipParseErrorReason.MalformedHeaderLine, 400, "Malformed header line" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\n: no name", SipParseErrorReason.MalformedHeaderLine, 400, "Malformed header line" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nbad name: x", SipParseErrorReason.MalformedHeaderLine, 400, "Malformed header line" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nX: a{CR}Via: b", SipParseErrorReason.MalformedHeaderLine, 400, "Malformed header line" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nX: a\n b{CR}c", SipParseErrorReason.MalformedHeaderLine, 400, "Malformed header line" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nContent-Length: 1x", SipParseErrorReason.BadContentLength, 400, "Bad Content-Length" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nContent-Length: 99999999999999999999", SipParseErrorReason.BadContentLength, 400, "Bad Content-Length" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nl: +0", SipParseErrorReason.BadContentLength, 400, "Bad Content-Length" },
        { "OPTIONS sip:h SIP/2.0", "c1", "c1\nl: 1", SipParseErrorReason.BodyTruncated, 400, "Content-Length exceeds the message" },
        { "OPTIONS sip:h:x SIP/2.0", "", "", SipParseErrorReason.MalformedRequestUri, 400, "Malformed Request-URI" },
        { "OPTIONS sip:h?a=b SIP/2.0", "", "", SipParseErrorReason.MalformedRequestUri, 400, "Headers in Request-URI" },
        { "OPTIONS  SIP/2.0", "", "", SipParseErrorReason.MalformedStartLine, 400, "Malformed request line" },
        { "OPTIONS SIP/2.0", "", "", SipParseErrorReason.MalformedStartLine, 400, "Malformed request line" },
        { "OPTIONS sip:h{CR} SIP/2.0", "", "", SipParseErrorReason.MalformedStartLine, 400, "Malformed start line" },
        { "OPTIONS sip:h SIP/2.1", "", "", SipParseErrorReason.UnsupportedVersion, 505, "Version Not Supported" },
        { "OPTIONS mailto:a@h SIP/2.0", "", "", SipParseErrorReason.UnsupportedScheme, 416, "Unsupported URI Scheme" },
        { "ACK sip:h SIP/2.0", "", "", SipParseErrorReason.MethodMismatch, 0, "CSeq method differs from the request method" },
        { "OPT(IONS sip:h SIP/2.0", "", "", SipParseErrorReason.NotSip, 0, "Not a SIP message" },
        { "GET / HTTP/1.1", "", "", SipParseErrorReason.NotSip, 0, "Not a SIP message" },
        { "OPTIONS sip:h", "", "", SipParseErrorReason.NotSip, 0, "Not a SIP message" },
        { "SIP/2.0 99 Low", "", "", SipParseErrorReason.MalformedStartLine, 0, "Malformed status line" },
        { "SIP/2.0 700 High", "", "", SipParseErrorReason.MalformedStartLine, 0, "Malformed status line" },
        { "SIP/2.0 2000 Long", "", "", SipParseErrorReason.MalformedStartLine, 0, "Malformed status line" },
        { "SIP/2.0 +20 Signed", "", "", SipParseErrorReason.MalformedStartLine, 0, "Malformed status line" },
        { "SIP/3.0 200 OK", "", "", SipParseErrorReason.UnsupportedVersion, 0, "Version Not Supported" },
        { "SIP/2.0 200 OK", "<sip:a@h>", "<sip:a@h", SipParseErrorReason.MalformedHeader, 0, "Malformed From header" },
        { "SIP/2.0 200 OK", "c1", "c1\nl: 5", SipParseErrorReason.BodyTruncated, 0, "Content-Length exceeds the message" },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public void TryParse_BadMessage_GetsReasonAndAnswer(
        string startLine, string oldText, string newText, SipParseErrorReason reason, int status, string phrase)
    {
        var headers = oldText.Length == 0 ? Head : Head.Replace(oldText, newText, StringComparison.Ordinal);
        var text = (startLine + "\n" + headers + "\n").ReplaceLineEndings("\r\n").Replace("{CR}", "\r", StringComparison.Ordinal);

        Assert.False(SipMessageParser.TryParse(Encoding.UTF8.GetBytes(text), SipLimits.Default, out var message, out var error));
        Assert.Null(message);
        Assert.Equal((reason, phrase), (error.Reason, error.Text));
        Assert.Equal(status, error.Answer?.StatusCode ?? 0);
        if (error.Answer is { } answer)
        {
            Assert.Equal(status == 400 ? phrase : SipStatus.ReasonPhrase(status), answer.ReasonPhrase);
            Assert.Equal("192.0.2.10", answer.TopVia.Host);
            Assert.True(SipMessageWriter.ToBytes(answer).Length > 50);
        }
    }

    [Fact]
    public void TryParse_AnswerToABadRequest_MatchesItForTheSender()
    {
        var text = SipTexts.Invite.Replace("Max-Forwards: 70", "Max-Forwards: 900", StringComparison.Ordinal);
        Assert.False(SipMessageParser.TryParse(SipTexts.Bytes(text), SipLimits.Default, out _, out var error));

        var answer = (SipResponse)SipTexts.Message(SipMessageWriter.ToBytes(error.Answer!));
        var request = SipTexts.Request();
        Assert.Equal(request.Vias, answer.Vias);
        Assert.Equal((request.CallId, request.CSeq, request.From), (answer.CallId, answer.CSeq, answer.From));
        Assert.NotNull(answer.To.Tag);
        Assert.Equal("Malformed Max-Forwards header", answer.ReasonPhrase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\n\n\n")]
    public void TryParse_NothingButLineEnds_IsEmpty(string text)
    {
        Assert.False(SipMessageParser.TryParse(Encoding.UTF8.GetBytes(text), SipLimits.Default, out _, out var error));
        Assert.Equal((SipParseErrorReason.Empty, null), (error.Reason, error.Answer));
    }

    [Fact]
    public void TryParse_MessageCutAnywhereInItsHead_IsRefused()
    {
        var bytes = SipTexts.Bytes(SipTexts.Invite);
        var head = Encoding.UTF8.GetString(bytes).IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        for (var length = 1; length < head; length++)
        {
            Assert.False(SipMessageParser.TryParse(bytes.AsSpan(0, length), SipLimits.Default, out _, out var error), $"{length} bytes");
            Assert.Contains(error.Reason, new[] { SipParseErrorReason.NotSip, SipParseErrorReason.Truncated });
        }

        Assert.False(SipMessageParser.TryParse(bytes.AsSpan(0, head - 2), SipLimits.Default, out _, out var last));
        Assert.Equal((SipParseErrorReason.Truncated, 400), (last.Reason, last.Answer?.StatusCode));
    }

    [Fact]
    public void TryParse_ToleratesLeadingLineEndsAndBareLineFeeds()
    {
        var text = "\r\n\n\r\n" + Encoding.UTF8.GetString(SipTexts.Bytes(SipTexts.Invite)).Replace("\r\n", "\n", StringComparison.Ordinal) + "xx";
        var request = (SipRequest)SipTexts.Message(Encoding.UTF8.GetBytes(text));

        Assert.Equal("a84b4c76e66710@pc33", request.CallId);
        Assert.Equal("v=0\nx"u8.ToArray(), request.Body.ToArray());
    }

    [Fact]
    public void TryParse_WithoutContentLength_TakesTheRestAsBody()
    {
        var request = SipTexts.Request(SipTexts.Invite.Replace("Content-Length: 5\n", "", StringComparison.Ordinal) + "\ns=-");
        Assert.Equal("v=0\r\ns=-\r\n", Encoding.UTF8.GetString(request.Body.Span));
    }

    [Fact]
    public void TryParse_SameContentLengthTwice_IsHarmless()
    {
        var request = SipTexts.Request(SipTexts.Invite.Replace("Content-Length: 5", "Content-Length: 5\nl: 05", StringComparison.Ordinal));
        Assert.Equal(5, request.Body.Length);
    }

    [Fact]
    public void TryParse_BytesThatAreNotUtf8_AreReadAsLatin1()
    {
        var text = SipTexts.Invite.Replace("Timestamp: 54", "Subject: M\u00FCller", StringComparison.Ordinal);
        var request = SipTexts.Message(Encoding.Latin1.GetBytes((text + "\n").ReplaceLineEndings("\r\n")));
        Assert.Equal("Müller", request.Headers.First("s"));
    }

    [Fact]
    public void TryParse_WildcardContact_IsNotAnAddress()
    {
        var request = SipTexts.Request(SipTexts.Invite.Replace("<sip:2000@192.0.2.10:5060>", "*", StringComparison.Ordinal));
        Assert.True(request.HasWildcardContact);
        Assert.Empty(request.Contacts);
    }

    [Theory]
    [InlineData("X-Pad", 1, 64_000, SipParseErrorReason.HeaderTooLong, 513)]
    [InlineData("X-Pad", 1, 66_000, SipParseErrorReason.MessageTooLarge, 513)]
    [InlineData("X-Pad", 200, 10, SipParseErrorReason.TooManyHeaders, 513)]
    [InlineData("v", 200, 0, SipParseErrorReason.TooManyHeaders, 513)]
    public void TryParse_TooMuch_Gets513(string name, int lines, int bytes, SipParseErrorReason reason, int status)
    {
        var value = name == "v" ? "SIP/2.0/UDP h;branch=z9hG4bK2" : new string('x', bytes);
        var pad = string.Concat(Enumerable.Repeat($"{name}: {value}\n", lines));
        var text = SipTexts.Invite.Replace("Content-Type: application/sdp\n", pad, StringComparison.Ordinal);

        Assert.False(SipMessageParser.TryParse(SipTexts.Bytes(text), SipLimits.Default, out _, out var error));
        Assert.Equal((reason, status), (error.Reason, error.Answer?.StatusCode));
    }

    [Fact]
    public void TryParse_OneListLineWithTooManyElements_Gets513()
    {
        var text = SipTexts.Invite.Replace("Content-Type: application/sdp\n", "Route: " + string.Join(',', Enumerable.Repeat("<sip:p;lr>", 500)) + "\n", StringComparison.Ordinal);
        Assert.False(SipMessageParser.TryParse(SipTexts.Bytes(text), SipLimits.Default, out _, out var error));
        Assert.Equal((SipParseErrorReason.TooManyHeaders, 513), (error.Reason, error.Answer?.StatusCode));
    }

    [Fact]
    public void TryParse_BodyOverItsLimit_Gets413()
    {
        var limits = new SipLimits(MaxBodyBytes: 4);
        Assert.False(SipMessageParser.TryParse(SipTexts.Bytes(SipTexts.Invite), limits, out _, out var error));
        Assert.Equal((SipParseErrorReason.BodyTooLarge, 413), (error.Reason, error.Answer?.StatusCode));
    }

    [Fact]
    public void TryParse_LimitsThatAreJustKept_AreNoError()
    {
        var bytes = SipTexts.Bytes(SipTexts.Invite);
        var limits = new SipLimits(MaxMessageBytes: bytes.Length, MaxHeaders: 15, MaxBodyBytes: 5);
        Assert.True(SipMessageParser.TryParse(bytes, limits, out var message, out _));
        Assert.Equal(14, message.Headers.Count);
    }
}
