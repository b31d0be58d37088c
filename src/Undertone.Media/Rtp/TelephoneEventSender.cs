namespace Undertone.Media.Rtp;

/// <summary>
/// Makes the packets of one key press (RFC 4733 2.5.1): one for each packet time with the same time stamp and a growing duration,
/// the first with the marker, the last three as end. Between <see cref="Start"/> and the third end they take the place of audio.
/// One thread.
/// </summary>
internal struct TelephoneEventSender
{
    /// <summary>-10 dBm0, what phones usually say.</summary>
    public const byte DefaultVolume = 10;

    private const int EndPackets = 3;

    private byte _code;
    private byte _volume;
    private uint _timestamp;
    private int _duration;
    private int _total;
    private int _endsLeft;
    private bool _isFirst;

    /// <summary>True while packets of a key press are due.</summary>
    public readonly bool IsActive => _endsLeft > 0;

    /// <summary>Begins a key press.</summary>
    /// <param name="code">Event code, see <see cref="TelephoneEvent.Code"/>.</param>
    /// <param name="rtpTimestamp">Time stamp that the next packet would have; all packets of the event get it.</param>
    /// <param name="totalUnits">How long the key is pressed, in RTP clock units, at most 65,535; more means until <see cref="Stop"/>.</param>
    /// <returns>False while another key is pressed; nothing changes then.</returns>
    public bool Start(byte code, uint rtpTimestamp, int totalUnits = int.MaxValue)
    {
        if (IsActive)
        {
            return false;
        }

        _code = code;
        _volume = DefaultVolume;
        _timestamp = rtpTimestamp;
        _duration = 0;
        _total = Math.Clamp(totalUnits, 1, ushort.MaxValue);
        _endsLeft = EndPackets;
        _isFirst = true;
        return true;
    }

    /// <summary>Releases the key: the next packet is the first end, unless none was sent yet; a press is always announced.</summary>
    public void Stop() => _total = Math.Min(_total, _duration + 1);

    /// <summary>The packet for this packet time.</summary>
    /// <param name="units">RTP clock units of one packet time, 160 for 20 ms.</param>
    /// <param name="rtpTimestamp">The time stamp to send it with.</param>
    /// <param name="marker">The marker bit to send it with.</param>
    /// <param name="telephoneEvent">Its payload.</param>
    /// <returns>False when no key press is going on.</returns>
    public bool TryNext(int units, out uint rtpTimestamp, out bool marker, out TelephoneEvent telephoneEvent)
    {
        rtpTimestamp = _timestamp;
        marker = _isFirst;
        telephoneEvent = default;
        if (!IsActive)
        {
            return false;
        }

        var isEnd = Grow(units);
        telephoneEvent = new TelephoneEvent(_code, isEnd, _volume, (ushort)_duration);
        _endsLeft -= isEnd ? 1 : 0;
        _isFirst = false;
        return true;
    }

    /// <summary>Adds one packet time, unless the end is already being repeated; true when the key is up.</summary>
    private bool Grow(int units)
    {
        if (_endsLeft == EndPackets)
        {
            _duration = Math.Min(_duration + units, ushort.MaxValue);
        }

        return !_isFirst && _duration >= _total;
    }
}
