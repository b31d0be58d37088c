using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.SSeries;

/// <summary>Who hears whom, by tone, in each mode, asked for in each version: each begins in one mode and is switched to the others.</summary>
[Collection(SSeriesStage.Name)]
public sealed class DialectModeTests(SSeriesStage stage)
{
    [Theory]
    [InlineData(SSeriesClient.V1, SupervisedCall.Callee, Mode.Whisper, Mode.Barge, Mode.Listen)]
    [InlineData("v1.10", SupervisedCall.Caller, Mode.Barge, Mode.Listen, Mode.Whisper)]
    [InlineData(SSeriesClient.V2, SupervisedCall.Caller, Mode.Listen, Mode.Whisper, Mode.Barge)]
    [InlineData(SSeriesClient.V2, SupervisedCall.Callee, Mode.Whisper, Mode.Listen, Mode.Barge)]
    [InlineData(SSeriesClient.Xml, SupervisedCall.Callee, Mode.Barge, Mode.Whisper, Mode.Listen)]
    public async Task Every_Mode_Sounds_As_It_Should_And_Rings_The_Supervisor_Once(string version, string target, params string[] modes)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        SimulatedPhone phone = await call.RegisterAsync("3000");
        Supervisor? supervisor = null;
        foreach (string mode in modes)
        {
            (string endpoint, (string, string)[] parameters) = client.Monitor("3000", target, mode);
            await client.DoAsync(endpoint, parameters);
            supervisor ??= await call.JoinedAsync(phone, await phone.NextIncomingCallAsync(), target, mode, "");
            supervisor.Mode = mode;
            await call.AssertHearingAsync($"{mode} through {version} on {target}");
        }

        Assert.Single(phone.Received, message => message.Summary == "INVITE");
        await call.CallOf(target).HangUpAsync();
        await supervisor!.Call.WaitForAsync(PhoneCallState.Ended);
        call.AssertContinuousStreams();
    }
}
