using System.Net;
using Undertone.Sip.Messages;
using Undertone.Sip.Tests.Stack;
using Undertone.Sip.Transports;

namespace Undertone.Sip.Tests.Transports;

public sealed class TcpConnectionReuseTests
{
    private const string Listen = "tcp://127.0.0.1:0";

    [Fact]
    public async Task Requests_to_one_peer_share_a_connection_and_a_lost_one_is_made_anew()
    {
        await using var alice = await StackHarness.StartAsync(listen: Listen);
        using var listener = RawTcpPeer.Listen();
        var flow = alice.FlowTo((IPEndPoint)listener.LocalEndPoint!, SipTransportKind.Tcp);

        var first = new RecordingUser();
        alice.Stack.SendRequest(alice.NewRequest(SipMethod.Options, flow), flow, first);
        using (var connection = await RawTcpPeer.AcceptAsync(listener))
        {
            connection.Send(SipResponse.CreateFor(await connection.ReceiveRequestAsync(), 200));
            await Eventually.TrueAsync(() => first.Codes.Contains(200), "the first answer is told");
            var second = new RecordingUser();
            alice.Stack.SendRequest(alice.NewRequest(SipMethod.Options, flow), flow, second);
            connection.Send(SipResponse.CreateFor(await connection.ReceiveRequestAsync(), 200));
            await Eventually.TrueAsync(() => second.Codes.Contains(200), "the second answer is told");
        }

        // The stack sees the end of the connection a moment later; until then a request may still be lost with it.
        RecordingUser third;
        Task<RawTcpPeer> accepting = RawTcpPeer.AcceptAsync(listener);
        await Eventually.TrueAsync(
            () =>
            {
                third = new RecordingUser();
                alice.Stack.SendRequest(alice.NewRequest(SipMethod.Options, flow), flow, third);
                return accepting.IsCompleted;
            },
            "a new connection is made");
        using var renewed = await accepting;
        Assert.Equal(SipMethod.Options, (await renewed.ReceiveRequestAsync()).Method);
    }

    [Fact]
    public async Task A_request_uses_the_connection_that_the_peer_has_made()
    {
        await using var bob = await StackHarness.StartAsync(listen: Listen);
        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));
        alice.Send(RawRequests.Make("REGISTER", alice.SentBy, transport: "TCP"));
        await alice.ReceiveResponseAsync();
        var flow = Assert.Single(bob.Handler.Requests).Flow;

        bob.Stack.SendRequest(bob.NewRequest(SipMethod.Invite, flow), flow, new RecordingUser());
        var invite = await alice.ReceiveRequestAsync();

        Assert.Equal(SipMethod.Invite, invite.Method);
        Assert.Equal("TCP", invite.TopVia.Transport);
        Assert.Equal(bob.EndPoint(SipTransportKind.Tcp).Port, invite.TopVia.Port);
    }

    [Fact]
    public async Task A_peer_that_cannot_be_reached_is_a_transport_failure()
    {
        await using var alice = await StackHarness.StartAsync(listen: Listen);
        IPEndPoint closed;
        using (var listener = RawTcpPeer.Listen())
        {
            closed = (IPEndPoint)listener.LocalEndPoint!;
        }

        var flow = alice.FlowTo(closed, SipTransportKind.Tcp);
        var user = new RecordingUser();
        alice.Stack.SendRequest(alice.NewRequest(SipMethod.Options, flow), flow, user);

        await Eventually.TrueAsync(() => !user.Failures.IsEmpty, "the failure is told");
        Assert.Equal([ClientTransactionFailure.Transport], user.Failures);
        Assert.Equal(0, alice.Stack.Snapshot().ClientTransactions);
    }

    [Fact]
    public async Task Rfc3261_18_2_2_AResponseWhoseConnectionIsGoneGoesToThePortOfTheVia()
    {
        await using var bob = await StackHarness.StartAsync(listen: Listen);
        using var listener = RawTcpPeer.Listen();
        var sentBy = listener.LocalEndPoint!.ToString()!;
        using (var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp)))
        {
            alice.Send(RawRequests.Make("OPTIONS", sentBy, transport: "TCP"));
            await Eventually.TrueAsync(() => bob.Handler.Requests.Count == 1, "the request is told");
            alice.HalfClose();
            Assert.True(await alice.IsClosedAsync());
        }

        var transaction = bob.Handler.Requests.Single();
        transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));
        using var back = await RawTcpPeer.AcceptAsync(listener);

        Assert.Equal(200, (await back.ReceiveResponseAsync()).StatusCode);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_fills_its_queue_and_costs_no_more()
    {
        await using var alice = await StackHarness.StartAsync(
            listen: Listen,
            configure: options => options with { Tcp = new TcpLimits { MostQueuedMessages = 2 } });
        using var listener = RawTcpPeer.Listen();
        listener.ReceiveBufferSize = 4096;
        var flow = alice.FlowTo((IPEndPoint)listener.LocalEndPoint!, SipTransportKind.Tcp);
        var user = new RecordingUser();
        var large = alice.NewRequest(SipMethod.Message, flow);
        large.SetBody("text/plain", new byte[60_000]);

        await Eventually.TrueAsync(
            () =>
            {
                alice.Stack.SendRequest(large, flow, user);
                return !user.Failures.IsEmpty;
            },
            "a message finds the queue full");

        Assert.All(user.Failures, failure => Assert.Equal(ClientTransactionFailure.Transport, failure));
    }

    [Fact]
    public async Task Connections_above_the_limit_are_closed_at_once()
    {
        await using var bob = await StackHarness.StartAsync(
            listen: Listen,
            configure: options => options with { Tcp = new TcpLimits { MostConnections = 1 } });
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));
        using var first = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));
        first.Send(RawRequests.Make("OPTIONS", first.SentBy, transport: "TCP"));
        await first.ReceiveResponseAsync();

        using var second = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));

        Assert.True(await second.IsClosedAsync());
        first.Send("\r\n\r\n");
        Assert.Equal("\r\n", await first.ReceiveTextAsync(2));
    }
}
