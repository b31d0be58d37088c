using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Auditing;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Transfers;

/// <summary>Transfers by phone: REFER, its reports, and Replaces. 2000 has called 2001; 2001 transfers 2000 to 2002.</summary>
public sealed class PhoneTransferTests
{
    [Fact]
    public async Task Rfc3515_A_blind_transfer_is_reported_and_moves_the_party_when_the_target_answers()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone target = await rig.PhoneAsync("2002", AnswerPolicy.Never);

        await transferor.TransferAsync("2002");
        PhoneCall ringing = await target.NextIncomingCallAsync();
        await Eventually.TrueAsync(() => transferor.TransferReports.Contains(180), () => $"reported: {string.Join(", ", transferor.TransferReports)}");
        Assert.Equal(PhoneCallState.Talking, transferor.State);
        Assert.Equal("2000", ringing.FarNumber);

        await ringing.AnswerAsync();
        Assert.Equal(200, await transferor.WaitForTransferAsync());
        await transferor.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal([100, 180, 200], transferor.TransferReports);
        await AssertTalkAsync(rig, moved, ringing);

        CallTransferred told = await rig.EventAsync<CallTransferred>();
        Assert.Equal(["2000", "2002"], told.Call.Legs.Select(l => l.Number));
        await moved.HangUpAsync();
        await ringing.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_transferor_that_hangs_up_while_the_target_rings_leaves_the_party_waiting_for_it()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone target = await rig.PhoneAsync("2002", AnswerPolicy.Never);

        await transferor.TransferAsync("2002");
        PhoneCall ringing = await target.NextIncomingCallAsync();
        await transferor.HangUpAsync();
        await rig.EventAsync<CallTransferred>(e => e.Call.Legs is [{ Number: "2000", State: LegState.Alerting }, { Number: "2002", State: LegState.Ringing }]);
        Assert.Equal(PhoneCallState.Talking, moved.State);

        await ringing.AnswerAsync();
        await AssertTalkAsync(rig, moved, ringing);
        await ringing.HangUpAsync();
        await moved.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData("2002", 486)]
    [InlineData("2005", 480)]
    [InlineData("7777", 404)]
    [InlineData("01234\n5", 404)]
    [InlineData("2000", 486)]
    public async Task A_target_that_cannot_be_had_leaves_the_call_as_it_was(string target, int reported)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        await rig.PhoneAsync("2002", AnswerPolicy.Busy);

        await transferor.TransferAsync(target);
        Assert.Equal(reported, await transferor.WaitForTransferAsync());
        await rig.EventAsync<TransferFailed>();
        await AssertTalkAsync(rig, moved, transferor);
        await transferor.HangUpAsync();
        await moved.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rfc5589_An_attended_transfer_joins_the_two_far_sides(bool transferorCalledFirst)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone one = await rig.PhoneAsync("2000");
        SimulatedPhone two = await rig.PhoneAsync("2001");
        SimulatedPhone three = await rig.PhoneAsync("2002");
        (PhoneCall moved, PhoneCall transferor) = transferorCalledFirst ? Swap(await rig.TalkAsync(two, one)) : await rig.TalkAsync(one, two);
        await transferor.HoldAsync();
        (PhoneCall consulting, PhoneCall target) = await rig.TalkAsync(two, three);
        CallId surviving = rig.Engine.Calls.Single(c => c.Legs.Any(l => l.Number == "2000")).Id;
        LegId targetLeg = rig.Engine.Calls.SelectMany(c => c.Legs).Single(l => l.Number == "2002").Id;

        await transferor.TransferAsync(consulting);
        Assert.Equal(200, await transferor.WaitForTransferAsync());
        await consulting.WaitForAsync(PhoneCallState.Ended);
        await transferor.WaitForAsync(PhoneCallState.Ended);
        await AssertTalkAsync(rig, moved, target);

        CallSnapshot call = Assert.Single(rig.Engine.Calls);
        Assert.Equal(surviving, call.Id);
        Assert.Equal(targetLeg, call.Legs.Single(l => l.Number == "2002").Id);
        await target.HangUpAsync();
        await moved.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_transferor_that_hangs_up_both_calls_at_once_still_transfers()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone two = await rig.PhoneAsync("2001");
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), two);
        (PhoneCall consulting, PhoneCall target) = await rig.TalkAsync(two, await rig.PhoneAsync("2002"));

        await transferor.TransferAsync(consulting);
        await transferor.HangUpAsync();
        await AssertTalkAsync(rig, moved, target);
        await rig.EventAsync<CallTransferred>();
        await moved.HangUpAsync();
        await target.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_consulted_party_that_arrives_after_the_transferor_has_hung_up_takes_his_place()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone two = await rig.PhoneAsync("2001");
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), two);
        (PhoneCall consulting, PhoneCall target) = await rig.TalkAsync(two, await rig.PhoneAsync("2002"));
        var mayHandOver = new TaskCompletionSource();
        Assert.True(rig.Engine.Services.Calls.TryFind(rig.Engine.Calls.Single(c => c.To == "2002").Id, out Undertone.Switch.Calls.Call? consultation));
        consultation.Mailbox.Post(async () => await mayHandOver.Task);

        await transferor.TransferAsync(consulting);
        await transferor.HangUpAsync();
        await Eventually.TrueAsync(
            () => rig.Engine.Calls.Any(c => c.Legs is [{ Number: "2000", State: LegState.Alerting }]), () => "the moved party does not wait");
        mayHandOver.SetResult();
        await AssertTalkAsync(rig, moved, target);
        await moved.HangUpAsync();
        await target.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_transfer_before_the_consulted_party_answers_calls_it_for_the_moved_party()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone two = await rig.PhoneAsync("2001");
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), two);
        SimulatedPhone three = await rig.PhoneAsync("2002", AnswerPolicy.Never);
        PhoneCall consulting = two.Call("2002");
        PhoneCall first = await three.NextIncomingCallAsync();
        await consulting.WaitForAsync(PhoneCallState.Ringing);

        await transferor.TransferAsync(consulting);
        await first.WaitForAsync(PhoneCallState.Ended);
        PhoneCall second = await three.NextIncomingCallAsync();
        Assert.Equal("2000", second.FarNumber);
        await second.AnswerAsync();
        Assert.Equal(200, await transferor.WaitForTransferAsync());
        await AssertTalkAsync(rig, moved, second);
        await moved.HangUpAsync();
        await second.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Nobody_can_take_over_a_call_of_somebody_else()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        (PhoneCall strange, PhoneCall other) = await rig.TalkAsync(await rig.PhoneAsync("2002"), await rig.PhoneAsync("2003"));

        await transferor.TransferAsync(strange);
        Assert.Equal(481, await transferor.WaitForTransferAsync());
        await AssertTalkAsync(rig, moved, transferor);
        await AssertTalkAsync(rig, strange, other);
    }

    [Fact]
    public async Task Promise_P4_A_whisper_to_the_transferor_ends_and_one_to_the_moved_party_goes_on_in_her_ear_alone()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone target = await rig.PhoneAsync("2002");
        PhoneCall ofTransferor = await MonitorAsync(rig, "3000", "2001", MonitorMode.Barge);
        PhoneCall ofMoved = await MonitorAsync(rig, "3001", "2000", MonitorMode.Whisper);

        await transferor.TransferAsync("2002");
        PhoneCall joined = await target.NextIncomingCallAsync();
        await ofTransferor.WaitForAsync(PhoneCallState.Ended);
        await AssertTalkAsync(rig, moved, joined);

        CallSnapshot call = Assert.Single(rig.Engine.Calls);
        MonitorSnapshot left = Assert.Single(call.Monitors);
        Assert.Equal(("3001", MonitorMode.Whisper), (left.Supervisor, left.Mode));
        Assert.Equal(PhoneCallState.Talking, ofMoved.State);
        Assert.Equal(
            [(AuditAction.Start, "2000", "2001"), (AuditAction.Switch, "2000", "2002")],
            rig.Audit.Records.Where(r => r.Supervisor == "3001").Select(r => (r.Action, r.Target, r.OtherParty)));
        await joined.HangUpAsync();
        await ofMoved.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_supervisor_to_whom_a_call_is_transferred_no_longer_monitors_it()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone supervisor = await rig.PhoneAsync("3000");
        PhoneCall monitor = await StartAsync(rig, supervisor, "2000", MonitorMode.Listen);

        await transferor.TransferAsync("3000");
        PhoneCall joined = await supervisor.NextIncomingCallAsync();
        await monitor.WaitForAsync(PhoneCallState.Ended);
        await AssertTalkAsync(rig, moved, joined);
        await joined.HangUpAsync();
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_supervisor_may_not_transfer_what_she_hears()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        PhoneCall monitor = await MonitorAsync(rig, "3000", "2001", MonitorMode.Listen);
        await rig.PhoneAsync("2002");

        PhoneRequestException refused = await Assert.ThrowsAsync<PhoneRequestException>(() => monitor.TransferAsync("2002"));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<PhoneCall> MonitorAsync(SwitchRig rig, string supervisor, string target, MonitorMode mode)
        => await StartAsync(rig, await rig.PhoneAsync(supervisor), target, mode);

    private static async Task<PhoneCall> StartAsync(SwitchRig rig, SimulatedPhone phone, string target, MonitorMode mode)
    {
        LegId leg = rig.Engine.Calls.SelectMany(c => c.Legs).Single(l => l.Number == target).Id;
        string supervisor = phone.Options.Number;
        Outcome<MonitorReceipt> started = await rig.Engine.StartMonitorAsync(
            new StartMonitor(new Requester("test", "test", "127.0.0.1"), supervisor, leg, mode), CancellationToken.None);
        Assert.True(started.Succeeded, started.Refusal.ToString());
        PhoneCall call = await phone.NextIncomingCallAsync();
        await Eventually.TrueAsync(
            () => rig.Engine.Calls.SelectMany(c => c.Monitors).Any(m => m.Supervisor == supervisor && m.AttachedAt is not null),
            () => $"{supervisor} was not joined");
        return call;
    }

    // Both hear something new, and the engine says that they are the parties of one answered call.
    private static async Task AssertTalkAsync(SwitchRig rig, PhoneCall one, PhoneCall other)
    {
        string[] numbers = [NumberOf(one), NumberOf(other)];
        await Eventually.TrueAsync(
            () => rig.Engine.Calls.Any(c => c.Legs.Length == 2 && c.Legs.All(l => l.State is LegState.Talking && numbers.Contains(l.Number))),
            () => string.Join('\n', rig.Engine.Calls.Select(c => string.Join(", ", c.Legs.Select(l => $"{l.Number} {l.State}")))));
        foreach (PhoneCall ear in (PhoneCall[])[one, other])
        {
            await ear.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        }
    }

    private static string NumberOf(PhoneCall call) => call.AsParty().Name;

    private static (PhoneCall, PhoneCall) Swap((PhoneCall, PhoneCall) calls) => (calls.Item2, calls.Item1);
}
