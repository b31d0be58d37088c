using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>Mute by API. 2000 has called 2001.</summary>
public sealed class MuteTests
{
    private static readonly Requester Somebody = new("test", "test", "127.0.0.1");

    [Fact]
    public async Task A_muted_party_is_heard_by_nobody_and_hears_as_before()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone from = await rig.PhoneAsync("2000");
        SimulatedPhone to = await rig.PhoneAsync("2001");
        SimulatedPhone supervisor = await rig.PhoneAsync("3000");
        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(from, to);
        LegId muted = Assert.Single(rig.Engine.Calls).Legs[1].Id;
        await rig.Engine.StartMonitorAsync(new StartMonitor(Somebody, "3000", muted, MonitorMode.Whisper), CancellationToken.None);
        PhoneCall monitor = await supervisor.NextIncomingCallAsync();
        await Tones.HearsAsync(monitor, to, TonePresence.Present);

        await MuteAsync(rig, muted, mute: true);
        await Tones.HearsAsync(caller, to, TonePresence.Absent);
        await caller.Ear.WaitForPacketsAsync(10, Eventually.Limit);
        await Tones.HearsAsync(monitor, to, TonePresence.Absent);
        await Tones.HearsAsync(monitor, from, TonePresence.Present);
        await Tones.HearsAsync(callee, from, TonePresence.Present);
        await Tones.HearsAsync(callee, supervisor, TonePresence.Present);

        await MuteAsync(rig, muted, mute: true);
        await MuteAsync(rig, muted, mute: false);
        await Tones.HearsAsync(caller, to, TonePresence.Present);
        await Tones.HearsAsync(monitor, to, TonePresence.Present);
    }

    [Fact]
    public async Task Who_has_not_answered_or_supervises_cannot_be_muted()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.Never);
        Task<PhoneCall> calling = (await rig.PhoneAsync("2000")).CallAsync("2001");
        PhoneCall ringing = await callee.NextIncomingCallAsync();
        LegId called = (await rig.EventAsync<CallChanged>(e => e.Call.Legs.Length == 2)).Call.Legs[1].Id;
        Assert.Equal(Refusal.NotAnswered, await RefusalAsync(rig, called));

        await ringing.AnswerAsync();
        await calling;
        await rig.EventAsync<CallChanged>(e => e.Call.IsAnswered);
        await rig.PhoneAsync("3000", AnswerPolicy.Never);
        Outcome<MonitorReceipt> started = await rig.Engine.StartMonitorAsync(new StartMonitor(Somebody, "3000", called, MonitorMode.Listen), CancellationToken.None);
        Assert.Equal(Refusal.NotSupported, await RefusalAsync(rig, started.Value.Monitor));
        Assert.Equal(Refusal.LegNotFound, await RefusalAsync(rig, new LegId(999)));
    }

    private static async Task MuteAsync(SwitchRig rig, LegId leg, bool mute)
        => Assert.Equal(Assert.Single(rig.Engine.Calls).Id, (await rig.Engine.MuteAsync(new MuteLeg(Somebody, leg, mute), CancellationToken.None)).Value);

    private static async Task<Refusal> RefusalAsync(SwitchRig rig, LegId leg)
        => (await rig.Engine.MuteAsync(new MuteLeg(Somebody, leg, Mute: true), CancellationToken.None)).Refusal;
}
