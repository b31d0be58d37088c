using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>Calls that are asked for: their times, and what is told of them. 2000 is called first, then 2001.</summary>
public sealed class RequestedCallTests
{
    private static readonly TimeSpan RingTime = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan Limit = TimeSpan.FromHours(2);

    [Theory]
    [InlineData(AnswerPolicy.Never)]
    [InlineData(AnswerPolicy.Always)]
    public async Task Each_of_the_two_rings_as_long_as_was_asked_for(AnswerPolicy caller)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone first = await rig.PhoneAsync("2000", caller);
        SimulatedPhone second = await rig.PhoneAsync("2001", AnswerPolicy.Never);
        await rig.Engine.PlaceCallAsync(ClickToCallTests.Click("2000", "2001") with { RingTimeout = RingTime }, CancellationToken.None);
        PhoneCall ringing = await (caller is AnswerPolicy.Never ? first : second).NextIncomingCallAsync();
        if (caller is AnswerPolicy.Always)
        {
            await rig.EventAsync<CallChanged>(e => e.Call.Legs is [_, { State: LegState.Ringing }]);
        }

        rig.Clock.Advance(RingTime);

        await ringing.WaitForAsync(PhoneCallState.Ended);
        CallRecord record = await rig.RecordAsync();
        Assert.Equal((RingTime, null), (record.Duration, record.AnsweredAt));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task The_time_limit_ends_an_answered_call_with_a_BYE_to_both()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall first, PhoneCall second) = await TalkAsync(rig, await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));

        rig.Clock.Advance(Limit);

        await first.WaitForAsync(PhoneCallState.Ended);
        await second.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal((PhoneCallEndReason.HungUpThere, PhoneCallEndReason.HungUpThere), (first.End!.Reason, second.End!.Reason));
        CallRecord record = await rig.RecordAsync();
        Assert.Equal((CallDisposition.Answered, CallFailureReason.None, Limit), (record.Disposition, record.FailureReason, record.TalkTime));
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_time_limit_does_not_outlive_its_call(bool handedOver)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone phone = await rig.PhoneAsync("2000");
        int timers = rig.Clock.Running;
        PhoneCall? before = handedOver ? (await rig.TalkAsync(await rig.PhoneAsync("2002"), phone)).Callee : null;
        (PhoneCall first, PhoneCall second) = await TalkAsync(rig, phone, await rig.PhoneAsync("2001"));
        Assert.True(rig.Clock.Running > timers, "no timer runs");

        if (before is not null)
        {
            await before.TransferAsync(first);
            Assert.Equal(200, await before.WaitForTransferAsync());
            await second.HangUpAsync();
        }
        else
        {
            await first.HangUpAsync();
        }

        await rig.NothingIsLeftAsync();
        await Eventually.TrueAsync(() => rig.Clock.Running == timers, () => $"{rig.Clock.Running} timers run instead of {timers}");
    }

    [Fact]
    public async Task The_answer_of_the_first_is_told_once_and_before_the_second_rings()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone one = await rig.PhoneAsync("2000");
        SimulatedPhone two = await rig.PhoneAsync("2001");
        (PhoneCall first, _) = await TalkAsync(rig, one, two);
        await first.HangUpAsync();
        await rig.RecordAsync();

        CallerAnswered told = Assert.Single(rig.Events.OfType<CallerAnswered>());
        LegSnapshot leg = Assert.Single(told.Call.Legs);
        Assert.Equal(("2000", rig.Clock.GetUtcNow()), (leg.Number, leg.AnsweredAt));
        Assert.DoesNotContain(rig.Events.TakeWhile(e => !ReferenceEquals(e, told)).OfType<CallChanged>(), e => e.Call.Legs.Length > 1);
        Assert.Contains(rig.Events.OfType<CallChanged>(), e => e.Call.Legs.Length > 1);
    }

    [Fact]
    public async Task A_call_from_a_phone_has_no_first_party_to_tell_of()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall caller, _) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        await caller.HangUpAsync();

        Assert.Equal("", (await rig.RecordAsync()).Reference);
        Assert.Empty(rig.Events.OfType<CallerAnswered>());
    }

    [Fact]
    public async Task Who_wants_no_calls_gets_the_one_that_she_asked_for_and_no_other()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone phone = await rig.PhoneAsync("2000");
        await rig.PhoneAsync("2001");
        await rig.Extensions.ChangeAsync("2000", e => e with { Presence = PresenceStatus.DoNotDisturb }, CancellationToken.None);

        await rig.Engine.PlaceCallAsync(ClickToCallTests.Click("2000", "2001"), CancellationToken.None);
        await (await phone.NextIncomingCallAsync()).WaitForAsync(PhoneCallState.Talking);
        Outcome<CallId> other = await rig.Engine.PlaceCallAsync(ClickToCallTests.Click("2001", "2000"), CancellationToken.None);

        Assert.Equal((other.Value, CallFailureReason.DoNotDisturb), ((await rig.EventAsync<CallFailed>()).Call.Id, (await rig.EventAsync<CallFailed>()).Reason));
    }

    private static async Task<(PhoneCall First, PhoneCall Second)> TalkAsync(SwitchRig rig, SimulatedPhone caller, SimulatedPhone callee)
    {
        Outcome<CallId> outcome = await rig.Engine.PlaceCallAsync(
            ClickToCallTests.Click(caller.Options.Number, callee.Options.Number) with { TimeLimit = Limit }, CancellationToken.None);
        PhoneCall first = await caller.NextIncomingCallAsync();
        PhoneCall second = await callee.NextIncomingCallAsync();
        await second.WaitForAsync(PhoneCallState.Talking);
        await rig.EventAsync<CallChanged>(e => e.Call.Id == outcome.Value && e.Call.IsAnswered);
        return (first, second);
    }
}
