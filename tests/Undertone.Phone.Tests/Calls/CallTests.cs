using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Phone.Rtp;
using Undertone.Sip;

namespace Undertone.Phone.Tests.Calls;

public sealed class CallTests
{
    [Theory]
    [InlineData(SipTransportKind.Udp, false)]
    [InlineData(SipTransportKind.Tcp, false)]
    [InlineData(SipTransportKind.Udp, true)]
    public async Task Two_Phones_Talk_And_Hang_Up(SipTransportKind transport, bool lateOffer)
    {
        await using var phones = await TwoPhones.StartAsync(o => o with { Transport = transport }, o => o with { Transport = transport });
        var (caller, callee) = await phones.TalkAsync(lateOffer);
        var report = await TwoPhones.MeasureAsync(caller, callee);
        Assert.True(report.IsRight, report.ToString());
        Assert.Equal((0, 0), (caller.Ear.Jumps, caller.Ear.Strangers));
        await caller.HangUpAsync();
        await callee.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(new PhoneCallEnd(PhoneCallEndReason.HungUpHere, 200), caller.End);
        Assert.Equal(new PhoneCallEnd(PhoneCallEndReason.HungUpThere, 200), callee.End);
        Assert.Empty(phones.Caller.Calls);
        Assert.Empty(phones.Callee.Calls);
    }

    [Fact]
    public async Task What_An_Ear_Received_Is_What_The_Mouth_Sent()
    {
        await using var phones = await TwoPhones.StartAsync();
        var (caller, callee) = await phones.TalkAsync();
        await callee.Ear.WaitForPacketsAsync(10, TimeSpan.FromSeconds(5));
        var heard = callee.Ear.Packets();
        var sent = caller.SentPackets.ToDictionary(p => p.Sequence);
        Assert.All(heard, p => Assert.Equal(sent[p.Sequence].Payload, p.Payload));
        Assert.All(heard.Zip(heard.Skip(1)), pair => Assert.Equal((1, 160u), ((ushort)(pair.Second.Sequence - pair.First.Sequence), pair.Second.Timestamp - pair.First.Timestamp)));
    }

    [Fact]
    public async Task The_Delay_Of_A_Direct_Call_Is_Measured_Within_A_Packet_Time()
    {
        await using var phones = await TwoPhones.StartAsync();
        var (caller, callee) = await phones.TalkAsync();
        var onset = await caller.SoundOnsetAsync();
        await callee.Ear.WaitForPacketsAsync(5, TimeSpan.FromSeconds(5));
        var latency = LatencyProbe.Measure(onset, callee.Ear);
        Assert.NotNull(latency);
        // A machine under load delays the arrival, never the other way; under -1 ms the arithmetic would be wrong.
        Assert.InRange(latency.Value.TotalMilliseconds, -1, 500);
    }

    [Fact]
    public async Task A_Ringing_Phone_Is_Answered_By_Hand()
    {
        await using var phones = await TwoPhones.StartAsync(o => o with { Answering = AnswerPolicy.ByHeaders });
        var caller = phones.Caller.Call(phones.Callee.DirectAddress);
        var callee = await phones.Callee.NextIncomingCallAsync();
        await caller.WaitForAsync(PhoneCallState.Ringing);
        Assert.Equal(("2000", PhoneCallState.Ringing), (callee.FarNumber, callee.State));
        await callee.AnswerAsync();
        await caller.WaitForAnswerAsync();
        await callee.HangUpAsync();
        await caller.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallEndReason.HungUpThere, caller.End!.Reason);
        await Assert.ThrowsAsync<InvalidOperationException>(() => callee.AnswerAsync());
    }

    [Fact]
    public async Task A_Phone_Answers_After_Ringing()
    {
        await using var phones = await TwoPhones.StartAsync(
            o => o with { Answering = AnswerPolicy.AfterRinging, RingingTime = TimeSpan.FromMilliseconds(30) });
        var (caller, _) = await phones.TalkAsync();
        Assert.NotNull(caller.ReachedTicks(PhoneCallState.Ringing));
        Assert.True(caller.ReachedTicks(PhoneCallState.Ringing) < caller.ReachedTicks(PhoneCallState.Talking));
    }

    [Fact]
    public async Task Early_Media_Is_Heard_Before_The_Answer()
    {
        await using var phones = await TwoPhones.StartAsync(o => o with { Answering = AnswerPolicy.Never, EarlyMedia = true });
        var caller = phones.Caller.Call(phones.Callee.DirectAddress);
        var callee = await phones.Callee.NextIncomingCallAsync();
        await caller.WaitForAsync(PhoneCallState.Ringing);
        await caller.Ear.WaitForPacketsAsync(10, TimeSpan.FromSeconds(5));
        Assert.Equal(TonePresence.Present, new ToneMeter(TwoPhones.CalleeHz).Measure(caller.Ear.Latest(TimeSpan.FromMilliseconds(160)))[0].Presence);
        await callee.AnswerAsync();
        await caller.WaitForAnswerAsync();
    }

    [Theory]
    [InlineData(AnswerPolicy.Busy, 486)]
    [InlineData(AnswerPolicy.Decline, 603)]
    public async Task A_Phone_Refuses_By_Policy(AnswerPolicy policy, int status)
    {
        await using var phones = await TwoPhones.StartAsync(o => o with { Answering = policy });
        var caller = phones.Caller.Call(phones.Callee.DirectAddress);
        var refusal = await Assert.ThrowsAsync<PhoneRequestException>(() => caller.WaitForAnswerAsync());
        Assert.Equal(status, refusal.StatusCode);
        Assert.Equal(new PhoneCallEnd(PhoneCallEndReason.Refused, status), caller.End);
    }

    [Fact]
    public async Task A_Ringing_Call_Is_Declined_By_Hand()
    {
        await using var phones = await TwoPhones.StartAsync(o => o with { Answering = AnswerPolicy.Never });
        var caller = phones.Caller.Call(phones.Callee.DirectAddress);
        var callee = await phones.Callee.NextIncomingCallAsync();
        await callee.DeclineAsync(480);
        await caller.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(480, caller.End!.StatusCode);
    }

    [Fact]
    public async Task A_Ringing_Call_Is_Cancelled()
    {
        await using var phones = await TwoPhones.StartAsync(o => o with { Answering = AnswerPolicy.Never });
        var caller = phones.Caller.Call(phones.Callee.DirectAddress);
        var callee = await phones.Callee.NextIncomingCallAsync();
        await caller.WaitForAsync(PhoneCallState.Ringing);
        await caller.CancelAsync();
        await callee.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(new PhoneCallEnd(PhoneCallEndReason.Cancelled, 487), caller.End);
        Assert.Equal(new PhoneCallEnd(PhoneCallEndReason.Cancelled, 487), callee.End);
        Assert.Contains(phones.Callee.Received, m => m.Summary == "CANCEL");
    }

    [Fact]
    public async Task Phones_Without_A_Common_Codec_Do_Not_Talk()
    {
        await using var phones = await TwoPhones.StartAsync(o => o with { Codecs = [PhoneCodec.Pcmu] }, o => o with { Codecs = [PhoneCodec.Pcma] });
        var caller = phones.Caller.Call(phones.Callee.DirectAddress);
        var refusal = await Assert.ThrowsAsync<PhoneRequestException>(() => caller.WaitForAnswerAsync());
        Assert.Equal(488, refusal.StatusCode);
    }

    [Theory]
    [InlineData(HoldForm.SendOnly, true)]
    [InlineData(HoldForm.Inactive, false)]
    [InlineData(HoldForm.ZeroAddress, true)]
    [InlineData(HoldForm.ZeroPort, false)]
    public async Task Every_Form_Of_Hold_Silences_And_Resume_Restores(HoldForm form, bool calleeHearsMusic)
    {
        await using var phones = await TwoPhones.StartAsync();
        var (caller, callee) = await phones.TalkAsync();
        await caller.HoldAsync(form);
        Assert.Equal((PhoneCallState.Held, PhoneCallState.Held), (caller.State, callee.State));
        Assert.True(caller is { IsHeldHere: true, IsHeldByFarSide: false } && callee is { IsHeldHere: false, IsHeldByFarSide: true });
        var held = await TwoPhones.MeasureAsync(caller, callee, callerHears: false, calleeHears: calleeHearsMusic);
        Assert.True(held.IsRight, held.ToString());
        await caller.ResumeAsync();
        Assert.Equal((PhoneCallState.Talking, PhoneCallState.Talking), (caller.State, callee.State));
        var resumed = await TwoPhones.MeasureAsync(caller, callee);
        Assert.True(resumed.IsRight, resumed.ToString());
        Assert.Equal(0, caller.Ear.Jumps);
    }

    [Fact]
    public async Task Both_Sides_May_Hold_And_Only_Both_May_Release()
    {
        await using var phones = await TwoPhones.StartAsync();
        var (caller, callee) = await phones.TalkAsync();
        await caller.HoldAsync();
        await callee.HoldAsync();
        await caller.ResumeAsync();
        Assert.Equal((PhoneCallState.Held, PhoneCallState.Held), (caller.State, callee.State));
        await callee.ResumeAsync();
        Assert.Equal((PhoneCallState.Talking, PhoneCallState.Talking), (caller.State, callee.State));
        var report = await TwoPhones.MeasureAsync(caller, callee);
        Assert.True(report.IsRight, report.ToString());
    }

    [Fact]
    public async Task Keys_Arrive_By_Telephone_Event_And_By_Info()
    {
        await using var phones = await TwoPhones.StartAsync();
        var (caller, callee) = await phones.TalkAsync();
        await caller.SendDigitAsync('4');
        await caller.SendDigitAsync('4');
        await caller.SendDigitAsync('#');
        await callee.WaitForDigitsAsync("44#");
        await caller.SendInfoDigitAsync('5');
        await callee.WaitForDigitsAsync("44#5");
        Assert.Equal([false, false, false, true], callee.ReceivedDigits.Select(d => d.ByInfo));
    }

    [Fact]
    public async Task Keys_Need_An_Agreed_Telephone_Event()
    {
        await using var phones = await TwoPhones.StartAsync(o => o with { TelephoneEvents = false });
        var (caller, _) = await phones.TalkAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => caller.SendDigitAsync('4'));
    }

    [Theory]
    [InlineData(MouthMode.Silence, true)]
    [InlineData(MouthMode.NoPackets, false)]
    public async Task A_Muted_Mouth_Sends_Silence_Or_Nothing(MouthMode mode, bool sendsPackets)
    {
        await using var phones = await TwoPhones.StartAsync(caller: o => o with { Mouth = mode });
        var (caller, callee) = await phones.TalkAsync();
        var report = await TwoPhones.MeasureAsync(caller, callee, calleeHears: false);
        Assert.True(report.IsRight, report.ToString());
        Assert.Equal(sendsPackets, callee.Ear.PacketCount > 0);
        caller.Mouth = MouthMode.Tone;
        report = await TwoPhones.MeasureAsync(caller, callee);
        Assert.True(report.IsRight, report.ToString());
    }

    [Fact]
    public async Task Noise_Has_No_Two_Packets_Alike_And_Arrives_As_It_Was_Sent()
    {
        await using var phones = await TwoPhones.StartAsync(caller: o => o with { Mouth = MouthMode.Noise });
        var (caller, callee) = await phones.TalkAsync();
        await callee.Ear.WaitForPacketsAsync(20, TimeSpan.FromSeconds(10));
        var heard = callee.Ear.Packets().Select(p => Convert.ToHexString(p.Payload)).ToList();
        Assert.Equal(heard.Count, heard.Distinct().Count());
        Assert.Subset(caller.SentPackets.Select(p => Convert.ToHexString(p.Payload)).ToHashSet(), heard.ToHashSet());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(60)]
    public async Task A_Phone_Sends_In_The_Packet_Time_That_The_Far_Side_Wants(int milliseconds)
    {
        await using var phones = await TwoPhones.StartAsync(o => o with { PacketTime = TimeSpan.FromMilliseconds(milliseconds) });
        var (caller, callee) = await phones.TalkAsync();
        var report = await TwoPhones.MeasureAsync(caller, callee);
        Assert.True(report.IsRight, report.ToString());
        Assert.All(callee.Ear.Packets(), p => Assert.Equal(8 * milliseconds, p.Payload.Length));
    }

    [Fact]
    public async Task Rfc3261_15_1_1_A_Bye_That_Meets_A_Call_That_Is_Over_Ends_It_As_Any_Other()
    {
        await using var phones = await TwoPhones.StartAsync();
        var (caller, callee) = await phones.TalkAsync();
        await Task.WhenAll(caller.HangUpAsync(), callee.HangUpAsync());
        Assert.Equal((PhoneCallState.Ended, PhoneCallState.Ended), (caller.State, callee.State));
        Assert.Empty(phones.Caller.Calls);
        Assert.Empty(phones.Callee.Calls);
    }

    [Fact]
    public async Task A_Call_That_Vanishes_Says_And_Answers_Nothing()
    {
        await using var phones = await TwoPhones.StartAsync(caller: o => o with { Patience = TimeSpan.FromMilliseconds(300) });
        var (caller, callee) = await phones.TalkAsync();
        callee.Vanish();
        Assert.Equal(PhoneCallEndReason.Vanished, callee.End!.Reason);
        await Assert.ThrowsAsync<TimeoutException>(() => caller.HangUpAsync());
        Assert.DoesNotContain(phones.Caller.Received, m => m.Summary == "BYE");
    }

    [Fact]
    public async Task Waiting_Ends_With_What_Happened()
    {
        await using var phones = await TwoPhones.StartAsync(caller: o => o with { Patience = TimeSpan.FromMilliseconds(100) });
        var (caller, callee) = await phones.TalkAsync();
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => caller.WaitForDigitsAsync("1"));
        Assert.Contains("got \"\"", failure.Message, StringComparison.Ordinal);
        await callee.HangUpAsync();
        failure = await Assert.ThrowsAsync<TimeoutException>(() => caller.WaitForAsync(PhoneCallState.Held));
        Assert.Contains("HungUpThere", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TimeoutException>(() => phones.Caller.NextIncomingCallAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => caller.SoundOnsetAsync());
    }
}
