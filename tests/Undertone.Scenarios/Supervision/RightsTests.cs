using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>Rights are checked at the start and at every switch, and a refusal changes nothing (promise P6; R8).</summary>
[Collection(SharedServer.Name)]
public sealed class RightsTests(SupervisionServer server)
{
    private const string Target = SupervisedCall.Callee;
    private const int OperationFailed = 10009;
    private const int ActionForbidden = 70084;

    [Theory]
    [InlineData(Mode.Listen)]
    [InlineData(Mode.Whisper)]
    [InlineData(Mode.Barge)]
    public async Task ATargetWhoDoesNotAllowIt_IsNotMonitored_ButTheOtherPartyMayBe(string mode)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server, callee: "2009");
        SimulatedPhone phone = await call.RegisterAsync("3000");
        await AssertRefusedAsync(call, "3000", "2009", mode, OperationFailed);
        Assert.Equal(403, (await Assert.ThrowsAsync<PhoneRequestException>(() => phone.CallAsync("*512009"))).StatusCode);
        Assert.DoesNotContain(phone.Received, message => message.Summary == "INVITE");
        await call.AssertHearingAsync("Nobody monitors");
        await call.MonitorAsync(phone, SupervisedCall.Caller, mode);
        await call.AssertHearingAsync($"{mode} on the party who allows it");
    }

    [Theory]
    [InlineData("3002", Mode.Listen, Mode.Whisper, Mode.Barge)]
    [InlineData("3003", Mode.Whisper, Mode.Listen, Mode.Barge)]
    [InlineData("3004", Mode.Barge, Mode.Listen, Mode.Whisper)]
    public async Task ASwitchBeyondTheRight_IsRefused_AndTheModeStays(string number, string allowed, string refused, string alsoRefused)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync(number);
        await AssertRefusedAsync(call, number, Target, refused, OperationFailed);
        await AssertRefusedAsync(call, number, Target, alsoRefused, OperationFailed);
        Assert.DoesNotContain(phone.Received, message => message.Summary == "INVITE");
        await call.MonitorAsync(phone, Target, allowed);
        await AssertRefusedAsync(call, number, Target, refused, OperationFailed);
        await AssertRefusedAsync(call, number, Target, alsoRefused, OperationFailed);
        await call.AssertHearingAsync($"{number} stays in {allowed}");
    }

    [Fact]
    public async Task ARightTakenAwayDuringAMonitor_StopsTheNextSwitch()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3001", Target, Mode.Listen);
        await UpdateAsync("3001", "monitormode", "Listen");
        try
        {
            await AssertRefusedAsync(call, "3001", Target, Mode.Barge, OperationFailed);
            await supervisor.Call.SendInfoDigitAsync('5');
            await call.AssertHearingAsync("Still Listen");
        }
        finally
        {
            await UpdateAsync("3001", "monitormode", "Extensive");
        }

        await call.SwitchAsync(supervisor, Mode.Barge);
        await call.AssertHearingAsync("Barge after the right came back");
    }

    [Fact]
    public async Task ATargetWhoNoLongerAllowsIt_StopsTheNextSwitch()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        await call.MonitorAsync("3000", Target, Mode.Listen);
        await UpdateAsync(Target, "allowbeingmonitored", "off");
        try
        {
            await AssertRefusedAsync(call, "3000", Target, Mode.Whisper, OperationFailed);
            await call.AssertHearingAsync("Still Listen");
        }
        finally
        {
            await UpdateAsync(Target, "allowbeingmonitored", "on");
        }
    }

    [Fact]
    public async Task APartyCannotSuperviseHerOwnCall()
    {
        await UpdateAsync(SupervisedCall.Caller, "monitormode", "Extensive");
        try
        {
            await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
            await AssertRefusedAsync(call, SupervisedCall.Caller, SupervisedCall.Callee, Mode.Listen, ActionForbidden);
            await AssertRefusedAsync(call, SupervisedCall.Caller, SupervisedCall.Caller, Mode.Listen, ActionForbidden);
            await call.AssertHearingAsync("Nobody monitors");
        }
        finally
        {
            await UpdateAsync(SupervisedCall.Caller, "monitormode", "Disabled");
        }
    }

    private static async Task AssertRefusedAsync(SupervisedCall call, string supervisor, string target, string mode, int code)
    {
        JsonObject answer = await call.TryRequestAsync(supervisor, target, mode);
        Assert.Equal(code, (int)answer["errcode"]!);
    }

    private async Task UpdateAsync(string number, string field, string value)
    {
        JsonObject answer = await server.Api.PostAsync("extension/update", $$"""{"number":"{{number}}","{{field}}":"{{value}}"}""");
        Assert.Equal(0, (int)answer["errcode"]!);
    }
}
