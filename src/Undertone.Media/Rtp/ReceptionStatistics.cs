namespace Undertone.Media.Rtp;

/// <summary>
/// How well one source is received (RFC 3550 A.1, A.3, A.8). Fed with every valid packet of the source; a new SSRC starts it over.
/// One thread.
/// </summary>
internal struct ReceptionStatistics
{
    private const int LargestDropout = 3000;
    private const int LargestMisorder = 100;
    private const int LargestCumulativeLoss = 0x7FFFFF;

    private readonly int _clockHz;
    private bool _started;
    private uint _ssrc;
    private long _firstSequence;
    private long _highestSequence;
    private ushort _expectedAfterJump;
    private bool _jumped;
    private long _expectedAtLastReport;
    private long _receivedAtLastReport;
    private long _lastTransit;
    private long _jitterTimes16;
    private uint _lastSenderReport;
    private long _lastSenderReportArrival;

    /// <summary>Nothing received yet.</summary>
    /// <param name="rtpClockHz">Time stamp units a second.</param>
    public ReceptionStatistics(int rtpClockHz)
    {
        _clockHz = rtpClockHz;
    }

    /// <summary>Packets that came, with duplicates and late ones.</summary>
    public long Received { get; private set; }

    /// <summary>True when at least one packet came.</summary>
    public readonly bool HasReceived => _started;

    /// <summary>Packets that should have come.</summary>
    public readonly long Expected => _started ? _highestSequence - _firstSequence + 1 : 0;

    /// <summary>Packets missing; negative when duplicates outnumber losses.</summary>
    public readonly long Lost => Expected - Received;

    /// <summary>Mean deviation of arrival times, in RTP time stamp units.</summary>
    public readonly uint Jitter => (uint)(_jitterTimes16 >> 4);

    /// <summary>Takes note of a packet.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="arrivalMicroseconds">When it came, best as the kernel stamped it.</param>
    /// <returns>
    /// False when it is not counted: the first one after a large jump of the sequence, which is believed only when the next confirms it.
    /// </returns>
    public bool Receive(in RtpHeader header, long arrivalMicroseconds)
    {
        if (!_started || header.Ssrc != _ssrc)
        {
            Start(header);
        }
        else if (!TryAdvance(header.SequenceNumber))
        {
            return false;
        }

        Received++;
        MeasureJitter(header.Timestamp, arrivalMicroseconds);
        return true;
    }

    /// <summary>Takes note of a sender report of this source, so that the next report block refers to it.</summary>
    public void ReceiveSenderReport(in SenderInfo info, long arrivalMicroseconds)
    {
        _lastSenderReport = NtpTime.Middle(info.NtpTimestamp);
        _lastSenderReportArrival = arrivalMicroseconds;
    }

    /// <summary>Makes the report block for now and begins the next interval of the loss fraction.</summary>
    public ReportBlock MakeReport(long nowMicroseconds)
    {
        var expected = Expected - _expectedAtLastReport;
        var lost = expected - (Received - _receivedAtLastReport);
        _expectedAtLastReport = Expected;
        _receivedAtLastReport = Received;
        var fraction = expected <= 0 || lost <= 0 ? 0 : Math.Min((lost << 8) / expected, byte.MaxValue);
        return new ReportBlock(
            _ssrc,
            (byte)fraction,
            (int)Math.Clamp(Lost, -LargestCumulativeLoss - 1, LargestCumulativeLoss),
            (uint)_highestSequence,
            Jitter,
            _lastSenderReport,
            _lastSenderReport == 0 ? 0 : NtpTime.ToShortFormat(nowMicroseconds - _lastSenderReportArrival));
    }

    private void Start(in RtpHeader header)
    {
        this = new ReceptionStatistics(_clockHz)
        {
            _started = true,
            _ssrc = header.Ssrc,
            _firstSequence = header.SequenceNumber,
            _highestSequence = header.SequenceNumber,
        };
    }

    private bool TryAdvance(ushort sequence)
    {
        var step = SequenceNumber.Distance((ushort)_highestSequence, sequence);
        if (step is > -LargestMisorder and < LargestDropout)
        {
            _highestSequence = Math.Max(_highestSequence, _highestSequence + step);
            _jumped = false;
            return true;
        }

        if (_jumped && sequence == _expectedAfterJump)
        {
            RestartAt(sequence);
            return true;
        }

        _jumped = true;
        _expectedAfterJump = (ushort)(sequence + 1);
        return false;
    }

    private void RestartAt(ushort sequence)
    {
        _firstSequence = sequence;
        _highestSequence = sequence;
        _expectedAtLastReport = 0;
        _receivedAtLastReport = 0;
        Received = 0;
        _jumped = false;
        _lastTransit = 0;
    }

    /// <summary>RFC 3550 A.8 in integers: the estimate is kept sixteen-fold, so that its sixteenth is not lost to rounding.</summary>
    private void MeasureJitter(uint timestamp, long arrivalMicroseconds)
    {
        // Both clocks go round at 32 bits here, so that their difference does not jump when only one of them does.
        var (seconds, rest) = Math.DivRem(arrivalMicroseconds, 1_000_000);
        var arrival = (uint)((seconds * _clockHz) + (rest * _clockHz / 1_000_000));
        var transit = (int)(arrival - timestamp);
        if (Received > 1)
        {
            var deviation = Math.Abs((long)(int)(transit - (int)_lastTransit));
            _jitterTimes16 += deviation - ((_jitterTimes16 + 8) >> 4);
        }

        _lastTransit = transit;
    }
}
