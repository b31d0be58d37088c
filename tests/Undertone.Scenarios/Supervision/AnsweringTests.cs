using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>The supervisor's phone rings: she picks up, declines, does not answer, or the call ends before she does (R17).</summary>
[Collection(SharedServer.Name)]
public sealed class AnsweringTests(SupervisionServer server)
{
    private const string Target = SupervisedCall.Callee;

    [Fact]
    public async Task APhoneWithoutAutoAnswer_Rings_AndIsPickedUpByHand()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync("3000", answering: AnswerPolicy.Never);
        string callId = await call.RequestAsync("3000", Target, Mode.Whisper);
        PhoneCall ringing = await phone.NextIncomingCallAsync();
        await call.Api.ChannelOfAsync("3000", "RING");
        await call.AssertHearingAsync("While she rings");
        await ringing.AnswerAsync();
        await call.JoinedAsync(phone, ringing, Target, Mode.Whisper, callId);
        await call.AssertHearingAsync("Whisper after she picked up");
    }

    [Fact]
    public async Task TheModeIsChangedWhileSheRings_AndHoldsFromHerAnswerOn()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync("3000", answering: AnswerPolicy.Never);
        string callId = await call.RequestAsync("3000", Target, Mode.Barge);
        PhoneCall ringing = await phone.NextIncomingCallAsync();
        Assert.Equal(callId, await call.RequestAsync("3000", Target, Mode.Listen));
        await ringing.AnswerAsync();
        Supervisor supervisor = await call.JoinedAsync(phone, ringing, Target, Mode.Listen, callId);
        await call.AssertHearingAsync("Listen, asked for while she rang");
        EarWatch.AssertNeverHeard(call.CalleeCall, supervisor.Phone.Options.ToneFrequencyHz);
        EarWatch.AssertNeverHeard(call.CallerCall, supervisor.Phone.Options.ToneFrequencyHz);
    }

    [Theory]
    [InlineData(AnswerPolicy.Decline)]
    [InlineData(AnswerPolicy.Busy)]
    public async Task SheDeclines_AndTheMonitorIsGone_AndMayBeAskedForAgain(AnswerPolicy policy)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync("3000", answering: policy);
        string callId = await call.RequestAsync("3000", Target, Mode.Listen);
        await (await phone.NextIncomingCallAsync()).WaitForAsync(PhoneCallState.Ended);
        await call.UntilGoneAsync("3000");
        await call.AssertHearingAsync("She declined");
        Assert.NotEqual(callId, await call.RequestAsync("3000", Target, Mode.Listen));
        await (await phone.NextIncomingCallAsync()).WaitForAsync(PhoneCallState.Ended);
        await call.UntilGoneAsync("3000");
    }

    [Fact]
    public async Task TheCallEndsWhileSheRings_AndHerPhoneStops()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync("3000", answering: AnswerPolicy.Never);
        await call.RequestAsync("3000", Target, Mode.Barge);
        PhoneCall ringing = await phone.NextIncomingCallAsync();
        await call.CalleeCall.HangUpAsync();
        await ringing.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallEndReason.Cancelled, ringing.End!.Reason);
        await call.UntilGoneAsync("3000");
    }

    [Fact]
    public async Task TheApiGivesUpTheRinging_AndHerPhoneStops()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync("3000", answering: AnswerPolicy.Never);
        await call.RequestAsync("3000", Target, Mode.Barge);
        PhoneCall ringing = await phone.NextIncomingCallAsync();
        string channel = await call.Api.ChannelOfAsync("3000", "RING");
        Assert.Equal(0, (int)(await call.Api.PostAsync("call/hangup", $$"""{"channel_id":"{{channel}}"}"""))["errcode"]!);
        await ringing.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallEndReason.Cancelled, ringing.End!.Reason);
        await call.AssertHearingAsync("The ringing was given up");
    }

    [Fact]
    public async Task TwoIdenticalRequestsAtOnce_RingOnce_AndGetTheSameCallId()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync("3000", answering: AnswerPolicy.Never);
        string channel = await call.Api.ChannelOfAsync(Target);
        JsonObject[] answers = await Task.WhenAll(
            call.Api.ListenAsync("3000", channel, Mode.Listen), call.Api.ListenAsync("3000", channel, Mode.Listen));
        Assert.All(answers, answer => Assert.Equal(0, (int)answer["errcode"]!));
        string callId = Assert.Single(answers.Select(answer => (string)answer["call_id"]!).Distinct());
        PhoneCall ringing = await phone.NextIncomingCallAsync();
        await ringing.AnswerAsync();
        await call.JoinedAsync(phone, ringing, Target, Mode.Listen, callId);
        await call.AssertHearingAsync("Asked for twice");
        Assert.Single(phone.Received, message => message.Summary == "INVITE");
    }

    [Fact]
    public async Task ABusyOrUnregisteredSupervisor_IsNotRung()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Assert.Equal(-1, (int)(await call.TryRequestAsync("3000", Target, Mode.Listen))["errcode"]!);
        SimulatedPhone phone = await call.RegisterAsync("3000");
        await call.MonitorAsync(phone, Target, Mode.Listen);
        Assert.Equal(-1, (int)(await call.TryRequestAsync("3000", SupervisedCall.Caller, Mode.Listen))["errcode"]!);
        Assert.Single(phone.Received, message => message.Summary == "INVITE");
        await call.AssertHearingAsync("One monitor as before");
    }
}
