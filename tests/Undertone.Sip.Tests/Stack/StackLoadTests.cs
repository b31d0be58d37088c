using System.Text;
using Undertone.Sip.Messages;
using Undertone.Sip.Tests.Transports;

namespace Undertone.Sip.Tests.Stack;

public sealed class StackLoadTests
{
    [Theory]
    [InlineData("udp://127.0.0.1:0", SipTransportKind.Udp)]
    [InlineData("tcp://127.0.0.1:0", SipTransportKind.Tcp)]
    public async Task Many_requests_at_once_are_answered_once_each_and_leave_nothing_behind(string listen, SipTransportKind kind)
    {
        const int Count = 500;
        var time = new ManualTimeProvider();
        await using var alice = await StackHarness.StartAsync(time, listen);
        await using var bob = await StackHarness.StartAsync(time, listen);
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));
        var flow = alice.FlowTo(bob, kind);
        var users = Enumerable.Range(0, Count).Select(_ => new RecordingUser()).ToArray();

        Parallel.ForEach(users, user => alice.Stack.SendRequest(alice.NewRequest(SipMethod.Options, flow), flow, user));
        await Eventually.TrueAsync(
            () =>
            {
                // Slowly, so that what a full socket buffer lost is sent again but nothing times out.
                time.Advance(TimeSpan.FromMilliseconds(5));
                return users.All(user => !user.Responses.IsEmpty);
            },
            "all are answered");

        Assert.All(users, user => Assert.Equal([200], user.Codes));
        Assert.Equal(Count, bob.Handler.Requests.Count);
        time.Advance(TimeSpan.FromSeconds(64));
        Assert.True(IsIdle(alice) && IsIdle(bob), $"{alice.Stack.Snapshot()} {bob.Stack.Snapshot()}");
    }

    [Theory]
    [InlineData("udp://127.0.0.1:0", SipTransportKind.Udp)]
    [InlineData("tcp://127.0.0.1:0", SipTransportKind.Tcp)]
    public async Task Damaged_messages_never_stop_the_stack(string listen, SipTransportKind kind)
    {
        const int Rounds = 40;
        const int Each = 25;
        await using var bob = await StackHarness.StartAsync(listen: listen);
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));
        var random = new Random(20261120);
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = Enumerable.Range(0, Each).Select(i => Damage(random, $"z9hG4bK{round}x{i}")).ToArray();
            var whole = $"z9hG4bKwhole{round}";
            Assert.Equal(200, kind == SipTransportKind.Udp ? await AskUdpAsync(bob, damaged, whole) : await AskTcpAsync(bob, damaged, whole));
        }
    }

    [Fact]
    public async Task A_stack_can_start_again_on_the_tcp_port_that_it_just_left()
    {
        var first = await StackHarness.StartAsync(listen: "tcp://127.0.0.1:0");
        var address = first.Stack.Listening.Single();
        using var peer = await RawTcpPeer.ConnectAsync(address.EndPoint);
        peer.Send("\r\n\r\n");
        await peer.ReceiveTextAsync(2);
        await first.DisposeAsync();

        await using var second = await StackHarness.StartAsync(listen: address.ToString());

        Assert.Equal(address, second.Stack.Listening.Single());
        Assert.True(await peer.IsClosedAsync());
    }

    private static bool IsIdle(StackHarness harness)
    {
        var snapshot = harness.Stack.Snapshot();
        return (snapshot.ClientTransactions, snapshot.ServerTransactions, snapshot.PendingAcks, snapshot.Timers) == (0, 0, 0, 0);
    }

    private static byte[] Damage(Random random, string branch)
    {
        var methods = new[] { "INVITE", "ACK", "BYE", "CANCEL", "REGISTER", "OPTIONS" };
        var bytes = Encoding.UTF8.GetBytes(
            RawRequests.Make(methods[random.Next(methods.Length)], "127.0.0.1:9", branch).ReplaceLineEndings("\r\n"));
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static async Task<int> AskUdpAsync(StackHarness bob, byte[][] damaged, string branch)
    {
        using var noise = new RawUdpPeer();
        foreach (var bytes in damaged)
        {
            noise.Send(bytes, bob.EndPoint());
        }

        using var alice = new RawUdpPeer();
        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy, branch), bob.EndPoint());
        return (await alice.ReceiveResponseAsync()).StatusCode;
    }

    private static async Task<int> AskTcpAsync(StackHarness bob, byte[][] damaged, string branch)
    {
        foreach (var bytes in damaged)
        {
            using var noise = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));
            noise.Send(bytes);
        }

        using var alice = await RawTcpPeer.ConnectAsync(bob.EndPoint(SipTransportKind.Tcp));
        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy, branch, transport: "TCP"));
        return (await alice.ReceiveResponseAsync()).StatusCode;
    }
}
