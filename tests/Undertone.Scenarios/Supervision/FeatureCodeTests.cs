using Undertone.Phone;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>A supervisor joins by dialling a code, with the same rules as through the API.</summary>
[Collection(SharedServer.Name)]
public sealed class FeatureCodeTests(SupervisionServer server)
{
    [Theory]
    [InlineData("*51", Mode.Listen, SupervisedCall.Callee)]
    [InlineData("*52", Mode.Whisper, SupervisedCall.Callee)]
    [InlineData("*53", Mode.Barge, SupervisedCall.Caller)]
    [InlineData("*90", Mode.Listen, SupervisedCall.Caller)]
    [InlineData("*91", Mode.Whisper, SupervisedCall.Caller)]
    [InlineData("*92", Mode.Barge, SupervisedCall.Callee)]
    public async Task ACode_JoinsTheSupervisorInItsMode(string code, string mode, string target)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        (int toCaller, int toCallee) = (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count);
        SimulatedPhone phone = await call.RegisterAsync("3000");
        Supervisor supervisor = await call.DialAsync(phone, code, target, mode);
        await call.AssertHearingAsync($"{code}{target}");
        await supervisor.Call.HangUpAsync();
        await call.UntilGoneAsync("3000");
        await call.AssertHearingAsync($"After {code}{target}");
        Assert.Equal((toCaller, toCallee), (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count));
    }

    [Theory]
    [InlineData("3002", "*52" + SupervisedCall.Callee, 403)]
    [InlineData("3003", "*51" + SupervisedCall.Callee, 403)]
    [InlineData("3000", "*512005", 480)]
    [InlineData("3000", "*517777", 404)]
    public async Task ACodeThatMayNotWork_IsRefused_AndNobodyIsHeard(string supervisor, string dialled, int status)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync(supervisor);
        Assert.Equal(status, (await Assert.ThrowsAsync<PhoneRequestException>(() => phone.CallAsync(dialled))).StatusCode);
        await call.AssertHearingAsync($"After {dialled} was refused");
    }

    [Fact]
    public async Task ASecondCodeForTheSameTarget_IsRefused_AndTheFirstMonitorGoesOn()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync("3000");
        await call.DialAsync(phone, "*51", SupervisedCall.Callee, Mode.Listen);
        var refusal = await Assert.ThrowsAsync<PhoneRequestException>(() => phone.CallAsync("*53" + SupervisedCall.Callee));
        Assert.Equal(486, refusal.StatusCode);
        await call.AssertHearingAsync("After a second code");
    }

    [Fact]
    public async Task TheModeOfACode_IsSwitchedThroughTheApi()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.DialAsync(await call.RegisterAsync("3000"), "*51", SupervisedCall.Callee, Mode.Listen);
        await call.RequestAsync("3000", SupervisedCall.Callee, Mode.Barge);
        supervisor.Mode = Mode.Barge;
        await call.AssertHearingAsync("Joined by code, barging by API");
    }
}
