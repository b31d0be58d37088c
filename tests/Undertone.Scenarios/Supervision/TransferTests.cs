using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>
/// Monitoring across transfers (promise P4), by tone. The caller is moved; the callee transfers her to a third extension. Whoever
/// supervises the moved party stays with her; whoever supervises the transferor leaves with him, and is heard by nobody new.
/// </summary>
[Collection(SharedServer.Name)]
public sealed class TransferTests(SupervisionServer server)
{
    private const string Moved = SupervisedCall.Caller;
    private const string Transferor = SupervisedCall.Callee;
    private const string Target = SupervisedCall.TransferTarget;
    private const string Supervisor = "3000";
    private const int SupervisorTone = 1600;

    public static TheoryData<string> Modes { get; } = [Mode.Listen, Mode.Whisper, Mode.Barge];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task ABlindTransferByPhone_LeavesTheSupervisorWithTheMovedParty(string mode)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone target = await call.RegisterAsync(Target, answering: AnswerPolicy.Always);
        Supervisor supervisor = await call.MonitorAsync(Supervisor, Moved, mode);

        await call.CalleeCall.TransferAsync(Target);
        Assert.Equal(200, await call.CalleeCall.WaitForTransferAsync());
        await JoinedAsync(call, target);
        await call.AssertHearingAsync($"{mode} on the moved party, after a blind transfer");
        if (mode != Mode.Barge)
        {
            EarWatch.AssertNeverHeard(call.CalleeCall, SupervisorTone);
        }

        await call.SwitchAsync(supervisor, mode == Mode.Listen ? Mode.Whisper : Mode.Listen);
        await call.AssertHearingAsync($"{supervisor.Mode} after the transfer");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task ATransferByRequest_TakesTheSupervisorOfTheTransferorWithHim(string mode)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone target = await call.RegisterAsync(Target, answering: AnswerPolicy.Always);
        Supervisor supervisor = await call.MonitorAsync(Supervisor, Transferor, mode);

        JsonObject answer = await call.Api.PostAsync(
            "call/transfer", $$"""{"type":"blind","channel_id":"{{await call.Api.ChannelOfAsync(Moved)}}","number":"{{Target}}","dial_permission":"{{Transferor}}"}""");
        Assert.Equal($$"""{"errcode":0,"errmsg":"SUCCESS","call_id":"{{call.CallId}}"}""", answer.ToJsonString());
        await call.CalleeCall.WaitForAsync(PhoneCallState.Ended);
        await supervisor.Call.WaitForAsync(PhoneCallState.Ended);
        await JoinedAsync(call, target);
        await call.AssertHearingAsync($"After a blind transfer under {mode} of the transferor");
        EarWatch.AssertNeverHeard(call.CalleeCall, SupervisorTone);
        if (mode != Mode.Barge)
        {
            EarWatch.AssertNeverHeard(call.CallerCall, SupervisorTone);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task AnAttendedTransferByPhone_LeavesTheSupervisorWithTheMovedParty(string mode)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone target = await call.RegisterAsync(Target, answering: AnswerPolicy.Always);
        await call.MonitorAsync(Supervisor, Moved, mode);

        await call.CalleeCall.HoldAsync();
        PhoneCall consulting = await call.CalleePhone.CallAsync(Target);
        await consulting.Ear.WaitForPacketsAsync(5, TimeSpan.FromSeconds(10));
        await call.CalleeCall.TransferAsync(consulting);
        Assert.Equal(200, await call.CalleeCall.WaitForTransferAsync());
        await consulting.WaitForAsync(PhoneCallState.Ended);
        await JoinedAsync(call, target);
        await call.AssertHearingAsync($"{mode} on the moved party, after an attended transfer");
        if (mode != Mode.Barge)
        {
            EarWatch.AssertNeverHeard(call.CalleeCall, SupervisorTone);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task AConsultationByRequest_IsHeardByTheSupervisorOfTheTransferor_UntilHeLeaves(string mode)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone target = await call.RegisterAsync(Target, answering: AnswerPolicy.Always);
        Supervisor supervisor = await call.MonitorAsync(Supervisor, Transferor, mode);
        string channel = await call.Api.ChannelOfAsync(Transferor);

        JsonObject begun = await call.Api.PostAsync("call/transfer", $$"""{"type":"attended","channel_id":"{{channel}}","number":"{{Target}}"}""");
        Assert.Equal(0, (int)begun["errcode"]!);
        PhoneCall consulted = await target.NextIncomingCallAsync();
        await call.Api.ChannelOfAsync(Target, "ANSWER");
        await call.AssertHearingAsync($"{mode} on the transferor, while he consults", new Dictionary<string, string[]>
        {
            [Moved] = [],
            [Transferor] = mode == Mode.Listen ? [Target] : [Target, Supervisor],
            [Target] = mode == Mode.Barge ? [Transferor, Supervisor] : [Transferor],
            [Supervisor] = [Transferor, Target],
        });

        JsonObject done = await call.Api.PostAsync("call/transfer", $$"""{"type":"attended","channel_id":"{{channel}}","attended_operate":"complete"}""");
        Assert.Equal(0, (int)done["errcode"]!);
        await supervisor.Call.WaitForAsync(PhoneCallState.Ended);
        call.CalleeIsNow(target, consulted);
        await call.AssertHearingAsync($"After the consultation under {mode}");
        if (mode != Mode.Barge)
        {
            EarWatch.AssertNeverHeard(consulted, SupervisorTone);
            EarWatch.AssertNeverHeard(call.CallerCall, SupervisorTone);
        }
    }

    private static async Task JoinedAsync(SupervisedCall call, SimulatedPhone target)
    {
        PhoneCall joined = await target.NextIncomingCallAsync();
        await call.Api.ChannelOfAsync(Target, "ANSWER");
        await joined.Ear.WaitForPacketsAsync(5, TimeSpan.FromSeconds(10));
        call.CalleeIsNow(target, joined);
    }
}
