using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Stack;

public sealed class ClientCancelTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Rfc3261_9_1_CancelWaitsForTheFirstProvisional()
    {
        await using var alice = await StackHarness.StartAsync(_time);
        using var bob = new RawUdpPeer();
        var user = new RecordingUser();
        var flow = alice.FlowTo(bob.EndPoint);
        var request = alice.NewRequest(SipMethod.Invite, flow);
        request.Routes = [new NameAddress(SipUri.Create(null, "192.0.2.1").WithParameter("lr"))];

        var transaction = alice.Stack.SendRequest(request, flow, user);
        var invite = await bob.ReceiveRequestAsync();
        transaction.Cancel();
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(SipMethod.Invite, (await bob.ReceiveRequestAsync()).Method);

        bob.Send(SipResponse.CreateFor(invite, 180, toTag: "bobs"), alice.EndPoint());
        var cancel = await bob.ReceiveRequestAsync();

        Assert.Equal(SipMethod.Cancel, cancel.Method);
        Assert.Equal(invite.TopVia, Assert.Single(cancel.Vias));
        Assert.Equal(invite.RequestUri, cancel.RequestUri);
        Assert.Equal(invite.CallId, cancel.CallId);
        Assert.Equal(invite.To, cancel.To);
        Assert.Equal(invite.From, cancel.From);
        Assert.Equal(invite.Routes, cancel.Routes);
        Assert.Equal(new CSeqHeader(1, SipMethod.Cancel), cancel.CSeq);

        bob.Send(SipResponse.CreateFor(cancel, 200), alice.EndPoint());
        bob.Send(SipResponse.CreateFor(invite, 487, toTag: "bobs"), alice.EndPoint());
        Assert.Equal(SipMethod.Ack, (await bob.ReceiveRequestAsync()).Method);
        await Eventually.TrueAsync(() => user.Codes.Contains(487), "the INVITE's end is told");
        Assert.Equal([180, 487], user.Codes);
    }

    [Fact]
    public async Task Rfc3261_9_1_CancelAfterAProvisionalIsSentAtOnceAndOnlyOnce()
    {
        await using var alice = await StackHarness.StartAsync(_time);
        using var bob = new RawUdpPeer();
        var user = new RecordingUser();
        var flow = alice.FlowTo(bob.EndPoint);

        var transaction = alice.Stack.SendRequest(alice.NewRequest(SipMethod.Invite, flow), flow, user);
        bob.Send(SipResponse.CreateFor(await bob.ReceiveRequestAsync(), 180, toTag: "bobs"), alice.EndPoint());
        await Eventually.TrueAsync(() => user.Codes.Contains(180), "it rings");
        transaction.Cancel();
        transaction.Cancel();

        Assert.Equal(SipMethod.Cancel, (await bob.ReceiveRequestAsync()).Method);
        Assert.True(await bob.NothingBeforeAsync(() => alice.Stack.SendStateless(alice.NewRequest(SipMethod.Ack, flow), flow), SipMethod.Ack));
    }

    [Fact]
    public async Task Rfc3261_9_1_ACancelledInviteWithoutFinalResponse_TimesOutAfter32Seconds()
    {
        await using var alice = await StackHarness.StartAsync(_time);
        using var bob = new RawUdpPeer();
        var user = new RecordingUser();
        var flow = alice.FlowTo(bob.EndPoint);

        var transaction = alice.Stack.SendRequest(alice.NewRequest(SipMethod.Invite, flow), flow, user);
        bob.Send(SipResponse.CreateFor(await bob.ReceiveRequestAsync(), 180, toTag: "bobs"), alice.EndPoint());
        await Eventually.TrueAsync(() => user.Codes.Contains(180), "it rings");
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(user.Failures);
        transaction.Cancel();
        _time.Advance(TimeSpan.FromSeconds(32));

        await Eventually.TrueAsync(() => !user.Failures.IsEmpty, "the INVITE is given up");
        Assert.Equal([ClientTransactionFailure.Timeout], user.Failures);
        Assert.Equal(0, alice.Stack.Snapshot().ClientTransactions);
    }

    [Theory]
    [InlineData("INVITE", true)]
    [InlineData("OPTIONS", false)]
    public async Task Rfc3261_9_1_NothingIsCancelledAfterTheFinalResponseOrForOtherMethods(string method, bool answered)
    {
        await using var alice = await StackHarness.StartAsync(_time);
        using var bob = new RawUdpPeer();
        var user = new RecordingUser();
        var flow = alice.FlowTo(bob.EndPoint);

        var transaction = alice.Stack.SendRequest(alice.NewRequest(new SipMethod(method), flow), flow, user);
        var request = await bob.ReceiveRequestAsync();
        bob.Send(SipResponse.CreateFor(request, answered ? 200 : 100), alice.EndPoint());
        await Eventually.TrueAsync(() => !user.Responses.IsEmpty, "the answer is told");
        transaction.Cancel();

        Assert.True(await bob.NothingBeforeAsync(() => alice.Stack.SendStateless(alice.NewRequest(SipMethod.Ack, flow), flow), SipMethod.Ack));
    }
}
