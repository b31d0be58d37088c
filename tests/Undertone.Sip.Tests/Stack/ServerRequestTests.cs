using System.Net;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Stack;

public sealed class ServerRequestTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Rfc3261_17_2_2_ARepeatedRequestIsToldOnceAndAnsweredEachTime()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));

        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy), bob.EndPoint());
        var first = await alice.ReceiveResponseAsync();
        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy), bob.EndPoint());
        var second = await alice.ReceiveResponseAsync();

        Assert.Single(bob.Handler.Requests);
        Assert.Equal(SipMessageWriter.ToBytes(first), SipMessageWriter.ToBytes(second));
        Assert.Equal("Undertone", first.Headers.First("Server"));
        _time.Advance(TimeSpan.FromSeconds(32));
        Assert.Equal(0, bob.Stack.Snapshot().ServerTransactions);
    }

    [Theory]
    [InlineData("REGISTER", "z9hG4bKother", "1.2.3.4:5060", "z9hG4bKother", "1.2.3.4:5060", true)]
    [InlineData("REGISTER", "z9hG4bKa", "1.2.3.4:5060", "z9hG4bKb", "1.2.3.4:5060", false)]
    [InlineData("REGISTER", "z9hG4bKa", "1.2.3.4:5060", "z9hG4bKa", "1.2.3.4:5061", false)]
    [InlineData("REGISTER", "z9hG4bKa", "1.2.3.4", "z9hG4bKa", "1.2.3.4:5060", true)]
    [InlineData("REGISTER", "z9hG4bKa", "Phone.example", "z9hG4bKa", "phone.example", true)]
    public async Task Rfc3261_17_2_3_BranchAndSenderTellRequestsApart(
        string method, string branch, string sentBy, string otherBranch, string otherSentBy, bool same)
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();

        alice.Send(RawRequests.Make(method, sentBy, branch), bob.EndPoint());
        alice.Send(RawRequests.Make(method, otherSentBy, otherBranch), bob.EndPoint());
        await Eventually.TrueAsync(() => bob.Stack.Snapshot().RequestsReceived == 2, "both have come");
        await Eventually.TrueAsync(() => bob.Handler.Requests.Count == (same ? 1 : 2), "they are told");

        Assert.Equal(same ? 1 : 2, bob.Stack.Snapshot().ServerTransactions);
    }

    [Fact]
    public async Task Rfc3581_4_WithRportTheAnswerGoesToTheSourceAndNamesIt()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));

        alice.Send(RawRequests.Make("OPTIONS", "10.1.2.3:5099", viaParameters: ";rport"), bob.EndPoint());
        var response = await alice.ReceiveResponseAsync();

        Assert.Equal("127.0.0.1", response.TopVia.Received);
        Assert.Equal(alice.EndPoint.Port, response.TopVia.RPort);
        Assert.Equal(alice.EndPoint, Assert.Single(bob.Handler.Requests).Flow.Remote);
    }

    [Fact]
    public async Task Rfc3261_18_2_2_WithoutRportTheAnswerGoesToThePortOfTheVia()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var sender = new RawUdpPeer();
        using var listener = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));

        sender.Send(RawRequests.Make("OPTIONS", $"10.1.2.3:{listener.EndPoint.Port}", viaParameters: ""), bob.EndPoint());
        var response = await listener.ReceiveResponseAsync();

        Assert.Equal("127.0.0.1", response.TopVia.Received);
        Assert.False(response.TopVia.HasRPort);
    }

    [Fact]
    public async Task Rfc3261_18_2_1_ReceivedIsLeftOutWhenTheViaTellsTheTruth()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));

        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy, viaParameters: ""), bob.EndPoint());

        Assert.Null((await alice.ReceiveResponseAsync()).TopVia.Received);
    }

    [Fact]
    public async Task Rfc3261_18_2_2_MaddrSaysWhereTheAnswerGoes()
    {
        await using var bob = await StackHarness.StartAsync(_time, listen: "udp://0.0.0.0:0");
        using var sender = new RawUdpPeer();
        using var listener = new RawUdpPeer(IPAddress.Parse("127.0.0.2"));
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));

        sender.Send(
            RawRequests.Make("OPTIONS", $"10.1.2.3:{listener.EndPoint.Port}", viaParameters: ";maddr=127.0.0.2"),
            new IPEndPoint(IPAddress.Loopback, bob.EndPoint().Port));

        Assert.Equal(200, (await listener.ReceiveResponseAsync()).StatusCode);
    }

    [Fact]
    public async Task Too_many_requests_at_once_get_503_with_a_time_to_wait()
    {
        await using var bob = await StackHarness.StartAsync(_time, configure: options => options with { MostServerTransactions = 1, RetryAfterSeconds = 7 });
        using var alice = new RawUdpPeer();

        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy, branch: "z9hG4bK1"), bob.EndPoint());
        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy, branch: "z9hG4bK2"), bob.EndPoint());
        var refusal = await alice.ReceiveResponseAsync();

        Assert.Equal(503, refusal.StatusCode);
        Assert.Equal("z9hG4bK2", refusal.TopVia.Branch);
        Assert.Equal("7", refusal.Headers.First("Retry-After"));

        Assert.Single(bob.Handler.Requests).Respond(SipResponse.CreateFor(bob.Handler.Requests.Single().Request, 200));
        await alice.ReceiveResponseAsync();
        _time.Advance(TimeSpan.FromSeconds(32));
        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy, branch: "z9hG4bK3"), bob.EndPoint());
        await Eventually.TrueAsync(() => bob.Handler.Requests.Count == 2, "there is room again");
    }

    [Fact]
    public async Task A_handler_that_throws_costs_a_500_and_nothing_else()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction =>
            throw new InvalidOperationException($"This handler does not like {transaction.Request.Method}.");

        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy, branch: "z9hG4bK1"), bob.EndPoint());
        Assert.Equal(500, (await alice.ReceiveResponseAsync()).StatusCode);
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));
        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy, branch: "z9hG4bK2"), bob.EndPoint());

        Assert.Equal(200, (await alice.ReceiveResponseAsync()).StatusCode);
    }

    [Fact]
    public async Task Without_a_handler_requests_get_503()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        bob.Stack.Handler = null;
        using var alice = new RawUdpPeer();

        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy), bob.EndPoint());

        Assert.Equal(503, (await alice.ReceiveResponseAsync()).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\0\0\0\0")]
    [InlineData("jaK")]
    public async Task Keep_alives_over_udp_are_counted_and_not_answered(string keepAlive)
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));

        alice.Send(System.Text.Encoding.UTF8.GetBytes(keepAlive), bob.EndPoint());
        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy), bob.EndPoint());

        Assert.Equal(200, (await alice.ReceiveResponseAsync()).StatusCode);
        var snapshot = bob.Stack.Snapshot();
        Assert.Equal((0L, 1L), (snapshot.MalformedReceived, snapshot.KeepAlivesReceived));
    }

    [Fact]
    public async Task Malformed_messages_are_answered_or_dropped_and_counted()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200));

        alice.Send("\r\n\r\n", bob.EndPoint());
        alice.Send("GET / HTTP/1.1\r\n\r\n", bob.EndPoint());
        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy, cseqMethod: "INVITE"), bob.EndPoint());
        var refusal = await alice.ReceiveResponseAsync();
        alice.Send(RawRequests.Make("OPTIONS", alice.SentBy), bob.EndPoint());

        Assert.Equal(400, refusal.StatusCode);
        Assert.Equal(alice.EndPoint.Port, refusal.TopVia.RPort);
        Assert.Equal(200, (await alice.ReceiveResponseAsync()).StatusCode);
        await Eventually.TrueAsync(() => bob.Stack.Snapshot().RequestsReceived == 1, "the request is counted");
        var snapshot = bob.Stack.Snapshot();
        Assert.Equal((2L, 1L), (snapshot.MalformedReceived, snapshot.KeepAlivesReceived));
    }
}
