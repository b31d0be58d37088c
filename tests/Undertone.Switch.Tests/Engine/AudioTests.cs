using System.Net;
using System.Net.Sockets;
using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Sip.Messages;
using Undertone.Sip.Sdp;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>Codecs, early media and digits.</summary>
public sealed class AudioTests
{
    [Theory]
    [InlineData("PCMA,PCMU", "PCMU,PCMA", "PCMU")]
    [InlineData("PCMU,PCMA", "PCMA,PCMU", "PCMA")]
    [InlineData("PCMA", "PCMU,PCMA", "PCMA")]
    [InlineData("PCMU,PCMA", "PCMA", "PCMA")]
    public async Task Phones_that_share_a_codec_get_the_same_and_their_packets_pass_unchanged(string callers, string callees, string agreed)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone from = await rig.PhoneAsync("2000", change: o => o with { Codecs = Codecs(callers) });
        SimulatedPhone to = await rig.PhoneAsync("2001", change: o => o with { Codecs = Codecs(callees) });

        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(from, to);

        Assert.Equal((agreed, agreed), (caller.Agreed!.Codec.Name, callee.Agreed!.Codec.Name));
        await callee.Ear.WaitForPacketsAsync(10, Eventually.Limit);
        HashSet<string> sent = [.. caller.SentPackets.Select(p => Convert.ToHexString(p.Payload))];
        Assert.All(callee.Ear.Packets(), p => Assert.Contains(Convert.ToHexString(p.Payload), sent));
    }

    [Fact]
    public async Task Phones_that_share_none_are_translated_after_the_callee_refused_what_the_caller_speaks()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone from = await rig.PhoneAsync("2000", change: o => o with { Codecs = Codecs("PCMA") });
        SimulatedPhone to = await rig.PhoneAsync("2001", change: o => o with { Codecs = Codecs("PCMU") });

        PhoneCall caller = await from.CallAsync("2001");
        PhoneCall refused = await to.NextIncomingCallAsync();
        PhoneCall callee = await to.NextIncomingCallAsync();

        Assert.Equal(488, refused.End!.StatusCode);
        await HearsAsync(callee, from.Options.ToneFrequencyHz);
        await HearsAsync(caller, to.Options.ToneFrequencyHz);
    }

    [Fact]
    public async Task A_supervisor_who_speaks_another_codec_than_the_target_is_rung_once()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone from = await rig.PhoneAsync("2000", change: o => o with { Codecs = Codecs("PCMU") });
        SimulatedPhone to = await rig.PhoneAsync("2001", change: o => o with { Codecs = Codecs("PCMU") });
        SimulatedPhone supervisor = await rig.PhoneAsync("3000", change: o => o with { Codecs = Codecs("PCMA") });
        await rig.TalkAsync(from, to);
        LegId target = Assert.Single(rig.Engine.Calls).Legs[1].Id;

        var requester = new Requester("test", "client", "127.0.0.1");
        Assert.True((await rig.Engine.StartMonitorAsync(new StartMonitor(requester, "3000", target, MonitorMode.Listen), default)).Succeeded);

        PhoneCall monitor = await supervisor.NextIncomingCallAsync();
        await HearsAsync(monitor, from.Options.ToneFrequencyHz);
        await HearsAsync(monitor, to.Options.ToneFrequencyHz);
        Assert.Single(supervisor.Received, r => r.Summary == "INVITE");
    }

    [Fact]
    public async Task Rfc3261_21_4_26_A_caller_without_any_known_codec_gets_488_and_no_phone_rings()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone caller = await rig.RawPhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001");

        await caller.CallAsync("2001", caller.Sdp("18"));

        await caller.ReceiveAsync(488, SipMethod.Invite);
        Assert.Equal(CallFailureReason.NotAcceptable, (await rig.RecordAsync()).FailureReason);
        await rig.NothingIsLeftAsync();
        Assert.DoesNotContain(callee.Received, r => r.Summary == "INVITE");
    }

    [Fact]
    public async Task A_callee_without_any_shared_codec_fails_the_call_with_488()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone callee = await rig.RawPhoneAsync("2001");
        PhoneCall call = caller.Call("2001");
        RawCall ringing = await callee.IncomingAsync();

        ringing.Respond(200, callee.Sdp("18"));

        await callee.ReceiveAsync(SipMethod.Ack);
        ringing.Accept(await callee.ReceiveAsync(SipMethod.Bye));
        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(488, call.End!.StatusCode);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Rfc3261_13_2_1_A_200_without_description_keeps_that_of_the_183()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone callee = await rig.RawPhoneAsync("2001");
        PhoneCall call = caller.Call("2001");
        RawCall ringing = await callee.IncomingAsync();
        ringing.Respond(183, callee.Sdp());
        await call.WaitForAsync(PhoneCallState.Ringing);

        ringing.Respond(200);

        await callee.ReceiveAsync(SipMethod.Ack);
        await call.WaitForAsync(PhoneCallState.Talking);
        int before = callee.RtpPackets;
        await Eventually.TrueAsync(() => callee.RtpPackets > before + 5, () => "the callee hears nothing");
    }

    [Fact]
    public async Task The_caller_hears_what_the_callee_sends_before_the_answer()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.Never, o => o with { EarlyMedia = true });

        PhoneCall call = caller.Call("2001");

        PhoneCall ringing = await callee.NextIncomingCallAsync();
        await HearsAsync(call, callee.Options.ToneFrequencyHz);

        // The sound may overtake the 183.
        await call.WaitForAsync(PhoneCallState.Ringing);
        Assert.Equal((PhoneCallState.Ringing, PhoneCallState.Ringing), (call.State, ringing.State));
        Assert.Equal(LegState.EarlyMedia, Assert.Single(rig.Engine.Calls).Legs[1].State);
        await ringing.AnswerAsync();
        await call.WaitForAsync(PhoneCallState.Talking);
        await HearsAsync(ringing, caller.Options.ToneFrequencyHz);
    }

    [Fact]
    public async Task Early_media_is_told_before_an_answer_that_follows_at_once()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone caller = await rig.RawPhoneAsync("2000");
        RawPhone callee = await rig.RawPhoneAsync("2001");
        for (int i = 0; i < 20; i++)
        {
            RawCall call = await caller.CallAsync("2001", caller.Sdp());
            RawCall ringing = await callee.IncomingAsync();
            ringing.Respond(183, callee.Sdp());
            ringing.Respond(200, callee.Sdp());
            await call.AnsweredAsync();
            call.Ack();
            await callee.ReceiveAsync(SipMethod.Ack);
            await caller.ReceiveAsync(183, SipMethod.Invite);
            Assert.Equal(200, (await call.AskAsync(SipMethod.Bye)).StatusCode);
            ringing.Accept(await callee.ReceiveAsync(SipMethod.Bye));
        }
    }

    [Fact]
    public async Task A_caller_behind_nat_who_speaks_only_after_long_early_media_is_heard()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone caller = await rig.RawPhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.Never, o => o with { EarlyMedia = true });
        RawCall call = await caller.CallAsync("2001", caller.Sdp().Replace("c=IN IP4 127.0.0.1", "c=IN IP4 127.0.0.99", StringComparison.Ordinal));
        PhoneCall ringing = await callee.NextIncomingCallAsync();
        SipResponse early = await caller.ReceiveAsync(183, SipMethod.Invite);
        await Eventually.TrueAsync(() => ringing.SentPackets.Count > 0, () => "there is no early media");
        ushort first = ringing.SentPackets[0].Sequence;

        // Longer than the 3 s in which the audio's real address may be learnt after the 183.
        await Eventually.TrueAsync(() => (ushort)(ringing.SentPackets[^1].Sequence - first) > 170, () => "early media does not go on");
        Task answering = ringing.AnswerAsync();
        await call.AnsweredAsync();
        call.Ack();
        await answering;

        Assert.True(SessionDescription.TryParse(early.Body.Span, out SessionDescription? described, out _));
        var server = new IPEndPoint(IPAddress.Loopback, described!.Media[0].Port);
        using var mouth = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        mouth.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        byte[] marked = [.. Enumerable.Repeat((byte)0x2A, 160)];
        ushort sequence = 0;
        await Eventually.TrueAsync(
            () =>
            {
                sequence++;
                uint timestamp = sequence * 160u;
                mouth.SendTo([0x80, 0, (byte)(sequence >> 8), (byte)sequence, (byte)(timestamp >> 24), (byte)(timestamp >> 16), (byte)(timestamp >> 8), (byte)timestamp, 1, 2, 3, 4, .. marked], server);
                return ringing.Ear.Packets().Any(packet => packet.Payload.AsSpan().SequenceEqual(marked));
            },
            () => "the callee does not hear the caller");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Digits_arrive_in_the_form_that_the_other_phone_takes(bool callerTakesEvents, bool calleeTakesEvents)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone from = await rig.PhoneAsync("2000", change: o => o with { TelephoneEvents = callerTakesEvents });
        SimulatedPhone to = await rig.PhoneAsync("2001", change: o => o with { TelephoneEvents = calleeTakesEvents });
        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(from, to);

        await PressAsync(caller, callerTakesEvents, callee);
        await PressAsync(callee, calleeTakesEvents, caller);

        Assert.All(callee.ReceivedDigits, d => Assert.Equal(!calleeTakesEvents, d.ByInfo));
        Assert.All(caller.ReceivedDigits, d => Assert.Equal(!callerTakesEvents, d.ByInfo));
    }

    // By every way that the phone has: events if it speaks them, and INFO in any case.
    private static async Task PressAsync(PhoneCall phone, bool takesEvents, PhoneCall other)
    {
        string keys = takesEvents ? "1#" : "";
        foreach (char key in keys)
        {
            await phone.SendDigitAsync(key);
        }

        // An event goes by way of the audio and may be overtaken by an INFO.
        await other.WaitForDigitsAsync(keys);
        await phone.SendInfoDigitAsync('2');
        await other.WaitForDigitsAsync(keys + "2");
    }

    private static Task HearsAsync(PhoneCall ear, int toneHz) => Eventually.TrueAsync(
        () => new ToneMeter(toneHz).Measure(ear.Ear.Latest(TimeSpan.FromMilliseconds(200)))[0].Presence is TonePresence.Present,
        () => $"the tone of {toneHz} Hz is not heard");

    private static PhoneCodec[] Codecs(string names)
        => [.. names.Split(',').Select(name => name == "PCMA" ? PhoneCodec.Pcma : PhoneCodec.Pcmu)];
}
