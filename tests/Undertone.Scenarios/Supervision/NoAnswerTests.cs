using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>A supervisor who never answers.</summary>
public sealed class NoAnswerTests(ImpatientServer server) : IClassFixture<ImpatientServer>
{
    [Fact]
    public async Task SheNeverAnswers_AndHerPhoneStops_AndThePartiesTalkOn()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        (int toCaller, int toCallee) = (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count);
        SimulatedPhone phone = await call.RegisterAsync("3000", answering: AnswerPolicy.Never);
        await call.RequestAsync("3000", SupervisedCall.Callee, Mode.Barge);
        PhoneCall ringing = await phone.NextIncomingCallAsync();
        await ringing.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallEndReason.Cancelled, ringing.End!.Reason);
        await call.UntilGoneAsync("3000");
        await call.AssertHearingAsync("She did not answer");
        EarWatch.AssertNeverHeard(call.CalleeCall, phone.Options.ToneFrequencyHz);
        Assert.Equal((toCaller, toCallee), (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count));
        Assert.DoesNotContain(await AuditTrail.ReadAsync(server.Process, call.CallId), entry => entry.Action == "Start");
    }
}
