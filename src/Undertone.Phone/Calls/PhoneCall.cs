using System.Diagnostics;
using Undertone.Phone.Audio;
using Undertone.Phone.Hearing;
using Undertone.Phone.Rtp;
using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;
using Undertone.Sip.Sdp;

namespace Undertone.Phone.Calls;

/// <summary>One call of a simulated phone. Safe from any thread; every method that waits has an end.</summary>
public sealed partial class PhoneCall
{
    private readonly Lock _gate = new();
    private readonly SimulatedPhone _phone;
    private readonly PhoneAudio _audio;
    private readonly ToneSource _tone;
    private readonly SipFlow _flow;
    private readonly string _callId;
    private readonly string _localTag = SipIds.NewTag();
    private readonly ulong _sessionId = (ulong)Random.Shared.NextInt64(1, int.MaxValue);
    private readonly Dictionary<PhoneCallState, long> _reached = [];
    private readonly List<ReceivedDigit> _digits = [];

    private Dialog? _dialog;
    private SessionDescription? _ours;
    private SdpDirection _wish = SdpDirection.SendRecv;
    private bool _heldHere;

    private PhoneCall(SimulatedPhone phone, SipFlow flow, string callId, bool isIncoming, string farNumber)
    {
        var options = phone.Options;
        (_phone, _flow, _callId, IsIncoming, FarNumber) = (phone, flow, callId, isIncoming, farNumber);
        _tone = new ToneSource(options.ToneFrequencyHz, options.ToneLevelDbm0);
        _audio = new PhoneAudio(options.LocalAddress, _tone, options.EarMemory, (digit, ticks) => NoteDigit(digit, byInfo: false, ticks));
        _audio.Mouth.Mode = options.Mouth;
        _audio.SpokenPacketTime = options.SpokenPacketTime;
        RtpPacer.Shared.Add(_audio);
        MoveTo(isIncoming ? PhoneCallState.Ringing : PhoneCallState.Calling);
    }

    /// <summary>Where the call stands.</summary>
    public PhoneCallState State { get; private set; }

    /// <summary>How the call ended, or null while it goes on.</summary>
    public PhoneCallEnd? End { get; private set; }

    /// <summary>Whether the far side called.</summary>
    public bool IsIncoming { get; }

    /// <summary>The number of the far side: who called, or who was called.</summary>
    public string FarNumber { get; }

    /// <summary>The SIP Call-ID.</summary>
    public string CallId => _callId;

    /// <summary>The INVITE that came, or the latest that was sent to begin the call.</summary>
    public SipRequest? InviteRequest { get; private set; }

    /// <summary>What the ear of this call hears.</summary>
    public EarRecording Ear => _audio.Ear;

    /// <summary>What is agreed about the audio now, or null before the first answer.</summary>
    public NegotiatedAudio? Agreed => _audio.Agreed;

    /// <summary>Whether this phone holds the far side.</summary>
    public bool IsHeldHere => _heldHere;

    /// <summary>Whether the far side holds this phone.</summary>
    public bool IsHeldByFarSide => Agreed?.IsHeldByFarSide ?? false;

    /// <summary>RTCP packets that came.</summary>
    public int RtcpPackets => _audio.RtcpPackets;

    /// <summary>The RTP packets sent lately, oldest first.</summary>
    public IReadOnlyList<SentPacket> SentPackets => _audio.Mouth.Sent();

    /// <summary>The keys that the far side pressed, in order.</summary>
    public IReadOnlyList<ReceivedDigit> ReceivedDigits
    {
        get
        {
            lock (_gate)
            {
                return [.. _digits];
            }
        }
    }

    /// <summary>What the mouth does.</summary>
    public MouthMode Mouth
    {
        get => _audio.Mouth.Mode;
        set => _audio.Mouth.Mode = value;
    }

    internal string Key => KeyOf(_callId, _localTag);

    private SimulatedPhoneOptions Options => _phone.Options;

    /// <summary>When the call first reached a state, in ticks of <see cref="Stopwatch"/>, or null.</summary>
    public long? ReachedTicks(PhoneCallState state)
    {
        lock (_gate)
        {
            return _reached.TryGetValue(state, out var ticks) ? ticks : null;
        }
    }

    /// <summary>Switches the tone of the mouth on or off; packets go on.</summary>
    public void SwitchTone(bool on) => _tone.Switch(on);

    /// <summary>Lets the mouth fall silent and then sound again; completes when the first sample of the tone was sent.</summary>
    /// <param name="silence">The silence before; longer than the longest delay on the way, 200 ms if null.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="TimeoutException">The mouth may not speak.</exception>
    public Task<MouthOnset> SoundOnsetAsync(TimeSpan? silence = null, CancellationToken cancellation = default) =>
        _audio.Mouth.SoundOnsetAsync(silence ?? TimeSpan.FromMilliseconds(200)).WaitAsync(Options.Patience, cancellation);

    /// <summary>This call's mouth and ear as a row and a column of a <see cref="HearingTable"/>.</summary>
    /// <param name="name">The name in the table; the phone's number if null.</param>
    public HearingParty AsParty(string? name = null) => new(name ?? Options.Number, Options.ToneFrequencyHz, Ear);

    /// <summary>Waits until the call is in a state.</summary>
    /// <exception cref="TimeoutException">It did not get there in time, or ended on the way.</exception>
    public async Task WaitForAsync(PhoneCallState state, TimeSpan? patience = null, CancellationToken cancellation = default)
    {
        await Patience.WaitAsync(
            () => State == state || State == PhoneCallState.Ended,
            patience ?? Options.Patience,
            () => $"the call of {Options.Number} with {FarNumber} to be {state} (it is {State})",
            cancellation).ConfigureAwait(false);
        if (State != state)
        {
            throw new TimeoutException($"The call of {Options.Number} with {FarNumber} ended ({End}) before it was {state}.");
        }
    }

    /// <summary>Waits until the far side has pressed the given keys, in this order and from the start of the call.</summary>
    /// <exception cref="TimeoutException">Other keys came, or none.</exception>
    public Task WaitForDigitsAsync(string digits, TimeSpan? patience = null, CancellationToken cancellation = default) => Patience.WaitAsync(
        () => DigitsText() == digits,
        patience ?? Options.Patience,
        () => $"the digits {digits} at {Options.Number} (got \"{DigitsText()}\")",
        cancellation);

    /// <summary>Presses a key, as telephone-event (RFC 4733); completes when its last packet was sent.</summary>
    /// <exception cref="InvalidOperationException">telephone-event is not agreed, or the call is over.</exception>
    /// <exception cref="TimeoutException">The mouth may not send.</exception>
    public Task SendDigitAsync(char digit, CancellationToken cancellation = default) => Agreed?.TelephoneEventSendPayloadType is null
        ? throw new InvalidOperationException("telephone-event is not agreed on this call.")
        : _audio.Mouth.PressAsync(digit).WaitAsync(Options.Patience, cancellation);

    /// <summary>The sound stops and nothing is answered any more, as when the network cable is pulled.</summary>
    public void Vanish() => Finish(PhoneCallEndReason.Vanished, 0);

    /// <summary>Sends any bytes to the far side from where the sound comes from: what a broken or hostile phone may send.</summary>
    internal void SendRtpBytes(ReadOnlySpan<byte> datagram)
    {
        if (Agreed?.FarRtp is { } far)
        {
            _audio.RtpSocket.SendTo(datagram, far);
        }
    }

    internal static string KeyOf(string callId, string localTag) => $"{callId} {localTag}";

    private string DigitsText() => new([.. ReceivedDigits.Select(digit => digit.Digit)]);

    private LocalAudio Local() => new()
    {
        Address = _flow.Local.Address,
        RtpPort = _audio.Port,
        Codecs = [.. Options.Codecs.Select(OwnCodec)],
        TelephoneEventPayloadType = Options.TelephoneEvents ? Options.TelephoneEventPayloadType : null,
        PacketTime = Options.PacketTime,
        Direction = _wish,
        SessionId = _sessionId,
        Name = $"phone-{Options.Number}",
    };

    private AudioCodec OwnCodec(PhoneCodec codec)
        => Options.PayloadTypes.TryGetValue(codec, out var number) ? codec.ToSdp() with { PayloadType = number } : codec.ToSdp();

    private SipUri Contact() => _phone.Stack.LocalContact(Options.Number, _flow);

    private void NoteDigit(char digit, bool byInfo, long arrivalTicks)
    {
        lock (_gate)
        {
            _digits.Add(new ReceivedDigit(digit, byInfo, arrivalTicks));
        }
    }

    private void MoveTo(PhoneCallState state)
    {
        lock (_gate)
        {
            if (State != PhoneCallState.Ended || _reached.Count == 0)
            {
                State = state;
                _reached.TryAdd(state, Stopwatch.GetTimestamp());
            }
        }
    }

    /// <summary>Talking or held, whichever the latest agreement says.</summary>
    private void MoveToAnswered() => MoveTo(_heldHere || IsHeldByFarSide ? PhoneCallState.Held : PhoneCallState.Talking);

    private void Finish(PhoneCallEndReason reason, int statusCode)
    {
        lock (_gate)
        {
            if (State == PhoneCallState.Ended)
            {
                return;
            }

            End = new PhoneCallEnd(reason, statusCode);
            MoveTo(PhoneCallState.Ended);
        }

        RtpPacer.Remove(_audio);
        if (reason != PhoneCallEndReason.Vanished)
        {
            // A call that vanished stays known, so that what the far side still says about it goes unanswered.
            _phone.Forget(this);
        }
    }

    /// <summary>Reads the session description of a message, or null where it has none that can be read.</summary>
    private static SessionDescription? DescriptionOf(SipMessage message) =>
        message.HasContentType(SessionDescription.MediaType) && SessionDescription.TryParse(message.Body.Span, out var description, out _)
            ? description
            : null;
}
