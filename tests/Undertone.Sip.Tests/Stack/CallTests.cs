using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Stack;

public sealed class CallTests
{
    [Theory]
    [InlineData("udp://127.0.0.1:0", SipTransportKind.Udp)]
    [InlineData("udp://[::1]:0", SipTransportKind.Udp)]
    [InlineData("udp://0.0.0.0:0", SipTransportKind.Udp)]
    [InlineData("tcp://127.0.0.1:0", SipTransportKind.Tcp)]
    [InlineData("tcp://[::1]:0", SipTransportKind.Tcp)]
    public async Task A_call_is_set_up_and_ended_between_two_stacks(string listen, SipTransportKind kind)
    {
        await using var alice = await StackHarness.StartAsync(listen: listen);
        await using var bob = await StackHarness.StartAsync(listen: listen);
        bob.Handler.Answer = transaction =>
        {
            if (transaction.Request.Method == SipMethod.Invite)
            {
                transaction.Respond(SipResponse.CreateFor(transaction.Request, 180, toTag: "bobs"));
            }

            transaction.Respond(SipResponse.CreateFor(transaction.Request, 200, toTag: "bobs"));
        };
        var remote = bob.EndPoint(kind);
        var reachable = remote.Address.Equals(System.Net.IPAddress.Any) ? new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, remote.Port) : remote;
        var flow = alice.FlowTo(reachable, kind);
        var user = new RecordingUser();

        var invite = alice.Stack.SendRequest(alice.NewRequest(SipMethod.Invite, flow), flow, user);
        await Eventually.TrueAsync(() => user.Codes.Contains(200), "the INVITE is accepted");
        Assert.Equal([180, 200], user.Codes.Distinct());
        Assert.Equal("bobs", user.Responses.Last().To.Tag);

        var ack = alice.NewRequest(SipMethod.Ack, flow);
        ack.From = invite.Request.From;
        ack.To = user.Responses.Last().To;
        ack.CallId = invite.Request.CallId;
        alice.Stack.SendStateless(ack, flow);
        await Eventually.TrueAsync(() => !bob.Handler.Acks.IsEmpty, "the ACK arrives");

        var bye = new RecordingUser();
        alice.Stack.SendRequest(alice.NewRequest(SipMethod.Bye, flow, 2), flow, bye);
        await Eventually.TrueAsync(() => bye.Codes.Contains(200), "the BYE is answered");
        Assert.Equal([SipMethod.Invite, SipMethod.Bye], bob.Handler.Requests.Select(request => request.Request.Method));
    }
}
