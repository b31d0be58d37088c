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

/// <summary>A call takes no more supervisors than are configured.</summary>
public sealed class MostSupervisorsTests(ImpatientServer server) : IClassFixture<ImpatientServer>
{
    [Fact]
    public async Task OneSupervisorTooMany_IsRefused_UntilAnotherLeaves()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Listen);
        Supervisor second = await call.MonitorAsync("3001", SupervisedCall.Callee, Mode.Listen);
        var third = await call.RegisterAsync("3002");
        var refused = await call.TryRequestAsync("3002", SupervisedCall.Callee, Mode.Listen);
        Assert.Equal(60002, (int)refused["errcode"]!);
        var dialled = await Assert.ThrowsAsync<Phone.PhoneRequestException>(() => third.CallAsync("*51" + SupervisedCall.Callee));
        Assert.Equal(486, dialled.StatusCode);
        await call.AssertHearingAsync("two supervisors, the third refused");

        await second.Call.HangUpAsync();
        await call.UntilGoneAsync("3001");
        await call.MonitorAsync(third, SupervisedCall.Callee, Mode.Listen);
        await call.AssertHearingAsync("the third after the second has left");
    }
}
