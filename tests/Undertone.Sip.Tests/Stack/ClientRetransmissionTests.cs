using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Stack;

public sealed class ClientRetransmissionTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_lost_request_is_sent_again_until_it_is_answered()
    {
        await using var alice = await StackHarness.StartAsync(_time);
        using var bob = new RawUdpPeer();
        var user = new RecordingUser();
        var flow = alice.FlowTo(bob.EndPoint);

        alice.Stack.SendRequest(alice.NewRequest(SipMethod.Options, flow), flow, user);
        var first = await bob.ReceiveRequestAsync();
        _time.Advance(TimeSpan.FromMilliseconds(500));
        var second = await bob.ReceiveRequestAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var third = await bob.ReceiveRequestAsync();
        Assert.Equal(SipMessageWriter.ToBytes(first), SipMessageWriter.ToBytes(second));
        Assert.Equal(SipMessageWriter.ToBytes(first), SipMessageWriter.ToBytes(third));

        bob.Send(SipResponse.CreateFor(third, 200), alice.EndPoint());
        bob.Send(SipResponse.CreateFor(third, 200), alice.EndPoint());
        await Eventually.TrueAsync(() => alice.Stack.Snapshot().ResponsesReceived == 2, "both answers have come");

        Assert.Equal([200], user.Codes);
        Assert.Equal(1, alice.Stack.Snapshot().ClientTransactions);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, alice.Stack.Snapshot().ClientTransactions);
        Assert.Empty(user.Failures);
    }

    [Theory]
    [InlineData("INVITE", 7)]
    [InlineData("OPTIONS", 11)]
    public async Task A_request_that_nobody_answers_times_out_after_32_seconds(string method, int sends)
    {
        await using var alice = await StackHarness.StartAsync(_time);
        using var bob = new RawUdpPeer();
        var user = new RecordingUser();
        var flow = alice.FlowTo(bob.EndPoint);

        var transaction = alice.Stack.SendRequest(alice.NewRequest(new SipMethod(method), flow), flow, user);
        _time.Advance(TimeSpan.FromMilliseconds(31_999));
        Assert.Empty(user.Failures);
        Assert.False(transaction.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal([ClientTransactionFailure.Timeout], user.Failures);
        Assert.True(transaction.IsCompleted);
        Assert.Equal(0, alice.Stack.Snapshot().ClientTransactions);
        for (var i = 0; i < sends; i++)
        {
            Assert.Equal(method, (await bob.ReceiveRequestAsync()).Method.Name);
        }

        Assert.True(await bob.NothingBeforeAsync(() => alice.Stack.SendStateless(alice.NewRequest(SipMethod.Ack, flow), flow), SipMethod.Ack));
    }

    [Fact]
    public async Task A_refused_invite_is_acknowledged_each_time_and_told_once()
    {
        await using var alice = await StackHarness.StartAsync(_time);
        using var bob = new RawUdpPeer();
        var user = new RecordingUser();
        var flow = alice.FlowTo(bob.EndPoint);

        alice.Stack.SendRequest(alice.NewRequest(SipMethod.Invite, flow), flow, user);
        var invite = await bob.ReceiveRequestAsync();
        var busy = SipResponse.CreateFor(invite, 486, toTag: "bobs");
        bob.Send(busy, alice.EndPoint());
        var ack = await bob.ReceiveRequestAsync();
        bob.Send(busy, alice.EndPoint());
        var again = await bob.ReceiveRequestAsync();

        Assert.Equal(SipMethod.Ack, ack.Method);
        Assert.Equal(invite.TopVia, ack.TopVia);
        Assert.Single(ack.Vias);
        Assert.Equal("bobs", ack.To.Tag);
        Assert.Equal(invite.From, ack.From);
        Assert.Equal(new CSeqHeader(1, SipMethod.Ack), ack.CSeq);
        Assert.Equal(invite.RequestUri, ack.RequestUri);
        Assert.Equal(SipMessageWriter.ToBytes(ack), SipMessageWriter.ToBytes(again));
        Assert.Equal([486], user.Codes);
        _time.Advance(TimeSpan.FromSeconds(32));
        Assert.Equal(0, alice.Stack.Snapshot().ClientTransactions);
    }

    [Fact]
    public async Task A_repeated_2xx_is_told_again_so_that_it_can_be_acknowledged_again()
    {
        await using var alice = await StackHarness.StartAsync(_time);
        using var bob = new RawUdpPeer();
        var user = new RecordingUser();
        var flow = alice.FlowTo(bob.EndPoint);

        alice.Stack.SendRequest(alice.NewRequest(SipMethod.Invite, flow), flow, user);
        var ok = SipResponse.CreateFor(await bob.ReceiveRequestAsync(), 200, toTag: "bobs");
        bob.Send(ok, alice.EndPoint());
        bob.Send(ok, alice.EndPoint());

        await Eventually.TrueAsync(() => user.Responses.Count == 2, "both 2xx are told");
        _time.Advance(TimeSpan.FromSeconds(32));
        Assert.Equal(0, alice.Stack.Snapshot().ClientTransactions);
        Assert.Empty(user.Failures);
    }

    [Fact]
    public async Task A_response_that_nobody_waits_for_is_dropped()
    {
        await using var alice = await StackHarness.StartAsync(_time);
        using var bob = new RawUdpPeer();
        var user = new RecordingUser();
        var flow = alice.FlowTo(bob.EndPoint);

        alice.Stack.SendRequest(alice.NewRequest(SipMethod.Options, flow), flow, user);
        var options = await bob.ReceiveRequestAsync();
        var forged = SipResponse.CreateFor(options, 200);
        forged.TopVia = forged.TopVia.WithBranch("z9hG4bKother");
        bob.Send(forged, alice.EndPoint());
        var wrongMethod = SipResponse.CreateFor(options, 200);
        wrongMethod.CSeq = new CSeqHeader(1, SipMethod.Info);
        bob.Send(wrongMethod, alice.EndPoint());

        await Eventually.TrueAsync(() => alice.Stack.Snapshot().ResponsesReceived == 2, "both have come");
        Assert.Empty(user.Responses);
        Assert.Equal(1, alice.Stack.Snapshot().ClientTransactions);
    }

    [Fact]
    public async Task A_user_that_throws_gets_the_next_answer_all_the_same()
    {
        await using var alice = await StackHarness.StartAsync(_time);
        using var bob = new RawUdpPeer();
        var user = new ThrowingUser();
        var flow = alice.FlowTo(bob.EndPoint);

        alice.Stack.SendRequest(alice.NewRequest(SipMethod.Invite, flow), flow, user);
        var invite = await bob.ReceiveRequestAsync();
        bob.Send(SipResponse.CreateFor(invite, 180, toTag: "bobs"), alice.EndPoint());
        bob.Send(SipResponse.CreateFor(invite, 200, toTag: "bobs"), alice.EndPoint());

        await Eventually.TrueAsync(() => user.Calls == 2, "both answers are told");
    }

    private sealed class ThrowingUser : IClientTransactionUser
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
        {
            Interlocked.Increment(ref _calls);
            throw new InvalidOperationException($"This user does not like {response.StatusCode}.");
        }

        public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure)
        {
        }
    }
}
