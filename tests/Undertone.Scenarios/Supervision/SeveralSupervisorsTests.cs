using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>Several supervisors on one call hear each other only if both barge (R16).</summary>
[Collection(SharedServer.Name)]
public sealed class SeveralSupervisorsTests(SupervisionServer server)
{
    [Fact]
    public async Task TwoSupervisors_EachInHerOwnMode()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor first = await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Listen);
        Supervisor second = await call.MonitorAsync("3001", SupervisedCall.Callee, Mode.Listen);
        await call.AssertHearingAsync("listen + listen");
        await call.SwitchAsync(first, Mode.Whisper);
        await call.SwitchAsync(second, Mode.Barge);
        await call.AssertHearingAsync("whisper + barge");
        await call.SwitchAsync(first, Mode.Barge);
        await call.AssertHearingAsync("barge + barge");
        await call.SwitchAsync(second, Mode.Listen);
        await call.AssertHearingAsync("barge + listen");
        await first.Call.HangUpAsync();
        await call.UntilGoneAsync("3000");
        await call.AssertHearingAsync("listen alone");
    }

    [Fact]
    public async Task SupervisorsOfBothParties_WhisperEachToHerOwn()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Whisper);
        Supervisor second = await call.MonitorAsync("3001", SupervisedCall.Caller, Mode.Whisper);
        await call.AssertHearingAsync("a whisper to each party");
        await call.SwitchAsync(second, Mode.Barge);
        await call.AssertHearingAsync("whisper to one, barge by the supervisor of the other");
    }
}
