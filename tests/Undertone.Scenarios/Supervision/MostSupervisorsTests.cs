using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

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
