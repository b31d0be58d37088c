using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Undertone.Phone.Audio;
using Undertone.Sip.Sdp;

namespace Undertone.Phone.Rtp;

/// <summary>The mouth of a call: makes and sends one RTP packet each packet time, sound or keys, and remembers what it sent.</summary>
internal sealed class RtpSender
{
    private const int EndPackets = 3;
    private const int KeyDownSamples = 100 * AudioLevel.SampleRateHz / 1000;

    private readonly ToneSource _tone;
    private readonly SpeechStream _speech = new();
    private readonly uint _ssrc = (uint)Random.Shared.NextInt64(1, uint.MaxValue);
    private readonly Lock _lock = new();
    private readonly SentPacket[] _sent;
    private readonly ConcurrentQueue<(char Digit, TaskCompletionSource Done)> _keys = new();
    private long _sentCount;
    private ushort _sequence = (ushort)Random.Shared.Next(ushort.MaxValue);
    private uint _timestamp = (uint)Random.Shared.NextInt64(uint.MaxValue);
    private bool _markNext = true;
    private (long Sample, TaskCompletionSource<MouthOnset> Done)? _onset;
    private (byte Event, uint Timestamp, int DownSamples, TaskCompletionSource Done)? _key;
    private bool _failed;

    public RtpSender(ToneSource tone, TimeSpan memory)
    {
        _tone = tone;
        _sent = new SentPacket[(int)(memory.TotalSeconds * 100)];
    }

    public volatile MouthMode Mode = MouthMode.Tone;

    public IReadOnlyList<SentPacket> Sent()
    {
        lock (_lock)
        {
            var kept = new List<SentPacket>();
            for (var i = Math.Max(0, _sentCount - _sent.Length); i < _sentCount; i++)
            {
                kept.Add(_sent[i % _sent.Length]);
            }

            return kept;
        }
    }

    /// <summary>Switches the tone off for <paramref name="silence"/> and then on; completes when the onset was sent.</summary>
    public Task<MouthOnset> SoundOnsetAsync(TimeSpan silence)
    {
        var done = new TaskCompletionSource<MouthOnset>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _tone.Switch(false);
            var sample = _tone.Position + (long)(silence.TotalSeconds * AudioLevel.SampleRateHz);
            _tone.SwitchAt(sample, true);
            _onset?.Done.TrySetCanceled();
            _onset = (sample, done);
            FailIfFinished(() => done.TrySetException(Ended()));
        }

        return done.Task;
    }

    /// <summary>Presses a key for 100 ms; completes when its last packet was sent.</summary>
    public Task PressAsync(char digit)
    {
        _ = TelephoneEvent.EventOf(digit);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _keys.Enqueue((digit, done));
        lock (_lock)
        {
            FailIfFinished(() => done.TrySetException(Ended()));
        }

        return done.Task;
    }

    /// <summary>The call is over: whoever waits for a packet to be sent learns it.</summary>
    public void Fail()
    {
        lock (_lock)
        {
            _failed = true;
            _onset?.Done.TrySetException(Ended());
            _key?.Done.TrySetException(Ended());
            while (_keys.TryDequeue(out var key))
            {
                key.Done.TrySetException(Ended());
            }
        }
    }

    /// <summary>One packet time has passed: sends its packet, or lets it pass where nothing may be sent. Thread of the pacer only.</summary>
    public void SendNext(Socket socket, NegotiatedAudio? agreed, int samples)
    {
        Span<short> sound = stackalloc short[samples];
        var position = _tone.Position;
        _tone.Read(sound);
        var timestamp = _timestamp;
        _timestamp += (uint)samples;
        if (agreed is not { WeSend: true, FarRtp: { } far })
        {
            _markNext = true;
            return;
        }

        if (TrySendKey(socket, agreed, far, timestamp, samples))
        {
            return;
        }

        if (Mode == MouthMode.NoPackets)
        {
            _markNext = true;
            return;
        }

        if (Mode == MouthMode.Silence)
        {
            sound.Clear();
        }

        var payload = new byte[samples];
        if (Mode == MouthMode.Noise)
        {
            Random.Shared.NextBytes(payload);
        }
        else
        {
            _speech.Encode(PhoneCodecs.FromSdp(agreed.Codec), sound, payload);
        }

        var sentTicks = Send(socket, far, new RtpHeader(_markNext, (byte)agreed.SendPayloadType, _sequence++, timestamp, _ssrc), payload);
        _markNext = false;
        lock (_lock)
        {
            if (_onset is { } onset && onset.Sample < position + samples)
            {
                var offset = (int)Math.Max(0, onset.Sample - position);
                onset.Done.TrySetResult(new MouthOnset(sentTicks, offset, _tone.FrequencyHz));
                _onset = null;
            }
        }
    }

    private bool TrySendKey(Socket socket, NegotiatedAudio agreed, IPEndPoint far, uint timestamp, int samples)
    {
        if (agreed.TelephoneEventSendPayloadType is not { } payloadType)
        {
            return false;
        }

        var isFirst = false;
        lock (_lock)
        {
            if (_key is null)
            {
                if (!_keys.TryDequeue(out var next))
                {
                    return false;
                }

                isFirst = true;
                _key = (TelephoneEvent.EventOf(next.Digit), timestamp, 0, next.Done);
            }
        }

        var (code, start, down, done) = _key.Value;
        down += samples;
        var isEnd = down >= KeyDownSamples;
        for (var copy = 0; copy < (isEnd ? EndPackets : 1); copy++)
        {
            // RFC 4733 2.5.1.4: the end is sent three times, because nothing follows that would make up for its loss.
            var payload = new byte[TelephoneEvent.Bytes];
            new TelephoneEvent(code, isEnd, (ushort)down).Write(payload);
            Send(socket, far, new RtpHeader(isFirst, (byte)payloadType, _sequence++, start, _ssrc), payload);
        }

        lock (_lock)
        {
            _key = isEnd ? null : (code, start, down, done);
        }

        if (isEnd)
        {
            done.TrySetResult();
        }

        return true;
    }

    private long Send(Socket socket, IPEndPoint far, RtpHeader header, byte[] payload)
    {
        Span<byte> packet = stackalloc byte[RtpHeader.Bytes + payload.Length];
        header.Write(packet);
        payload.CopyTo(packet[RtpHeader.Bytes..]);
        var now = Stopwatch.GetTimestamp();
        try
        {
            socket.SendTo(packet, SocketFlags.None, far);
        }
        catch (SocketException)
        {
            // The far side closed its port, or the network is down: a phone goes on speaking, and the ear at the far end notices.
        }

        lock (_lock)
        {
            _sent[_sentCount++ % _sent.Length] = new SentPacket(
                now, header.Sequence, header.Timestamp, header.Ssrc, header.PayloadType, payload);
        }

        return now;
    }

    private void FailIfFinished(Action fail)
    {
        if (_failed)
        {
            fail();
        }
    }

    private static InvalidOperationException Ended() => new("The call has ended.");
}
