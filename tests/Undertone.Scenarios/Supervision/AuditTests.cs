using Undertone.Phone;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>Every start, switch, end and refusal is in the audit record, with everybody's name (promise P5).</summary>
[Collection(SharedServer.Name)]
public sealed class AuditTests(SupervisionServer server)
{
    private const string Target = SupervisedCall.Callee;
    private const string Other = SupervisedCall.Caller;

    [Fact]
    public async Task AMonitorThroughTheApi_IsRecordedFromStartToEnd()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", Target, Mode.Listen);
        await call.SwitchAsync(supervisor, Mode.Whisper);
        await call.SwitchAsync(supervisor, Mode.Barge);
        await supervisor.Call.HangUpAsync();
        await call.UntilGoneAsync("3000");

        AuditEntry start = ByApi("Start", "Listen", "3000");
        Assert.Equal(
            [
                start,
                start with { Action = "Switch", Mode = "Whisper", PreviousMode = "Listen" },
                start with { Action = "Switch", Mode = "Barge", PreviousMode = "Whisper" },
                start with { Action = "End", Mode = "Barge" },
            ],
            await AuditTrail.ReadAsync(server.Process, call.CallId));
    }

    [Fact]
    public async Task Refusals_AreRecordedWithTheirReason()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server, callee: "2009");
        await call.RegisterAsync("3000");
        SimulatedPhone listener = await call.RegisterAsync("3002");
        Assert.Equal(10009, (int)(await call.TryRequestAsync("3000", "2009", Mode.Listen))["errcode"]!);
        Assert.Equal(10009, (int)(await call.TryRequestAsync("3002", Other, Mode.Whisper))["errcode"]!);
        await Assert.ThrowsAsync<PhoneRequestException>(() => listener.CallAsync("*53" + Other));

        AuditEntry refused = ByApi("Refused", "Listen", "3000") with { Target = "2009", Refusal = "TargetNotMonitorable" };
        AuditEntry byApi = ByApi("Refused", "Whisper", "3002") with { Target = Other, OtherParty = "2009", Refusal = "ModeNotPermitted" };
        Assert.Equal(
            [refused, byApi, byApi with { Mode = "Barge", Means = "feature-code", Credential = "3002" }],
            await AuditTrail.ReadAsync(server.Process, call.CallId));
    }

    [Fact]
    public async Task FeatureCodesAndDigits_AreRecordedAsTheSupervisorsOwn()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync("3000");
        Supervisor supervisor = await call.DialAsync(phone, "*51", Target, Mode.Listen);
        await supervisor.Call.SendDigitAsync('6');
        await EarWatch.UntilHeardAsync(call.CallerCall, phone.Options.ToneFrequencyHz);
        await call.CallerCall.HangUpAsync();
        await call.UntilGoneAsync("3000");

        AuditEntry start = ByApi("Start", "Listen", "3000") with { Means = "feature-code", Credential = "3000" };
        AuditEntry end = start with { Action = "End", Mode = "Barge", Means = "dtmf" };
        Assert.Equal(
            [start, end with { Action = "Switch", PreviousMode = "Listen" }, end],
            await AuditTrail.ReadAsync(server.Process, call.CallId));
    }

    private static AuditEntry ByApi(string action, string mode, string supervisor)
        => new(action, mode, null, supervisor, Target, Other, "p-series", ServerProcess.ClientId, null);
}
