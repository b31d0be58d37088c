using System.Text;

namespace Undertone.Scenarios.BadInput;

/// <summary>Messages that are no SIP, or broken SIP, over UDP and TCP, while a supervised call goes on.</summary>
[Collection(AttackStage.Name)]
public class BrokenSipTests(AttackStage stage)
{
    private const string Stranger = "127.0.0.2";

    public static TheoryData<string> Noise =>
        ["nothing", "one byte", "zeros", "random", "largest datagram", "half an INVITE", "a start line", "a response to nothing", "an ACK to nothing"];

    /// <summary>What to do to a good OPTIONS request, and the answer to it.</summary>
    public static TheoryData<string, string, string, int> Damages => new()
    {
        { "Content-Length beyond the datagram", "Content-Length: 0", "Content-Length: 9999", 400 },
        { "negative Content-Length", "Content-Length: 0", "Content-Length: -1", 400 },
        { "Content-Length that is no number", "Content-Length: 0", "Content-Length: many", 400 },
        { "two lengths", "Content-Length: 0", "Content-Length: 0\r\nl: 7", 400 },
        { "wrong method in CSeq", "CSeq: 1 OPTIONS", "CSeq: 1 BYE", 400 },
        { "CSeq beyond its range", "CSeq: 1 OPTIONS", "CSeq: 36893488147419103232 OPTIONS", 400 },
        { "another version", "SIP/2.0\r\nVia", "SIP/7.0\r\nVia", 505 },
        { "another scheme", "OPTIONS sip:", "OPTIONS nobodyKnowsThisScheme:", 416 },
        { "a header without a name", "Max-Forwards: 70", "Max-Forwards: 70\r\n: nameless", 400 },
        { "an unknown method", "OPTIONS", "FROBNICATE", 405 },
        { "an extension that nobody has", "Max-Forwards: 70", "Max-Forwards: 70\r\nRequire: teleportation", 420 },
        { "a bad SUBSCRIBE", "OPTIONS", "SUBSCRIBE", 489 },
    };

    [Theory]
    [MemberData(nameof(Noise))]
    public async Task Noise_Over_Udp_Disturbs_Nobody(string kind)
    {
        using var stranger = new UdpStranger(stage.Server.Sip, Stranger);
        CallMark mark = await stage.Call.MarkAsync();
        for (int i = 0; i < 20; i++)
        {
            stranger.Send(Make(kind, stranger, i));
        }

        await stranger.PingAsync();
        await stage.Call.AssertUndisturbedAsync(mark);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_Damaged_Request_Over_Udp_Gets_The_Answer_Of_The_Protocol(string kind, string good, string bad, int status)
    {
        using var stranger = new UdpStranger(stage.Server.Sip, Stranger);
        CallMark mark = await stage.Call.MarkAsync();
        string request = SipText.Request("OPTIONS", stranger.Local).Replace(good, bad, StringComparison.Ordinal);
        Assert.True(request.Contains(bad, StringComparison.Ordinal), kind);
        Assert.Equal(status, await stranger.StatusOfAsync(request));
        await stranger.PingAsync();
        await stage.Call.AssertUndisturbedAsync(mark);
    }

    [Theory]
    [InlineData("one header of 20,000 bytes", 1, 20_000)]
    [InlineData("1,000 headers", 1_000, 10)]
    public async Task An_Oversized_Head_Over_Udp_Is_Refused(string kind, int headers, int bytes)
    {
        using var stranger = new UdpStranger(stage.Server.Sip, Stranger);
        CallMark mark = await stage.Call.MarkAsync();
        string more = string.Concat(Enumerable.Range(0, headers).Select(i => $"X-{i}: {new string('x', bytes)}\r\n"));
        int status = await stranger.StatusOfAsync(SipText.Request("OPTIONS", stranger.Local, more: more));
        Assert.True(status is 400 or 413 or 513, $"{kind}: {status}");
        await stranger.PingAsync();
        await stage.Call.AssertUndisturbedAsync(mark);
    }

    [Theory]
    [InlineData("Content-Length: -1", 400)]
    [InlineData("Content-Length: 70000", 413)]
    [InlineData("X-Length: none", 400)]
    [InlineData("Content-Length: 3\r\nContent-Length: 4", 400)]
    public async Task A_Stream_Whose_Length_Cannot_Be_Known_Is_Answered_And_Closed(string length, int status)
    {
        CallMark mark = await stage.Call.MarkAsync();
        using TcpStranger stranger = await TcpStranger.ConnectAsync(stage.Server.Sip);
        string request = SipText.Request("OPTIONS", stranger.Local, "TCP").Replace("Content-Length: 0", length, StringComparison.Ordinal);
        await stranger.SendAsync(SipText.Bytes(request));
        Assert.Equal(status, await stranger.StatusAsync());
        await stranger.WaitUntilClosedAsync();
        await stage.Call.AssertUndisturbedAsync(mark);
    }

    [Theory]
    [InlineData("a head that never ends")]
    [InlineData("random bytes")]
    public async Task A_Stream_Without_A_Message_In_It_Is_Closed(string kind)
    {
        CallMark mark = await stage.Call.MarkAsync();
        using TcpStranger stranger = await TcpStranger.ConnectAsync(stage.Server.Sip);
        byte[] bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        await stranger.SendAsync(kind == "random bytes"
            ? bytes
            : SipText.Bytes($"OPTIONS sip:x SIP/2.0\r\n{string.Concat(Enumerable.Repeat("X-More: and more\r\n", 10_000))}"));
        await stranger.WaitUntilClosedAsync();
        await stage.Call.AssertUndisturbedAsync(mark);
    }

    [Fact]
    public async Task A_Length_That_Is_Too_Short_Costs_Its_Sender_The_Connection_And_Nobody_Else_Anything()
    {
        CallMark mark = await stage.Call.MarkAsync();
        using TcpStranger stranger = await TcpStranger.ConnectAsync(stage.Server.Sip);
        string request = SipText.Request("OPTIONS", stranger.Local, "TCP");
        await stranger.SendAsync(SipText.Bytes(request + "this is more body than was announced\r\n\r\n"));
        Assert.Equal(200, await stranger.StatusAsync());
        await stranger.WaitUntilClosedAsync();
        await stage.Call.AssertUndisturbedAsync(mark);
    }

    [Fact]
    public async Task A_Peer_That_Stops_In_The_Middle_Of_A_Message_Holds_Up_Nobody()
    {
        CallMark mark = await stage.Call.MarkAsync();
        using TcpStranger slow = await TcpStranger.ConnectAsync(stage.Server.Sip);
        byte[] request = SipText.Bytes(SipText.Request("OPTIONS", slow.Local, "TCP"));
        await slow.SendAsync(request[..(request.Length / 2)]);

        using TcpStranger quick = await TcpStranger.ConnectAsync(stage.Server.Sip);
        await quick.SendAsync(SipText.Bytes("\r\n\r\n" + SipText.Request("OPTIONS", quick.Local, "TCP")));
        Assert.Equal(200, await quick.StatusAsync());
        using var udp = new UdpStranger(stage.Server.Sip, Stranger);
        await udp.PingAsync();
        await stage.Call.AssertUndisturbedAsync(mark);

        foreach (byte last in request[(request.Length / 2)..])
        {
            await slow.SendAsync([last]);
        }

        Assert.Equal(200, await slow.StatusAsync());
        await stage.Call.AssertUndisturbedAsync(mark);
    }

    private static byte[] Make(string kind, UdpStranger stranger, int round)
    {
        string invite = SipText.Request("INVITE", stranger.Local);
        byte[] random = new byte[round == 0 ? 1472 : round * 60];
        new Random(round).NextBytes(random);
        return kind switch
        {
            "nothing" => [],
            "one byte" => [(byte)round],
            "zeros" => new byte[1000],
            "random" => random,
            "largest datagram" => Enumerable.Repeat((byte)('A' + round), 65_507).ToArray(),
            "half an INVITE" => SipText.Bytes(invite)[..(20 + (round * 14))],
            "a start line" => SipText.Bytes("INVITE sip:2000@undertone.local SIP/2.0\r\n\r\n"),
            "a response to nothing" => SipText.Bytes(
                "SIP/2.0 200 OK" + invite[invite.IndexOf("\r\n", StringComparison.Ordinal)..].Replace("Max-Forwards: 70\r\n", "", StringComparison.Ordinal)),
            _ => Encoding.ASCII.GetBytes(SipText.Request("ACK", stranger.Local, toTag: "nobody")),
        };
    }
}
