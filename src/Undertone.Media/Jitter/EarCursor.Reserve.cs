using Undertone.Media.Mixing;

namespace Undertone.Media.Jitter;

/// <content>How the reserve grows and shrinks.</content>
internal partial struct EarCursor
{
    /// <summary>Slack beyond one whole frame that must remain before a frame is left out, in microseconds.</summary>
    public const long ShrinkMarginMicroseconds = 4_000;

    private const int QuietPeak = 256; // -42 dBFS: a pause between words
    private const int TicksToWaitForQuiet = 50;

    /// <summary>
    /// Frames that were waited for have been concealed already. Those that turn out lost, or were silence, are not concealed or
    /// played a second time; only those that did come late are, and they are what makes the reserve grow.
    /// </summary>
    private void StepOverWhatWasConcealed(ref readonly MouthRing mouth, int frameSamples, long nowMicroseconds)
    {
        while (_waited > 0 && mouth.NewestEnd - _position >= frameSamples)
        {
            var isSilence = mouth.IsSilence(_position, frameSamples);
            if (!isSilence && mouth.Holds(_position, frameSamples))
            {
                return;
            }

            if (!isSilence)
            {
                GiveUp(nowMicroseconds - (_waited * Microseconds(in mouth, frameSamples)));
            }

            _position += frameSamples;
            _waited--;
        }
    }

    /// <summary>Takes the frame at the cursor as lost; its tick is kept, in case it comes after all.</summary>
    private void GiveUp(long tickMicroseconds)
    {
        _givenUp = _position;
        _givenUpAt = tickMicroseconds;
        Counters.Lost++;
    }

    /// <summary>True when the frame last taken as lost was only late, and the reserve may grow for the next one like it.</summary>
    private bool GivenUpCameAfterAll(ref readonly MouthRing mouth, int frameSamples)
    {
        if (_givenUp == NowhereYet || !mouth.Holds(_givenUp, frameSamples))
        {
            return false;
        }

        // With the larger reserve its tick would have been a frame later. That slack keeps the reserve from shrinking too soon.
        var arrival = mouth.ArrivalOf(_givenUp + frameSamples - 1);
        _slack.Observe(_givenUpAt + Microseconds(in mouth, frameSamples) - arrival);
        _givenUp = NowhereYet;
        Counters.Lost--;
        Counters.Late++;
        return mouth.NewestEnd - _position <= LargestReserveFrames * frameSamples;
    }

    /// <summary>After a burst more may be waiting than the largest reserve: the oldest of it is left out.</summary>
    private void LimitReserve(ref readonly MouthRing mouth, int frameSamples)
    {
        var limit = ((LargestReserveFrames + 1) * frameSamples) + mouth.PacketSamples;
        var tooMany = mouth.NewestEnd - _position - limit;
        if (tooMany <= 0)
        {
            return;
        }

        var frames = (tooMany + frameSamples - 1) / frameSamples;
        _position += frames * frameSamples;
        Counters.Dropped += (uint)frames;
        _hasSeam = true;
    }

    /// <summary>
    /// True when the frame can be spared: it was there too early for five seconds, the one after it is here, and it is quiet or
    /// the wait for a quiet one has been long enough.
    /// </summary>
    private bool ShouldLeaveOut(ref readonly MouthRing mouth, ReadOnlySpan<short> frame)
    {
        var frameMicroseconds = Microseconds(in mouth, frame.Length);
        if (_slack.SmallestMicroseconds <= frameMicroseconds + ShrinkMarginMicroseconds)
        {
            _ticksWishingToShrink = 0;
            return false;
        }

        _ticksWishingToShrink++;
        var isQuiet = AudioLevel.Peak(frame) <= QuietPeak;
        return (isQuiet || _ticksWishingToShrink > TicksToWaitForQuiet) && mouth.Holds(_position + frame.Length, frame.Length);
    }

    /// <summary>Replaces the frame by the one after it, which grows out of the beginning of the one left out.</summary>
    private void LeaveOut(ref readonly MouthRing mouth, Span<short> frame)
    {
        Span<short> leftOut = stackalloc short[CrossFade.Samples(mouth.SampleRateHz)];
        frame[..leftOut.Length].CopyTo(leftOut);
        _position += frame.Length;
        mouth.CopyTo(_position, frame);
        CrossFade.Into(frame, leftOut);
        _slack.Lower(Microseconds(in mouth, frame.Length));
        _ticksWishingToShrink = 0;
        Counters.Dropped++;
    }

    private void ObserveSlack(ref readonly MouthRing mouth, int frameSamples, long nowMicroseconds)
    {
        var arrival = mouth.ArrivalOf(_position + frameSamples - 1);
        if (arrival != 0)
        {
            _slack.Observe(nowMicroseconds - arrival);
        }
    }
}
