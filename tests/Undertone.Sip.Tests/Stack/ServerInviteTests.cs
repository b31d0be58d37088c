using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Stack;

public sealed class ServerInviteTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Rfc3261_17_2_1_A100IsSentAfter200MillisecondsOfSilence()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();

        alice.Send(RawRequests.Make("INVITE", alice.SentBy), bob.EndPoint());
        await Eventually.TrueAsync(() => bob.Handler.Requests.Count == 1, "the INVITE is told");
        _time.Advance(TimeSpan.FromMilliseconds(200));
        var trying = await alice.ReceiveResponseAsync();
        alice.Send(RawRequests.Make("INVITE", alice.SentBy), bob.EndPoint());
        var again = await alice.ReceiveResponseAsync();

        Assert.Equal(100, trying.StatusCode);
        Assert.Equal(100, again.StatusCode);
        Assert.Null(trying.To.Tag);
        Assert.Single(bob.Handler.Requests);
    }

    [Fact]
    public async Task Rfc3261_17_2_1_ARefusalIsRepeatedUntilItsAck()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 486, toTag: "bobs"));

        alice.Send(RawRequests.Make("INVITE", alice.SentBy), bob.EndPoint());
        Assert.Equal(486, (await alice.ReceiveResponseAsync()).StatusCode);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(486, (await alice.ReceiveResponseAsync()).StatusCode);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(486, (await alice.ReceiveResponseAsync()).StatusCode);

        alice.Send(RawRequests.Make("ACK", alice.SentBy, toTag: "bobs"), bob.EndPoint());
        await Eventually.TrueAsync(() => bob.Stack.Snapshot().RequestsReceived == 2, "the ACK has come");
        Assert.Empty(bob.Handler.Acks);
        Assert.Equal(1, bob.Stack.Snapshot().ServerTransactions);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, bob.Stack.Snapshot().ServerTransactions);
    }

    [Fact]
    public async Task Rfc3261_13_3_1_4_A2xxIsRepeatedUntilItsAckWhichIsToldOnce()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200, toTag: "bobs"));

        alice.Send(RawRequests.Make("INVITE", alice.SentBy), bob.EndPoint());
        var ok = await alice.ReceiveResponseAsync();
        _time.Advance(TimeSpan.FromMilliseconds(500));
        var second = await alice.ReceiveResponseAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await alice.ReceiveResponseAsync();
        Assert.Equal(SipMessageWriter.ToBytes(ok), SipMessageWriter.ToBytes(second));

        var ack = RawRequests.Make("ACK", alice.SentBy, branch: "z9hG4bKack", toTag: "bobs");
        alice.Send(ack, bob.EndPoint());
        alice.Send(ack, bob.EndPoint());
        await Eventually.TrueAsync(() => bob.Stack.Snapshot().RequestsReceived == 3, "both ACKs have come");
        Assert.Single(bob.Handler.Acks);

        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.Empty(bob.Handler.AckMissing);
        var idle = bob.Stack.Snapshot();
        Assert.Equal((0, 0, 0), (idle.ServerTransactions, idle.PendingAcks, idle.Timers));
    }

    [Fact]
    public async Task Rfc3261_13_3_1_4_A2xxWithoutAckIsGivenUpAfter32Seconds()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200, toTag: "bobs"));

        alice.Send(RawRequests.Make("INVITE", alice.SentBy), bob.EndPoint());
        await alice.ReceiveResponseAsync();
        _time.Advance(TimeSpan.FromMilliseconds(31_999));
        Assert.Empty(bob.Handler.AckMissing);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Same(Assert.Single(bob.Handler.Requests), Assert.Single(bob.Handler.AckMissing));
        Assert.Equal(0, bob.Stack.Snapshot().PendingAcks);
        for (var repetition = 0; repetition < 10; repetition++)
        {
            Assert.Equal(200, (await alice.ReceiveResponseAsync()).StatusCode);
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(486)]
    public async Task A_second_final_response_is_dropped(int second)
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction =>
        {
            transaction.Respond(SipResponse.CreateFor(transaction.Request, 200, toTag: "bobs"));
            transaction.Respond(SipResponse.CreateFor(transaction.Request, second, toTag: "other"));
        };

        alice.Send(RawRequests.Make("INVITE", alice.SentBy), bob.EndPoint());
        alice.Send(RawRequests.Make("CANCEL", alice.SentBy), bob.EndPoint());

        Assert.Equal("INVITE", (await alice.ReceiveResponseAsync()).CSeq.Method.Name);
        Assert.Equal("CANCEL", (await alice.ReceiveResponseAsync()).CSeq.Method.Name);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal("bobs", (await alice.ReceiveResponseAsync()).To.Tag);
    }

    [Fact]
    public async Task An_ack_of_a_strangers_dialog_is_told_and_disturbs_nothing()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200, toTag: "bobs"));

        alice.Send(RawRequests.Make("INVITE", alice.SentBy), bob.EndPoint());
        await alice.ReceiveResponseAsync();
        alice.Send(RawRequests.Make("ACK", alice.SentBy, branch: "z9hG4bKack", toTag: "other"), bob.EndPoint());
        await Eventually.TrueAsync(() => bob.Handler.Acks.Count == 1, "the ACK is told");
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(200, (await alice.ReceiveResponseAsync()).StatusCode);
    }

    [Fact]
    public async Task Rfc3261_9_2_CancelIsAnsweredAndTheInviteRefused()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 180, toTag: "bobs"));

        alice.Send(RawRequests.Make("INVITE", alice.SentBy), bob.EndPoint());
        Assert.Equal(180, (await alice.ReceiveResponseAsync()).StatusCode);
        alice.Send(RawRequests.Make("CANCEL", alice.SentBy), bob.EndPoint());
        var cancelled = await alice.ReceiveResponseAsync();
        var terminated = await alice.ReceiveResponseAsync();
        alice.Send(RawRequests.Make("CANCEL", alice.SentBy), bob.EndPoint());
        var again = await alice.ReceiveResponseAsync();

        Assert.Equal((200, "CANCEL", "bobs"), (cancelled.StatusCode, cancelled.CSeq.Method.Name, cancelled.To.Tag));
        Assert.Equal((487, "INVITE"), (terminated.StatusCode, terminated.CSeq.Method.Name));
        Assert.Equal((200, "CANCEL"), (again.StatusCode, again.CSeq.Method.Name));
        Assert.Single(bob.Handler.Cancelled);
    }

    [Fact]
    public async Task Rfc3261_9_2_CancelOfNothingGets481()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();

        alice.Send(RawRequests.Make("CANCEL", alice.SentBy), bob.EndPoint());

        Assert.Equal(481, (await alice.ReceiveResponseAsync()).StatusCode);
        Assert.Empty(bob.Handler.Requests);
    }

    [Fact]
    public async Task Rfc3261_9_2_CancelAfterTheAnswerChangesNothing()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 200, toTag: "bobs"));

        alice.Send(RawRequests.Make("INVITE", alice.SentBy), bob.EndPoint());
        await alice.ReceiveResponseAsync();
        alice.Send(RawRequests.Make("CANCEL", alice.SentBy), bob.EndPoint());

        Assert.Equal((200, "CANCEL"), await alice.ReceiveResponseAsync() is var response ? (response.StatusCode, response.CSeq.Method.Name) : default);
        Assert.Empty(bob.Handler.Cancelled);
    }

    [Fact]
    public async Task Rfc3261_17_2_3_AnRfc2543ClientIsMatchedWithoutACookie()
    {
        await using var bob = await StackHarness.StartAsync(_time);
        using var alice = new RawUdpPeer();
        bob.Handler.Answer = transaction => transaction.Respond(SipResponse.CreateFor(transaction.Request, 486, toTag: "bobs"));
        var invite = RawRequests.Make("INVITE", alice.SentBy, branch: "");

        alice.Send(invite, bob.EndPoint());
        await alice.ReceiveResponseAsync();
        alice.Send(invite, bob.EndPoint());
        await alice.ReceiveResponseAsync();
        alice.Send(RawRequests.Make("ACK", alice.SentBy, branch: "", toTag: "bobs"), bob.EndPoint());
        await Eventually.TrueAsync(() => bob.Stack.Snapshot().RequestsReceived == 3, "all have come");
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Single(bob.Handler.Requests);
        Assert.Empty(bob.Handler.Acks);
        Assert.Equal(0, bob.Stack.Snapshot().ServerTransactions);
    }
}
