namespace Undertone.Media.Workers;

/// <summary>
/// How long the packets are that a mouth sends. SDP does not say it: a phone may speak in the packet time that it was asked for or in
/// another. The first packet shows it; later only several in a row do, because the last packet before a pause may be a short one.
/// </summary>
internal struct SpokenLength
{
    /// <summary>So many packets of another length in a row are a change.</summary>
    public const int PacketsOfAChange = 5;

    private int _known;
    private int _seen;
    private int _inARow;

    /// <summary>Takes note of a packet of audio; true while the control side does not know the length that this mouth now has.</summary>
    public bool Observe(int milliseconds)
    {
        _inARow = milliseconds == _seen ? Math.Min(_inARow + 1, PacketsOfAChange) : 1;
        _seen = milliseconds;
        return milliseconds != _known && (_known == 0 || _inARow == PacketsOfAChange);
    }

    /// <summary>The control side has been told of the last packet's length.</summary>
    public void NoteTold() => _known = _seen;
}
