namespace Undertone.Media.Workers;

/// <summary>Written by the worker, read by anybody; see <see cref="MediaLegSnapshot"/> for the meanings.</summary>
internal struct LegCounters
{
    public long PacketsReceived;
    public long BytesReceived;
    public long PacketsSent;
    public long BytesSent;
    public long LossReportedByFarSide;
    public long RoundTripMicroseconds;
    public long UnexpectedSource;
    public long Malformed;
    public long WrongPayloadType;
    public long WrongSize;
    public long SsrcChanges;
    public long Resynchronised;
    public long Reordered;
    public long Duplicates;
    public long SourceChanges;
    public long SendErrors;
    public long LateForward;
    public long FramesConcealed;
    public long FramesDropped;
    public long DigitsLost;
    public long DigitsReceived;
    public long JitterUnits;
    public long PacketsLost;
}
