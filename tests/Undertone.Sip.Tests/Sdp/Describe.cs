using System.Net;
using System.Text;
using Undertone.Sip.Sdp;

namespace Undertone.Sip.Tests.Sdp;

/// <summary>Short ways to write descriptions in tests.</summary>
internal static class Describe
{
    /// <summary>Our side: 192.0.2.1:20000, PCMU, PCMA and G.722, events under 101.</summary>
    public static LocalAudio Local { get; } = new()
    {
        Address = IPAddress.Parse("192.0.2.1"),
        RtpPort = 20000,
        Codecs = [AudioCodec.Pcmu, AudioCodec.Pcma, AudioCodec.G722],
        SessionId = 77,
    };

    /// <summary>Parses <paramref name="text"/>, whose lines may end with LF alone.</summary>
    public static SessionDescription Sdp(string text)
    {
        var parsed = SessionDescription.TryParse(Encoding.UTF8.GetBytes(text), out var description, out var error);
        Assert.True(parsed, error.ToString());
        return description!;
    }

    /// <summary>A description of 192.0.2.9 with the given lines from the first media line on.</summary>
    public static SessionDescription Far(string mediaLines, string address = "192.0.2.9") =>
        Sdp($"v=0\no=- 1 1 IN IP4 192.0.2.9\ns=-\nc=IN IP4 {address}\nt=0 0\n{mediaLines}\n");
}
