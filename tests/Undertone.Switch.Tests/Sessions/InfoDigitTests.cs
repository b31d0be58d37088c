using System.Text;
using Undertone.Sip.Messages;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Tests.Sessions;

public class InfoDigitTests
{
    [Theory]
    [InlineData("application/dtmf-relay", "Signal=5\r\nDuration=250\r\n", '5', 250)]
    [InlineData("application/dtmf-relay", "Signal= *\r\nDuration= 100", '*', 100)]
    [InlineData("application/dtmf-relay; charset=utf-8", "Duration=100\nsignal=11\n", '#', 100)]
    [InlineData("application/dtmf-relay", "Signal=a", 'A', 160)]
    [InlineData("application/dtmf-relay", "Signal=4\r\nDuration=9999999", '4', 160)]
    [InlineData("application/dtmf", "7", '7', 160)]
    [InlineData("Application/DTMF", " 10 ", '*', 160)]
    public void Both_forms_that_phones_send_are_read(string type, string body, char digit, int milliseconds)
    {
        Assert.True(InfoDigit.TryRead(Info(type, body), out char read, out TimeSpan duration));
        Assert.Equal((digit, milliseconds), (read, (int)duration.TotalMilliseconds));
    }

    [Theory]
    [InlineData("application/dtmf-relay", "")]
    [InlineData("application/dtmf-relay", "Signal=")]
    [InlineData("application/dtmf-relay", "Signal=55")]
    [InlineData("application/dtmf-relay", "Signal=x")]
    [InlineData("application/dtmf", "")]
    [InlineData("text/plain", "5")]
    public void What_is_no_digit_is_none(string type, string body) => Assert.False(InfoDigit.TryRead(Info(type, body), out _, out _));

    [Fact]
    public void What_we_write_reads_back()
    {
        string body = Encoding.ASCII.GetString(InfoDigit.Write('#', TimeSpan.FromMilliseconds(120)));

        Assert.Equal("Signal=#\r\nDuration=120\r\n", body);
    }

    private static SipRequest Info(string type, string body)
    {
        var request = new SipRequest(SipMethod.Info, SipUri.Create("2000", "undertone.local"));
        request.Headers.Set("Content-Type", type);
        request.Body = Encoding.ASCII.GetBytes(body);
        return request;
    }
}
