using Undertone.Media.Mixing;

namespace Undertone.Media.Jitter;

/// <summary>
/// Where one ear is in what one mouth says. Every 20 ms it takes the next frame from the <see cref="MouthRing"/>.
/// </summary>
/// <remarks>
/// <para>The reserve is the distance between reading and writing. It begins at nearly nothing and follows the network:</para>
/// <list type="bullet">
/// <item>A frame that is not there at its tick: the ear gets a concealed frame and the cursor stays, so that frame has 20 ms more.
/// If it comes, the reserve has grown by 20 ms. If only later ones come, it was lost: the cursor steps over it, and nothing has grown.</item>
/// <item>A frame that was overtaken is taken as lost. If it comes after all, the cursor stays once, so the reserve has grown.</item>
/// <item>If for five seconds every frame was there more than a frame and a margin before its tick, one frame is left out, a quiet one
/// if there is one within a second: the reserve has shrunk by 20 ms.</item>
/// <item>If nothing comes at all for six frames, the mouth has stopped (mute, hold, silence suppression, gone). The ear hears silence,
/// and the cursor starts again as new when audio comes.</item>
/// </list>
/// <para>A sender whose clock is faster or slower than ours is the same as a network that slowly gets faster or slower.</para>
/// <para>One thread. The length of <c>frame</c> is 20 ms in every call.</para>
/// </remarks>
internal partial struct EarCursor
{
    /// <summary>The largest reserve, and the longest wait for a late frame.</summary>
    public const int LargestReserveFrames = 6;

    private const long OldestStartMicroseconds = LargestReserveFrames * 20_000; // an ear that joins must not hear the past
    private const long NowhereYet = long.MinValue;

    private Concealer _concealer;
    private SlackWindow _slack;
    private long _position;
    private long _givenUp = NowhereYet;
    private long _givenUpAt;
    private long _generation;
    private int _waited;
    private int _ticksWishingToShrink;
    private bool _playing;
    private bool _hasSeam;

    /// <summary>What went wrong for this ear.</summary>
    public JitterCounters Counters;

    /// <summary>A cursor that has heard nothing yet.</summary>
    /// <param name="sampleRateHz">The rate of the ring that it will read.</param>
    public EarCursor(int sampleRateHz)
    {
        _concealer = new Concealer(sampleRateHz);
        SampleRateHz = sampleRateHz;
    }

    /// <summary>The rate of the ring that it reads.</summary>
    public int SampleRateHz { get; }

    /// <summary>True while the mouth is speaking as far as this ear knows.</summary>
    public readonly bool IsPlaying => _playing;

    /// <summary>Audio that has come and is not yet heard, in samples: the reserve and what remains of the last packet.</summary>
    public readonly long WaitingSamples(ref readonly MouthRing mouth) =>
        _playing && _generation == mouth.Generation ? mouth.NewestEnd - _position : 0;

    /// <summary>Begins with what is said from now on: nothing that the mouth said before this call is heard by this ear.</summary>
    public void StartAfter(ref readonly MouthRing mouth)
    {
        _generation = mouth.Generation;
        _position = mouth.NewestEnd;
        _playing = false;
    }

    /// <summary>Gives the next 20 ms for this ear.</summary>
    /// <param name="mouth">Whom the ear hears; always the same one.</param>
    /// <param name="frame">Receives 20 ms of audio; every sample is written.</param>
    /// <param name="nowMicroseconds">Time of the tick, on the clock of the arrival times.</param>
    public HeardSound Read(ref readonly MouthRing mouth, Span<short> frame, long nowMicroseconds)
    {
        FollowGeneration(in mouth);
        if (!_playing && !TryStart(in mouth, frame.Length, nowMicroseconds))
        {
            return Conceal(frame);
        }

        StepOverWhatWasConcealed(in mouth, frame.Length, nowMicroseconds);
        LimitReserve(in mouth, frame.Length);
        if (GivenUpCameAfterAll(in mouth, frame.Length))
        {
            return Conceal(frame);
        }

        if (mouth.Holds(_position, frame.Length))
        {
            return Play(in mouth, frame, nowMicroseconds);
        }

        return mouth.NewestEnd - _position >= frame.Length ? PlayAroundLoss(in mouth, frame, nowMicroseconds) : Wait(frame);
    }

    /// <summary>Another stream from the same mouth: nothing of the old position means anything.</summary>
    private void FollowGeneration(ref readonly MouthRing mouth)
    {
        if (_generation == mouth.Generation)
        {
            return;
        }

        if (_generation != 0)
        {
            Counters.Resynchronised++;
            _hasSeam = true;
        }

        _generation = mouth.Generation;
        _position = NowhereYet;
        _givenUp = NowhereYet;
        _playing = false;
    }

    /// <summary>Begins to read if there is anything that was not heard before.</summary>
    private bool TryStart(ref readonly MouthRing mouth, int frameSamples, long nowMicroseconds)
    {
        var age = nowMicroseconds - mouth.NewestArrival;
        if (mouth.Generation == 0 || mouth.NewestEnd <= _position || age > OldestStartMicroseconds)
        {
            return false;
        }

        var remainder = PlayoutStart.Remainder(mouth.PacketSamples, frameSamples, age, mouth.SampleRateHz);
        var start = Math.Max(_position, mouth.NewestEnd - remainder - frameSamples);
        if (!mouth.Holds(start, frameSamples))
        {
            return false;
        }

        CountPassedOver(in mouth, start, frameSamples);
        _position = start;
        _playing = true;
        _waited = 0;
        _ticksWishingToShrink = 0;
        _slack.Reset();
        return true;
    }

    private void CountPassedOver(ref readonly MouthRing mouth, long start, int frameSamples)
    {
        if (_position == NowhereYet)
        {
            return;
        }

        for (; _position + frameSamples <= start; _position += frameSamples)
        {
            if (mouth.IsSilence(_position, frameSamples))
            {
                continue;
            }

            if (mouth.Holds(_position, frameSamples))
            {
                Counters.Dropped++;
            }
            else
            {
                Counters.Lost++;
            }
        }
    }

    private HeardSound Play(ref readonly MouthRing mouth, Span<short> frame, long nowMicroseconds)
    {
        Counters.Late += (uint)_waited;
        _waited = 0;
        mouth.CopyTo(_position, frame);
        if (ShouldLeaveOut(in mouth, frame))
        {
            LeaveOut(in mouth, frame);
        }

        JoinToWhatWasHeard(frame);
        _concealer.Remember(frame);
        ObserveSlack(in mouth, frame.Length, nowMicroseconds);
        _position += frame.Length;
        return HeardSound.Audio;
    }

    /// <summary>Part of the frame is lost, later audio is here. What there is of it is heard, in pieces of 5 ms.</summary>
    private HeardSound PlayAroundLoss(ref readonly MouthRing mouth, Span<short> frame, long nowMicroseconds)
    {
        var pieceSamples = CrossFade.Samples(mouth.SampleRateHz);
        for (var offset = 0; offset < frame.Length; offset += pieceSamples)
        {
            var piece = frame.Slice(offset, pieceSamples);
            if (mouth.Holds(_position + offset, pieceSamples))
            {
                mouth.CopyTo(_position + offset, piece);
                JoinToWhatWasHeard(piece);
                _concealer.Remember(piece);
            }
            else
            {
                _concealer.Conceal(piece);
                _hasSeam = true;
            }
        }

        GiveUp(nowMicroseconds);
        _position += frame.Length;
        Counters.Concealed++;
        return HeardSound.Concealment;
    }

    /// <summary>Nothing to play yet, and nothing later either: late, lost, or the mouth has stopped. Time will tell.</summary>
    private HeardSound Wait(Span<short> frame)
    {
        _waited++;
        if (_waited > LargestReserveFrames)
        {
            _playing = false;
            Counters.Stopped++;
        }

        return Conceal(frame);
    }

    private HeardSound Conceal(Span<short> frame)
    {
        if (_concealer.IsSilent)
        {
            frame.Clear();
            return HeardSound.Nothing;
        }

        _concealer.Conceal(frame);
        _hasSeam = true;
        Counters.Concealed++;
        return HeardSound.Concealment;
    }

    private void JoinToWhatWasHeard(Span<short> arriving)
    {
        if (_hasSeam)
        {
            _concealer.Join(arriving);
            _hasSeam = false;
        }
    }

    private static long Microseconds(ref readonly MouthRing mouth, int samples) => samples * 1_000_000L / mouth.SampleRateHz;
}
