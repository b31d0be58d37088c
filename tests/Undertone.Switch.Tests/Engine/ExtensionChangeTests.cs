using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

public class ExtensionChangeTests
{
    private static readonly Requester Api = new("test", "client", "127.0.0.1");

    [Fact]
    public async Task Deleting_an_extension_ends_its_registrations_and_its_calls()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));

        await rig.Extensions.DeleteAsync("2001", default);

        await caller.WaitForAsync(PhoneCallState.Ended);
        await callee.WaitForAsync(PhoneCallState.Ended);
        await rig.EventAsync<ExtensionRegistrationChanged>(e => e is { Number: "2001", Registered: false });
        await rig.EventAsync<ExtensionConfigurationChanged>(e => e is { Number: "2001", Change: ExtensionChangeKind.Deleted });
        Assert.Equal(ExtensionState.Unavailable, rig.Engine.StatusOf("2001").State);
        Assert.Equal(CallDisposition.Answered, (await rig.RecordAsync()).Disposition);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Deleting_a_supervisor_ends_her_monitor_and_leaves_the_call_alone()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall caller, _) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone supervisor = await rig.PhoneAsync("3000");
        LegId target = rig.Engine.Calls[0].Legs[0].Id;
        Assert.True((await rig.Engine.StartMonitorAsync(new StartMonitor(Api, "3000", target, MonitorMode.Listen), default)).Succeeded);
        PhoneCall listening = await supervisor.NextIncomingCallAsync();
        await listening.WaitForAsync(PhoneCallState.Talking);

        await rig.Extensions.DeleteAsync("3000", default);

        await listening.WaitForAsync(PhoneCallState.Ended);
        await Eventually.TrueAsync(() => rig.Engine.Calls[0].Monitors.IsEmpty, () => "the monitor is still there");
        Assert.Equal(PhoneCallState.Talking, caller.State);
    }

    [Fact]
    public async Task A_deleted_extension_can_neither_register_nor_call()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone phone = await rig.PhoneAsync("2000");

        await rig.Extensions.DeleteAsync("2000", default);

        await Assert.ThrowsAsync<PhoneRequestException>(() => phone.RegisterAsync());
        Assert.Equal(ExtensionState.Unavailable, rig.Engine.StatusOf("2000").State);
    }

    [Fact]
    public async Task Another_password_unregisters_the_phone_and_the_old_one_is_refused()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone phone = await rig.PhoneAsync("2000");

        await rig.Extensions.ChangeAsync("2000", e => e with { Secret = SipSecret.FromPassword("2000", "undertone.local", "a new secret") }, default);

        await rig.EventAsync<ExtensionRegistrationChanged>(e => e is { Number: "2000", Registered: false });
        await Assert.ThrowsAsync<PhoneRequestException>(() => phone.RegisterAsync());
        await rig.PhoneAsync("2000", change: options => options with { Password = "a new secret" });
        Assert.Equal(ExtensionState.Registered, rig.Engine.StatusOf("2000").State);
    }

    [Fact]
    public async Task Changing_something_else_leaves_the_registration_alone()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.PhoneAsync("2000");

        await rig.Extensions.ChangeAsync("2000", e => e with { Name = "Another" }, default);

        await rig.EventAsync<ExtensionConfigurationChanged>(e => e is { Number: "2000", Change: ExtensionChangeKind.Updated });
        Assert.Equal(ExtensionState.Registered, rig.Engine.StatusOf("2000").State);
    }

    [Fact]
    public async Task A_phone_with_a_registration_name_of_its_own_proves_itself_by_that_name_only()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.Extensions.ChangeAsync(
            "2000", e => e with { RegistrationName = "alice", Secret = SipSecret.FromPassword("alice", "undertone.local", SwitchRig.PasswordOf("2000")) }, default);

        await Assert.ThrowsAsync<PhoneRequestException>(() => rig.PhoneAsync("2000"));
        await rig.PhoneAsync("2000", change: options => options with { AuthenticationName = "alice" });

        Assert.Equal(ExtensionState.Registered, rig.Engine.StatusOf("2000").State);
    }

    [Fact]
    public async Task One_device_more_than_the_extension_may_have_takes_the_place_of_the_oldest()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.Extensions.ChangeAsync("2000", e => e with { ConcurrentRegistrations = 1 }, default);

        await rig.PhoneAsync("2000");
        await rig.PhoneAsync("2000");

        Assert.Single(rig.Engine.StatusOf("2000").DeviceAddresses);
    }

    [Fact]
    public async Task A_call_to_one_who_wants_none_is_turned_down_before_her_phone_rings()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        await rig.PhoneAsync("2001");
        await rig.Extensions.ChangeAsync("2001", e => e with { Presence = PresenceStatus.DoNotDisturb }, default);

        PhoneRequestException refused = await Assert.ThrowsAsync<PhoneRequestException>(() => caller.CallAsync("2001"));

        Assert.Contains("480", refused.Message, StringComparison.Ordinal);
        Assert.Equal(CallFailureReason.DoNotDisturb, (await rig.EventAsync<CallFailed>()).Reason);
        CallRecord record = await rig.RecordAsync();
        Assert.Equal((CallDisposition.NoAnswer, CallFailureReason.DoNotDisturb), (record.Disposition, record.FailureReason));
        Assert.DoesNotContain(rig.Events, e => e is ExtensionStateChanged { Number: "2001", State: ExtensionState.Ringing });
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_supervisor_who_wants_no_calls_is_not_rung_but_may_dial_in()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone supervisor = await rig.PhoneAsync("3000");
        await rig.Extensions.ChangeAsync("3000", e => e with { Presence = PresenceStatus.DoNotDisturb }, default);

        Outcome<MonitorReceipt> rung = await rig.Engine.StartMonitorAsync(
            new StartMonitor(Api, "3000", rig.Engine.Calls[0].Legs[0].Id, MonitorMode.Listen), default);
        PhoneCall dialled = await supervisor.CallAsync("*512000");

        Assert.Equal(Refusal.SupervisorUnavailable, rung.Refusal);
        await dialled.WaitForAsync(PhoneCallState.Talking);
    }
}
