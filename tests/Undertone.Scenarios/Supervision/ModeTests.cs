using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>Who hears whom without a monitor, in each mode, after each switch; the target called or was called.</summary>
[Collection(SharedServer.Name)]
public sealed class ModeTests(SupervisionServer server)
{
    [Theory]
    [InlineData(SupervisedCall.Caller)]
    [InlineData(SupervisedCall.Callee)]
    public async Task EverySwitch_ChangesWhoHearsWhom_AsPromised(string target)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        await call.AssertHearingAsync("No monitor");
        Supervisor supervisor = await call.MonitorAsync("3000", target, Mode.Listen);
        await call.AssertHearingAsync("Listen from the start");
        foreach (string mode in Mode.EverySwitch)
        {
            string title = $"{supervisor.Mode} -> {mode}, target {target}";
            await call.SwitchAsync(supervisor, mode);
            await call.AssertHearingAsync(title);
        }

        await supervisor.Call.HangUpAsync();
        await call.UntilGoneAsync("3000");
        await call.AssertHearingAsync("After the monitor");
    }

    [Theory]
    [InlineData(Mode.Whisper, SupervisedCall.Caller)]
    [InlineData(Mode.Whisper, SupervisedCall.Callee)]
    [InlineData(Mode.Barge, SupervisedCall.Caller)]
    [InlineData(Mode.Barge, SupervisedCall.Callee)]
    public async Task AMonitorMayBeginInAnyMode(string mode, string target)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        await call.MonitorAsync("3000", target, mode);
        await call.AssertHearingAsync($"{mode} from the start, target {target}");
    }

    [Fact]
    public async Task TheSameModeAgain_ChangesNothing()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Whisper);
        await call.SwitchAsync(supervisor, Mode.Whisper);
        await call.AssertHearingAsync("Whisper twice");
        Assert.Single(supervisor.Phone.Received, message => message.Summary == "INVITE");
    }

    [Fact]
    public async Task TheNextMonitorOfTheSameSupervisor_BeginsInTheModeThatWasAskedFor()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor first = await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Barge);
        await first.Call.HangUpAsync();
        await call.UntilGoneAsync("3000");
        await call.MonitorAsync(first.Phone, SupervisedCall.Caller, Mode.Listen);
        await call.AssertHearingAsync("Listen after a barge that ended");
    }
}
