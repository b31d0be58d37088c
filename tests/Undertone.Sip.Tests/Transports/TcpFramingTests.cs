using System.Net.Sockets;
using System.Text;
using Undertone.Sip.Messages;
using Undertone.Sip.Tests.Stack;
using Undertone.Sip.Transports;

namespace Undertone.Sip.Tests.Transports;

public sealed class TcpFramingTests
{
    private const string Listen = "tcp://127.0.0.1:0";

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_message_in_single_bytes_is_put_together()
    {
        await using var bob = await StartAsync();
        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));

        foreach (var one in Encoding.UTF8.GetBytes(Options(alice)))
        {
            alice.Send([one]);
        }

        Assert.Equal(200, (await alice.ReceiveResponseAsync()).StatusCode);
    }

    [Fact]
    public async Task Two_messages_in_one_segment_are_told_apart_and_in_order()
    {
        await using var bob = await StartAsync();
        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));

        alice.Send(Options(alice, "z9hG4bK1") + Options(alice, "z9hG4bK2"));

        Assert.Equal("z9hG4bK1", (await alice.ReceiveResponseAsync()).TopVia.Branch);
        Assert.Equal("z9hG4bK2", (await alice.ReceiveResponseAsync()).TopVia.Branch);
    }

    [Fact]
    public async Task A_body_larger_than_the_first_buffer_is_taken_whole()
    {
        await using var bob = await StartAsync();
        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));
        var body = new string('x', 50_000);

        alice.Send(Options(alice).Replace("Content-Length: 0", "Content-Length: 50000", StringComparison.Ordinal) + body);
        await alice.ReceiveResponseAsync();

        Assert.Equal(body, Encoding.UTF8.GetString(Assert.Single(bob.Handler.Requests).Request.Body.Span));
    }

    [Fact]
    public async Task A_bad_message_with_a_sound_frame_gets_400_and_the_connection_goes_on()
    {
        await using var bob = await StartAsync();
        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));

        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy, cseqMethod: "INVITE", transport: "TCP") + Options(alice));

        Assert.Equal(400, (await alice.ReceiveResponseAsync()).StatusCode);
        Assert.Equal(200, (await alice.ReceiveResponseAsync()).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Length: many\r\n")]
    [InlineData("Content-Length: 99999999\r\n")]
    [InlineData("Content-Length: -5\r\n")]
    public async Task A_message_whose_end_cannot_be_found_is_answered_and_the_connection_closed(string contentLength)
    {
        await using var bob = await StartAsync();
        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));

        alice.Send(Options(alice).ReplaceLineEndings("\r\n").Replace("Content-Length: 0\r\n", contentLength, StringComparison.Ordinal));
        var refusal = await alice.ReceiveResponseAsync();

        Assert.InRange(refusal.StatusCode, 400, 599);
        Assert.True(await alice.IsClosedAsync());
        Assert.Empty(bob.Handler.Requests);
    }

    [Fact]
    public async Task Rubbish_closes_the_connection()
    {
        await using var bob = await StartAsync();
        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));

        alice.Send("GET / HTTP/1.1\r\nHost: undertone\r\n\r\n");

        Assert.True(await alice.IsClosedAsync());
    }

    [Fact]
    public async Task Headers_without_end_close_the_connection()
    {
        await using var bob = await StartAsync();
        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));

        alice.Send("OPTIONS sip:2000@undertone.local SIP/2.0\r\nSubject: " + new string('x', 70_000));

        Assert.True(await alice.IsClosedAsync());
    }

    [Fact]
    public async Task Rfc5626_3_5_1_ADoubleLineEndIsAnsweredWithASingleOne()
    {
        await using var bob = await StartAsync();
        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));

        alice.Send("\r\n\r\n");
        Assert.Equal("\r\n", await alice.ReceiveTextAsync(2));
        alice.Send("\r\n\r\n" + Options(alice));

        Assert.Equal("\r\n", await alice.ReceiveTextAsync(2));
        Assert.Equal(200, (await alice.ReceiveResponseAsync()).StatusCode);
        Assert.Equal(2, bob.Stack.Snapshot().KeepAlivesReceived);
    }

    [Fact]
    public async Task Half_a_message_for_too_long_closes_the_connection()
    {
        await using var bob = await StartAsync();
        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));

        // A Content-Length that announces more than comes makes the stack wait for the rest.
        alice.Send(Options(alice) + Options(alice, "z9hG4bK2").Replace("Content-Length: 0", "Content-Length: 10", StringComparison.Ordinal));
        await alice.ReceiveResponseAsync();

        Assert.True(await ClosesAfterAsync(alice, new TcpLimits().Stall));
    }

    [Fact]
    public async Task A_silent_connection_is_closed_after_the_idle_time_but_a_lone_line_end_is_no_half_message()
    {
        await using var bob = await StartAsync();
        using var alice = await SurvivesLoneLineEndAsync(bob);

        Assert.True(await ClosesAfterAsync(alice, new TcpLimits().Idle));
    }

    /// <summary>
    /// A connection that outlived the stall limit with a lone line end behind its message. The peer may have the answer before the stack
    /// notes that it is written, and a clock moved in that moment makes it look stuck; a line end taken for half a message would every time.
    /// </summary>
    private async Task<RawTcpPeer> SurvivesLoneLineEndAsync(StackHarness bob)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));
            alice.Send(Options(alice, $"z9hG4bKa{attempt}") + "\r\n");
            await alice.ReceiveResponseAsync();
            _time.Advance(new TcpLimits().Stall * 2);
            try
            {
                alice.Send(Options(alice, $"z9hG4bKb{attempt}"));
                Assert.Equal($"z9hG4bKb{attempt}", (await alice.ReceiveResponseAsync()).TopVia.Branch);
                return alice;
            }
            catch (Exception closed) when (closed is SocketException or Xunit.Sdk.TrueException)
            {
                alice.Dispose();
            }
        }

        Assert.Fail("a lone line end is taken for half a message");
        throw new InvalidOperationException();
    }

    [Fact]
    public async Task A_peer_that_has_said_its_last_still_gets_its_answer()
    {
        await using var bob = await StartAsync();
        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));

        alice.Send(Options(alice));
        alice.HalfClose();

        Assert.Equal(200, (await alice.ReceiveResponseAsync()).StatusCode);
        Assert.True(await alice.IsClosedAsync());
    }

    private Task<StackHarness> StartAsync() => StartAsync(options => options);

    private async Task<StackHarness> StartAsync(Func<SipStackOptions, SipStackOptions> configure)
    {
        var bob = await StackHarness.StartAsync(_time, Listen, configure);
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));
        return bob;
    }

    /// <summary>
    /// Moves the clock until the connection ends. The connection notes its last activity on another thread, so one jump could come too early.
    /// </summary>
    private async Task<bool> ClosesAfterAsync(RawTcpPeer peer, TimeSpan limit)
    {
        var closed = peer.IsClosedAsync();
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(limit);
                return closed.IsCompleted;
            },
            "the connection is closed");
        return await closed;
    }

    private static string Options(RawTcpPeer peer, string branch = "z9hG4bKraw1") =>
        RawRequests.Make("OPTIONS", peer.SentBy, branch, transport: "TCP");
}
