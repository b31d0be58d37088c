using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

public class SipMessageWriterTests
{
    [Fact]
    public void Write_ComputesContentLengthAndWritesItLast()
    {
        var request = new SipRequest(SipMethod.Message, SipUri.Parse("sip:a@h?Route=x"));
        request.Headers.Add("Content-Length", "999");
        request.Headers.Add("Subject", "ü");
        request.SetBody("text/plain", "hé"u8.ToArray());

        Assert.Equal(
            "MESSAGE sip:a@h SIP/2.0\r\nSubject: ü\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nhé",
            Encoding.UTF8.GetString(SipMessageWriter.ToBytes(request)));
    }

    [Fact]
    public void Write_Response_AlwaysHasTheBlankAfterTheCode()
    {
        Assert.Equal("SIP/2.0 200 \r\nContent-Length: 0\r\n\r\n", Encoding.UTF8.GetString(SipMessageWriter.ToBytes(new SipResponse(200, ""))));
        Assert.StartsWith("SIP/2.0 486 Busy Here\r\n", Encoding.UTF8.GetString(SipMessageWriter.ToBytes(new SipResponse(486))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil\r\nVia: injected")]
    [InlineData("evil\nVia: injected")]
    [InlineData("evil\rVia: injected")]
    [InlineData("evil\r\n\r\nbody")]
    public void Write_NeverLetsAValueBreakItsLine(string text)
    {
        var response = new SipResponse(200, text);
        response.Headers.Add("X-Note", text);
        response.Headers.Add(text, "value");
        var written = Encoding.UTF8.GetString(SipMessageWriter.ToBytes(response));

        Assert.Equal(6, written.Split("\r\n").Length);
        Assert.DoesNotContain("\nVia", written, StringComparison.Ordinal);
        Assert.Equal(written.Count(c => c == '\r'), written.Count(c => c == '\n'));
        Assert.EndsWith("Content-Length: 0\r\n\r\n", written, StringComparison.Ordinal);
    }
}
