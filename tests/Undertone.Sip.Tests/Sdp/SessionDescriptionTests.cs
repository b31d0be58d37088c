using System.Text;
using Undertone.Sip.Sdp;

namespace Undertone.Sip.Tests.Sdp;

public sealed class SessionDescriptionTests
{
    public static TheoryData<string> Phones => [.. PhoneOffers.All.Keys];

    [Theory]
    [MemberData(nameof(Phones))]
    public void Reads_And_Writes_The_Offer_Of_A_Phone_Without_Loss(string phone)
    {
        var text = PhoneOffers.All[phone];
        var written = Describe.Sdp(text).ToString();
        // The writer keeps attributes in their sections, so a sorted comparison shows that no line is lost or changed.
        Assert.Equal(text.Split('\n').Order(StringComparer.Ordinal), written.TrimEnd().Split("\r\n").Order(StringComparer.Ordinal));
        Assert.Equal(written, Describe.Sdp(written).ToString());
    }

    [Fact]
    public void Reads_Origin_Connection_Time_Attributes_And_Media()
    {
        var sdp = Describe.Sdp(PhoneOffers.All["Polycom"]);
        Assert.Equal(new SdpOrigin("-", 1618318131, 1618318131, "IP4", "192.0.2.13"), sdp.Origin);
        Assert.Equal("Polycom IP Phone", sdp.SessionName);
        Assert.Equal(new SdpConnection("IP4", "192.0.2.13"), sdp.Connection);
        Assert.Equal(["AS:512"], sdp.Bandwidths);
        Assert.Equal([new SdpTime(0, 0)], sdp.Times);
        Assert.Equal([new SdpAttributeLine("sendrecv")], sdp.Attributes);
        Assert.Equal(["audio", "video"], sdp.Media.Select(m => m.Kind));
        Assert.Equal([9, 0, 8, 127], sdp.Media[0].PayloadTypes);
        Assert.Equal("profile-level-id=42800d; max-mbps=40500", sdp.Media[1].FormatParametersOf(109));
    }

    [Theory]
    [InlineData("o=John Doe 5 6 IN IP4 192.0.2.9", "John Doe", 5, 6)]
    [InlineData("o=- 18446744073709551615 0 IN IP6 2001:db8::1", "-", 18446744073709551615, 0)]
    [InlineData("o=  7 8 IN IP4 192.0.2.9", "-", 7, 8)]
    public void Reads_Unusual_Origins(string line, string username, ulong id, ulong version)
    {
        var sdp = Describe.Sdp($"v=0\n{line}\ns=-\nt=0 0\n");
        Assert.Equal((username, id, version), (sdp.Origin.Username, sdp.Origin.SessionId, sdp.Origin.SessionVersion));
    }

    [Theory]
    [InlineData("v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\nm=audio 4000 RTP/AVP 0\r\n")]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\ns=\nt=0 0\nc=IN IP4 192.0.2.9\nm=audio 4000 RTP/AVP 0\n\n\n")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\ni=x\r\nu=x\r\ne=x\r\np=x\r\nt=0 0\r\nr=7d 1h 0 25h\r\nz=0 0\r\nk=prompt\r\nm=audio 4000/2 RTP/AVP 0")]
    public void Tolerates_What_Does_No_Harm(string text) => Assert.Equal(4000, Describe.Sdp(text).Media[0].Port);

    [Theory]
    [InlineData("", SdpErrorKind.Empty, 0)]
    [InlineData("\r\n\r\n", SdpErrorKind.Empty, 0)]
    [InlineData("hello", SdpErrorKind.MalformedLine, 1)]
    [InlineData("v=1\no=- 1 1 IN IP4 192.0.2.9\n", SdpErrorKind.InvalidVersion, 1)]
    [InlineData("o=- 1 1 IN IP4 192.0.2.9\nv=0\n", SdpErrorKind.InvalidVersion, 1)]
    [InlineData("v=0\nv=0\n", SdpErrorKind.InvalidVersion, 2)]
    [InlineData("v=0\ns=-\n", SdpErrorKind.InvalidOrigin, 2)]
    [InlineData("v=0\no=- x 1 IN IP4 192.0.2.9\n", SdpErrorKind.InvalidOrigin, 2)]
    [InlineData("v=0\no=- 18446744073709551616 1 IN IP4 192.0.2.9\n", SdpErrorKind.InvalidOrigin, 2)]
    [InlineData("v=0\no=- 1 1 XX IP4 192.0.2.9\n", SdpErrorKind.InvalidOrigin, 2)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\no=- 1 1 IN IP4 192.0.2.9\n", SdpErrorKind.InvalidOrigin, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\nc=IN IP5 192.0.2.9\n", SdpErrorKind.InvalidConnection, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\nc=IN IP4\n", SdpErrorKind.InvalidConnection, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\nc=IN IP4 /127\n", SdpErrorKind.InvalidConnection, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\nt=0\n", SdpErrorKind.InvalidTime, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\nt=-1 0\n", SdpErrorKind.InvalidTime, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\nm=audio 65536 RTP/AVP 0\n", SdpErrorKind.InvalidMedia, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\nm=audio RTP/AVP 0\n", SdpErrorKind.InvalidMedia, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\nm=audio 4000 RTP/AVP\n", SdpErrorKind.InvalidMedia, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\na=\n", SdpErrorKind.InvalidAttribute, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\na=:x\n", SdpErrorKind.InvalidAttribute, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\nx=1\n", SdpErrorKind.UnknownType, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\n\ns=-\n", SdpErrorKind.MalformedLine, 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 192.0.2.9\ns=a\0b\n", SdpErrorKind.MalformedLine, 3)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\nc=IN IP4 \r \r\n", SdpErrorKind.MalformedLine, 3)]
    public void Refuses_With_Reason_And_Line(string text, SdpErrorKind kind, int line)
    {
        Assert.False(SessionDescription.TryParse(Encoding.UTF8.GetBytes(text), out var description, out var error));
        Assert.Null(description);
        Assert.Equal(new SdpError(kind, line), error);
    }

    [Theory]
    [InlineData(SdpLimits.MaxMedia, "m=audio 4000 RTP/AVP 0\n")]
    [InlineData(SdpLimits.MaxLines - 2, "a=x\n")]
    [InlineData(SdpLimits.MaxFormats, " 0")]
    public void Limits_Hold_Exactly(int most, string unit)
    {
        var head = "v=0\no=- 1 1 IN IP4 192.0.2.9\n" + (unit == " 0" ? "m=audio 4000 RTP/AVP" : "");
        var fits = head + string.Concat(Enumerable.Repeat(unit, most));
        Assert.True(SessionDescription.TryParse(Encoding.UTF8.GetBytes(fits), out _, out var error), error.ToString());
        Assert.False(SessionDescription.TryParse(Encoding.UTF8.GetBytes(fits + unit), out _, out error));
        Assert.Equal(SdpErrorKind.TooLarge, error.Kind);
    }

    [Fact]
    public void A_Body_Over_The_Limit_Is_Refused_Unread()
    {
        Assert.False(SessionDescription.TryParse(new byte[SdpLimits.MaxBytes + 1], out _, out var error));
        Assert.Equal(new SdpError(SdpErrorKind.TooLarge, 0), error);
    }

    [Fact]
    public void Never_Throws_On_Mutated_Offers()
    {
        var random = new Random(4566);
        var parsed = 0;
        foreach (var text in PhoneOffers.All.Values)
        {
            var original = Encoding.UTF8.GetBytes(text);
            for (var round = 0; round < 400; round++)
            {
                var bytes = original[..random.Next(original.Length + 1)];
                for (var change = random.Next(4); change > 0 && bytes.Length > 0; change--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                if (SessionDescription.TryParse(bytes, out var description, out var error))
                {
                    parsed++;
                    _ = SdpOfferAnswer.TryAnswer(description, Describe.Local, out _, out _, out _);
                    _ = SdpOfferAnswer.TryAccept(SdpOfferAnswer.CreateOffer(Describe.Local), description, out _, out _);
                }
                else
                {
                    Assert.NotEqual(SdpErrorKind.None, error.Kind);
                }
            }
        }

        Assert.InRange(parsed, 1, 400 * PhoneOffers.All.Count);
    }

    [Theory]
    [InlineData("a=ptime:20", 20)]
    [InlineData("a=ptime: 30 ", 30)]
    [InlineData("a=ptime:0", null)]
    [InlineData("a=ptime:abc", null)]
    [InlineData("a=ptime:99999999999", null)]
    [InlineData("a=ptime", null)]
    public void Reads_Packet_Time(string line, int? milliseconds)
    {
        var media = Describe.Far("m=audio 4000 RTP/AVP 0\n" + line).Media[0];
        Assert.Equal(milliseconds, (int?)media.PacketTime?.TotalMilliseconds);
    }

    [Theory]
    [InlineData("96 opus/48000/2", 96, "opus", 48000, 2)]
    [InlineData("0 PCMU/8000", 0, "PCMU", 8000, 1)]
    [InlineData("0 PCMU/8000/1", 0, "PCMU", 8000, 1)]
    public void Reads_RtpMap(string value, int payloadType, string name, int clock, int channels)
    {
        Assert.True(RtpMap.TryParse(value, out var map));
        Assert.Equal(new RtpMap(payloadType, name, clock, channels), map);
    }

    [Theory]
    [InlineData("")]
    [InlineData("96")]
    [InlineData("128 PCMU/8000")]
    [InlineData("-1 PCMU/8000")]
    [InlineData("96 PCMU")]
    [InlineData("96 /8000")]
    [InlineData("96 PCMU/0")]
    [InlineData("96 PCMU/x")]
    [InlineData("96 PCMU/8000/0")]
    [InlineData("96 PCMU/99999999999")]
    public void Ignores_Unreadable_RtpMap(string value) => Assert.False(RtpMap.TryParse(value, out _));

    [Theory]
    [InlineData("a=sendonly", "", SdpDirection.SendOnly)]
    [InlineData("a=sendonly", "a=recvonly", SdpDirection.RecvOnly)]
    [InlineData("", "a=inactive", SdpDirection.Inactive)]
    [InlineData("", "", SdpDirection.SendRecv)]
    public void Direction_Of_A_Section_Prevails_Over_The_Sessions(string session, string media, SdpDirection expected)
    {
        var sdp = Describe.Sdp(string.Join('\n', new[] { "v=0", "o=- 1 1 IN IP4 192.0.2.9", session, "m=audio 4000 RTP/AVP 0", media }.Where(l => l != "")));
        Assert.Equal(expected, sdp.DirectionOf(sdp.Media[0]));
    }

    [Fact]
    public void Version_Grows_Only_With_A_Change()
    {
        var first = SdpOfferAnswer.CreateOffer(Describe.Local);
        var unchanged = SdpOfferAnswer.CreateOffer(Describe.Local, first);
        var held = SdpOfferAnswer.CreateOffer(Describe.Local with { Direction = SdpDirection.SendOnly }, unchanged);
        Assert.Equal([1UL, 1UL, 2UL], new[] { first, unchanged, held }.Select(d => d.Origin.SessionVersion));
        Assert.Equal([77UL, 77UL, 77UL], new[] { first, unchanged, held }.Select(d => d.Origin.SessionId));
    }
}
