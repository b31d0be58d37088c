using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>Calls that are asked for whose first party is outside, and the number that both parties are shown.</summary>
public sealed class OutsideCallerTests
{
    [Fact]
    public async Task An_outside_number_is_rung_first_and_talks_with_the_callee()
    {
        await using SimulatedPhone outside = await OutsidePhone.StartAsync(AnswerPolicy.Never);
        await using SwitchRig rig = await OutsidePhone.EngineAsync(outside);
        SimulatedPhone callee = await rig.PhoneAsync("2001");

        Outcome<CallId> outcome = await rig.Engine.PlaceCallAsync(FromOutside("2001") with { Reference = "ref-1" }, CancellationToken.None);

        CallSnapshot known = rig.Engine.FindCall(outcome.Value)!;
        Assert.Equal((CallKind.Outbound, "ref-1"), (known.Kind, known.Reference));
        PhoneCall first = await outside.NextIncomingCallAsync();
        Assert.DoesNotContain(callee.Received, r => r.Summary == "INVITE");
        await first.AnswerAsync();
        PhoneCall second = await callee.NextIncomingCallAsync();
        Assert.Equal(OutsidePhone.Number, second.FarNumber);
        await Tones.HearsAsync(first, callee, TonePresence.Present);
        await Tones.HearsAsync(second, outside, TonePresence.Present);

        await first.HangUpAsync();
        await second.WaitForAsync(PhoneCallState.Ended);
        CallRecord record = await rig.RecordAsync();
        Assert.Equal((CallKind.Outbound, "carrier", "", CallDisposition.Answered), (record.Kind, record.SourceTrunk, record.DestinationTrunk, record.Disposition));
        Assert.Equal("ref-1", record.Reference);
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData("99999", true, Refusal.NumberNotFound)]
    [InlineData("99999", false, Refusal.ExtensionNotFound)]
    [InlineData(OutsidePhone.Number, false, Refusal.ExtensionNotFound)]
    public async Task A_caller_that_leads_nowhere_or_may_not_be_outside_is_refused(string caller, bool mayBeOutside, Refusal expected)
    {
        await using SimulatedPhone outside = await OutsidePhone.StartAsync();
        await using SwitchRig rig = await OutsidePhone.EngineAsync(outside);

        Outcome<CallId> outcome = await rig.Engine.PlaceCallAsync(
            ClickToCallTests.Click(caller, "2001") with { CallerMayBeOutside = mayBeOutside }, CancellationToken.None);

        Assert.Equal(expected, outcome.Refusal);
        Assert.Empty(rig.Engine.Calls);
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(true, "5550000")]
    [InlineData(false, "")]
    [InlineData(false, "5550000")]
    public async Task The_shown_number_is_the_caller_of_both_legs_whatever_the_trunk_shows_otherwise(bool outsideFirst, string callerId)
    {
        await using SimulatedPhone outside = await OutsidePhone.StartAsync();
        await using SwitchRig rig = await OutsidePhone.EngineAsync(outside, callerId);
        SimulatedPhone extension = await rig.PhoneAsync("2001");

        PlaceCall command = outsideFirst ? FromOutside("2001") : ClickToCallTests.Click("2001", OutsidePhone.Number);
        await rig.Engine.PlaceCallAsync(command with { ShownNumber = "0800555" }, CancellationToken.None);

        PhoneCall there = await outside.NextIncomingCallAsync();
        PhoneCall here = await extension.NextIncomingCallAsync();
        Assert.Equal(("0800555", "0800555"), (there.InviteRequest!.From.Uri.User, here.InviteRequest!.From.Uri.User));
        await here.WaitForAsync(PhoneCallState.Talking);
        await rig.EventAsync<CallChanged>(e => e.Call.IsAnswered);
        await here.HangUpAsync();
        Assert.All(await LegRecords.AllAsync(rig), r => Assert.Equal("0800555", r.ShownNumber));
        await rig.NothingIsLeftAsync();
    }

    private static PlaceCall FromOutside(string callee) => ClickToCallTests.Click(OutsidePhone.Number, callee) with { CallerMayBeOutside = true };
}
