using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Transfers;

/// <summary>The records of legs that come and go by a transfer. 2000 has called 2001; 2002 is the target.</summary>
public sealed class TransferLegRecordTests
{
    private static readonly Requester Somebody = new("test", "test", "127.0.0.1");

    [Fact]
    public async Task The_transferors_leg_ends_with_the_transfer_and_the_others_with_the_call()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, _) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        await rig.PhoneAsync("2002");
        await rig.Engine.TransferAsync(new TransferParty(Somebody, LegOf(rig, "2000"), "2002"), CancellationToken.None);
        await rig.EventAsync<CallChanged>(e => e.Call.Legs is [{ Number: "2000", State: LegState.Talking }, { Number: "2002", State: LegState.Talking }]);

        Assert.Equal("2001", Assert.Single(rig.Events.OfType<LegEnded>()).Record.Number);
        await moved.HangUpAsync();

        LegRecord[] records = await LegRecords.AllAsync(rig);
        Assert.Equal(["2001", "2000", "2002"], records.Select(r => r.Number));
        Assert.All(records, r => Assert.Equal((CallFailureReason.None, true), (r.FailureReason, r.AnsweredAt is not null)));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_party_that_goes_over_to_another_call_has_one_record_there()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone two = await rig.PhoneAsync("2001");
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), two);
        CallId surviving = Assert.Single(rig.Engine.Calls).Id;
        await transferor.HoldAsync();
        (PhoneCall consulting, _) = await rig.TalkAsync(two, await rig.PhoneAsync("2002"));
        LegId target = LegOf(rig, "2002");
        await transferor.TransferAsync(consulting);
        Assert.Equal(200, await transferor.WaitForTransferAsync());
        await moved.HangUpAsync();

        LegRecord[] records = await LegRecords.AllAsync(rig, calls: 2);
        Assert.Equal(["2001", "2001", "2000", "2002"], records.Select(r => r.Number));
        Assert.Equal((surviving, target), (records[3].CallId, records[3].Id));
        Assert.NotEqual(surviving, records[0].CallId);
        Assert.All(records, r => Assert.Equal((CallFailureReason.None, true), (r.FailureReason, r.AnsweredAt is not null)));
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(AnswerPolicy.Always, CallFailureReason.None)]
    [InlineData(AnswerPolicy.Never, CallFailureReason.Cancelled)]
    [InlineData(AnswerPolicy.Busy, CallFailureReason.Busy)]
    [InlineData(AnswerPolicy.Decline, CallFailureReason.Declined)]
    public async Task The_target_of_a_consultation_that_comes_to_nothing_has_a_record_while_the_call_goes_on(AnswerPolicy target, CallFailureReason reason)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, _) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        await rig.PhoneAsync("2002", target);
        LegId transferor = LegOf(rig, "2001");
        await rig.Engine.ConsultAsync(new ConsultTarget(Somebody, transferor, "2002"), CancellationToken.None);
        if (target is AnswerPolicy.Always or AnswerPolicy.Never)
        {
            LegState reached = target is AnswerPolicy.Always ? LegState.Talking : LegState.Ringing;
            await rig.EventAsync<CallChanged>(e => e.Call.Legs.Any(l => l.Number == "2002" && l.State == reached));
            await rig.Engine.EndConsultationAsync(new EndConsultation(Somebody, transferor, Complete: false), CancellationToken.None);
        }

        LegRecord record = (await rig.EventAsync<LegEnded>()).Record;
        Assert.Equal(("2002", reason, target is AnswerPolicy.Always), (record.Number, record.FailureReason, record.AnsweredAt is not null));
        Assert.True(Assert.Single(rig.Engine.Calls).IsAnswered);
        await moved.HangUpAsync();
        Assert.Equal(["2002", "2000", "2001"], (await LegRecords.AllAsync(rig)).Select(r => r.Number));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_target_that_declines_when_the_transferor_is_gone_keeps_its_own_reason()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone target = await rig.PhoneAsync("2002", AnswerPolicy.Never);
        await rig.Engine.TransferAsync(new TransferParty(Somebody, LegOf(rig, "2000"), "2002"), CancellationToken.None);
        PhoneCall ringing = await target.NextIncomingCallAsync();
        await rig.EventAsync<CallTransferred>();
        await ringing.DeclineAsync();

        Assert.Equal(
            [("2001", CallFailureReason.None), ("2002", CallFailureReason.Declined), ("2000", CallFailureReason.None)],
            (await LegRecords.AllAsync(rig)).Select(r => (r.Number, r.FailureReason)));
        await rig.NothingIsLeftAsync();
    }

    private static LegId LegOf(SwitchRig rig, string number) => rig.Engine.Calls.SelectMany(c => c.Legs).Single(l => l.Number == number).Id;
}
