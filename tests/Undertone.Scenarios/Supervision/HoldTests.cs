using Undertone.Phone.Calls;
using Undertone.Phone.Rtp;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>Who hears whom while somebody holds, is mute or sends nothing (promise P3; R11, R12).</summary>
[Collection(SharedServer.Name)]
public sealed class HoldTests(SupervisionServer server)
{
    private const string Target = SupervisedCall.Callee;
    private const string Other = SupervisedCall.Caller;
    private const string Supervisor = "3000";

    [Theory]
    [InlineData(Mode.Listen)]
    [InlineData(Mode.Whisper)]
    [InlineData(Mode.Barge)]
    public async Task TheTargetHolds_TheSupervisorReachesHerAlone_UntilSheResumes(string mode)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        await call.MonitorAsync(Supervisor, Target, mode);
        string[] targetHears = mode == Mode.Listen ? [] : [Supervisor];

        await call.CalleeCall.HoldAsync(HoldForm.SendOnly);
        await call.AssertHearingAsync($"{mode}, the target holds and plays music", Table(targetHears, [Target], [Target]));
        await call.CalleeCall.ResumeAsync();
        await call.AssertHearingAsync($"{mode}, the target has resumed");

        await call.CalleeCall.HoldAsync(HoldForm.Inactive);
        await call.AssertHearingAsync($"{mode}, the target holds in silence", Table(targetHears, [], []));
        await call.CalleeCall.ResumeAsync();
        await call.AssertHearingAsync($"{mode}, the target has resumed again");
    }

    [Theory]
    [InlineData(Mode.Listen)]
    [InlineData(Mode.Whisper)]
    [InlineData(Mode.Barge)]
    public async Task TheOtherPartyHolds_TheWhisperIsStillHeard(string mode)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        await call.MonitorAsync(Supervisor, Target, mode);
        string[] speaking = mode == Mode.Listen ? [] : [Supervisor];

        await call.CallerCall.HoldAsync(HoldForm.SendOnly);
        await call.AssertHearingAsync($"{mode}, the other party holds and plays music", Table([Other, .. speaking], [], [Target, Other]));
        await call.CallerCall.ResumeAsync();
        await call.AssertHearingAsync($"{mode}, the other party has resumed");

        await call.CallerCall.HoldAsync(HoldForm.Inactive);
        await call.AssertHearingAsync($"{mode}, the other party holds in silence", Table(speaking, [], [Target]));
        await call.CallerCall.ResumeAsync();
        await call.AssertHearingAsync($"{mode}, the other party has resumed again");
    }

    [Fact]
    public async Task TheTargetHoldsInTheOldForm_AndIsReachedAllTheSame()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        await call.MonitorAsync(Supervisor, Target, Mode.Barge);
        await call.CalleeCall.HoldAsync(HoldForm.ZeroAddress);
        await call.AssertHearingAsync("The target holds with address 0.0.0.0, and is reached where her sound comes from", Table([Supervisor], [Target], [Target]));
        await call.CalleeCall.ResumeAsync();
        await call.AssertHearingAsync("The target has resumed");
    }

    [Fact]
    public async Task ASwitchDuringHold_TakesEffectAtOnce_AndForTheOtherPartyAfterResume()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync(Supervisor, Target, Mode.Listen);
        await call.CalleeCall.HoldAsync(HoldForm.SendOnly);
        await call.SwitchAsync(supervisor, Mode.Barge);
        await call.AssertHearingAsync("Barge during hold", Table([Supervisor], [Target], [Target]));
        await call.CalleeCall.ResumeAsync();
        await call.AssertHearingAsync("Barge after hold");
    }

    [Fact]
    public async Task AMonitorMayBeginDuringHold()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        await call.CalleeCall.HoldAsync(HoldForm.SendOnly);
        await call.MonitorAsync(Supervisor, Target, Mode.Whisper);
        await call.AssertHearingAsync("Whisper that began during hold", Table([Supervisor], [Target], [Target]));
        await call.CalleeCall.ResumeAsync();
        await call.AssertHearingAsync("Whisper after hold");
    }

    [Fact]
    public async Task TheSupervisorHolds_AndWhatHerPhonePlaysIsForNobody()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync(Supervisor, Target, Mode.Barge);
        await supervisor.Call.HoldAsync(HoldForm.SendOnly);
        await call.AssertHearingAsync("The supervisor holds", Table([Other], [Target], []));
        await supervisor.Call.ResumeAsync();
        await call.AssertHearingAsync("The supervisor is back");
    }

    [Theory]
    [InlineData(MouthMode.Silence)]
    [InlineData(MouthMode.NoPackets)]
    public async Task WhisperAndBargeAreHeard_WhenTheOtherPartyIsSilent(MouthMode mouth)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync(Supervisor, Target, Mode.Whisper);
        call.CallerCall.Mouth = mouth;
        await call.AssertHearingAsync($"Whisper, other party {mouth}", Table([Supervisor], [Target], [Target]));
        await call.SwitchAsync(supervisor, Mode.Barge);
        await call.AssertHearingAsync($"Barge, other party {mouth}", Table([Supervisor], [Target, Supervisor], [Target]));
    }

    [Theory]
    [InlineData(MouthMode.Silence)]
    [InlineData(MouthMode.NoPackets)]
    public async Task BargeIsHeard_WhenTheTargetIsSilent(MouthMode mouth)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        call.CalleeCall.Mouth = mouth;
        await call.MonitorAsync(Supervisor, Target, Mode.Barge);
        await call.AssertHearingAsync($"Barge, target {mouth}", Table([Other, Supervisor], [Supervisor], [Other]));
    }

    private static Dictionary<string, string[]> Table(string[] targetHears, string[] otherHears, string[] supervisorHears) => new()
    {
        [Target] = targetHears,
        [Other] = otherHears,
        [Supervisor] = supervisorHears,
    };
}
