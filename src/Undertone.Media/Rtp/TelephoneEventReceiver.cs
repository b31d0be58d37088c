namespace Undertone.Media.Rtp;

/// <summary>
/// Makes one press and one release of the many packets that a telephone event consists of (RFC 4733 2.5.2). All packets of an event
/// have its time stamp; so repeated packets, three ends, losses and packets out of order change nothing. One thread.
/// </summary>
internal struct TelephoneEventReceiver
{
    /// <summary>A key is taken as released when nothing was heard of it for so long: four packets, or the gap that jitter makes.</summary>
    public const long LostEndMicroseconds = 200_000;

    /// <summary>So far behind, ten seconds at 8 kHz, a time stamp is not a packet out of order but a phone that set its clock anew.</summary>
    private const int ReorderUnits = 80_000;

    private bool _any;
    private bool _pressed;
    private byte _code;
    private uint _timestamp;
    private long _unitsBefore;
    private ushort _duration;
    private long _lastArrival;

    /// <summary>True while a key is down.</summary>
    public readonly bool IsPressed => _pressed;

    /// <summary>Takes one packet.</summary>
    /// <param name="rtpTimestamp">Its time stamp: the moment the key went down.</param>
    /// <param name="telephoneEvent">Its payload.</param>
    /// <param name="nowMicroseconds">When it came.</param>
    public KeyReport Receive(uint rtpTimestamp, in TelephoneEvent telephoneEvent, long nowMicroseconds)
    {
        var age = _any ? SequenceNumber.TimestampDistance(_timestamp, rtpTimestamp) : 1;
        if (age is < 0 and > -ReorderUnits || (age == 0 && !_pressed))
        {
            return default;
        }

        _lastArrival = nowMicroseconds;
        if (age == 0)
        {
            return Continue(telephoneEvent);
        }

        if (ContinuesLongEvent(age, telephoneEvent.Code))
        {
            _unitsBefore += age;
            _timestamp = rtpTimestamp;
            _duration = 0;
            return Continue(telephoneEvent);
        }

        var endedBefore = _pressed ? End() : (EndedKey?)null;
        Press(rtpTimestamp, telephoneEvent.Code);
        return new KeyReport(endedBefore, telephoneEvent.Code, Continue(telephoneEvent).Ended);
    }

    /// <summary>To be called from time to time: finds a key whose end was lost.</summary>
    public KeyReport Expire(long nowMicroseconds) =>
        _pressed && nowMicroseconds - _lastArrival >= LostEndMicroseconds ? new KeyReport(End(), null, null) : default;

    /// <summary>Beyond 65,535 units an event goes on under a new time stamp, which follows exactly (RFC 4733 2.5.1.3).</summary>
    private readonly bool ContinuesLongEvent(int age, byte code) => _pressed && code == _code && age == ushort.MaxValue;

    private void Press(uint rtpTimestamp, byte code)
    {
        _any = true;
        _pressed = true;
        _code = code;
        _timestamp = rtpTimestamp;
        _unitsBefore = 0;
        _duration = 0;
    }

    private KeyReport Continue(in TelephoneEvent telephoneEvent)
    {
        _duration = Math.Max(_duration, telephoneEvent.Duration);
        return telephoneEvent.IsEnd ? new KeyReport(null, null, End()) : default;
    }

    private EndedKey End()
    {
        _pressed = false;
        return new EndedKey(_code, _unitsBefore + _duration);
    }
}
