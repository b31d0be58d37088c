using Undertone.Phone.Calls;
using Undertone.Sip.Messages;

namespace Undertone.Phone.Tests.Calls;

public sealed class AutoAnswerTests
{
    [Theory]
    [InlineData("Call-Info", "<sip:192.0.2.1>;answer-after=0", true)]
    [InlineData("Call-Info", "<sip:192.0.2.1>; Answer-After=0", true)]
    [InlineData("Call-Info", "<http://example.com/photo.jpg>;purpose=icon", false)]
    [InlineData("Alert-Info", "<http://undertone.local>;info=alert-autoanswer", true)]
    [InlineData("Alert-Info", "info=alert-autoanswer;delay=0", true)]
    [InlineData("Alert-Info", "<http://example.com/ring.wav>", false)]
    [InlineData("Answer-Mode", "Auto", true)]
    [InlineData("Answer-Mode", "auto;require", true)]
    [InlineData("Answer-Mode", "Manual", false)]
    public void Headers_That_Ask_For_An_Answer_Are_Recognised(string name, string value, bool asks)
    {
        var invite = new SipRequest(SipMethod.Invite, SipUri.Create("3000", "127.0.0.1"));
        invite.Headers.Add(name, value);
        Assert.Equal(asks, AutoAnswer.IsAskedBy(invite));
    }
}
