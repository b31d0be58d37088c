using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>Forwarding that is set on a phone: 302 with another number.</summary>
public sealed class ForwardingTests
{
    [Fact]
    public async Task Rfc3261_21_3_3_The_number_that_the_phone_names_is_called_instead()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone forwarding = await rig.RawPhoneAsync("2001");
        SimulatedPhone target = await rig.PhoneAsync("2002");

        PhoneCall call = caller.Call("2001");
        (await forwarding.IncomingAsync()).Respond(302, contact: "<sip:2002@somewhere.example>");
        PhoneCall answered = await target.NextIncomingCallAsync();
        await call.WaitForAnswerAsync();

        CallForwarded told = await rig.EventAsync<CallForwarded>();
        Assert.Equal(["2000", "2002"], told.Call.Legs.Select(l => l.Number));
        Assert.Equal("2000", answered.FarNumber);
        await call.HangUpAsync();
        CallRecord record = await rig.RecordAsync();
        Assert.Equal(("2000", "2001", CallDisposition.Answered), (record.From, record.To, record.Disposition));
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData("<sip:2000@undertone.local>", CallFailureReason.Busy)]
    [InlineData("<sip:2004@undertone.local>", CallFailureReason.Unreachable)]
    [InlineData("<sip:7777@undertone.local>", CallFailureReason.NotFound)]
    [InlineData("<sip:undertone.local>", CallFailureReason.Unreachable)]
    public async Task A_number_that_cannot_be_called_ends_the_call(string contact, CallFailureReason reason)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone forwarding = await rig.RawPhoneAsync("2001");

        PhoneCall call = caller.Call("2001");
        (await forwarding.IncomingAsync()).Respond(302, contact: contact);
        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(reason, (await rig.EventAsync<CallFailed>()).Reason);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Phones_that_forward_to_each_other_are_not_followed_for_ever()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone one = await rig.RawPhoneAsync("2001");
        RawPhone other = await rig.RawPhoneAsync("2002");

        PhoneCall call = caller.Call("2001");
        for (int i = 0; i < 6; i++)
        {
            (RawPhone phone, string next) = i % 2 == 0 ? (one, "2002") : (other, "2001");
            (await phone.IncomingAsync()).Respond(302, contact: $"<sip:{next}@undertone.local>");
        }

        await call.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Promise_P6_A_supervisor_cannot_send_her_monitor_to_somebody_without_the_right()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        RawPhone supervisor = await rig.RawPhoneAsync("3000");
        SimulatedPhone stranger = await rig.PhoneAsync("2002");
        LegId target = rig.Engine.Calls.Single().Legs[0].Id;

        await rig.Engine.StartMonitorAsync(new StartMonitor(new Requester("test", "test", "127.0.0.1"), "3000", target, MonitorMode.Listen), CancellationToken.None);
        (await supervisor.IncomingAsync()).Respond(302, contact: "<sip:2002@undertone.local>");
        await rig.EventAsync<MonitorFailed>();
        Assert.Empty(stranger.Calls);
        Assert.Empty(rig.Engine.Calls.Single().Monitors);
    }
}
