using Undertone.Media.Io;
using Undertone.Media.Plans;
using Undertone.Media.Ports;
using Undertone.Media.Rtp;
using Undertone.Media.Workers;

namespace Undertone.Media;

/// <summary>
/// One phone's media: what it says and what it hears. Any thread. After <see cref="Close"/>, and after the end of its session, every
/// command is refused silently and counted in <see cref="MediaLegSnapshot.StaleCommands"/>.
/// </summary>
public sealed class MediaLeg
{
    private readonly Lock _gate = new();
    private readonly WorkerControl _control;
    private readonly PortKeeper _ports;
    private readonly SocketPair _sockets;
    private MediaLegSnapshot? _final;
    private long _staleCommands;

    internal MediaLeg(MediaSession session, WorkerControl control, PortKeeper ports, SocketPair sockets, LegRef place)
    {
        Session = session;
        _control = control;
        _ports = ports;
        _sockets = sockets;
        Place = place;
    }

    /// <summary>Local port of RTP, even.</summary>
    public int RtpPort => _sockets.Rtp.Port;

    /// <summary>Local port of RTCP, the one after <see cref="RtpPort"/>.</summary>
    public int RtcpPort => _sockets.Rtcp.Port;

    internal MediaSession Session { get; }

    internal LegRef Place { get; }

    internal RemoteState? Remote { get; set; }

    /// <summary>Length of the packets that it sends, in milliseconds; null before the first.</summary>
    internal int? SpokenMilliseconds { get; set; }

    internal bool IsClosed { get; set; }

    /// <summary>
    /// Tells what was agreed with the far side. To be called when the offer is answered and again after every re-INVITE: each call
    /// begins the 3 s in which a source other than that of the SDP is accepted.
    /// </summary>
    /// <param name="remote">
    /// What was agreed. A packet time outside of 10-60 ms is brought to the nearest multiple of 10 within.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A payload type is not 0-127.</exception>
    public void Configure(RemoteMedia remote)
    {
        CheckPayloadType(remote.SendPayloadType);
        CheckPayloadType(remote.ReceivePayloadType);
        CheckPayloadType(remote.TelephoneEventSendPayloadType ?? 0);
        CheckPayloadType(remote.TelephoneEventReceivePayloadType ?? 0);
        var packetTime = Math.Clamp(remote.PacketTimeMilliseconds / 10 * 10, 10, 60);
        Session.Configure(this, new RemoteState(remote with { PacketTimeMilliseconds = packetTime }));
    }

    /// <summary>Presses a key toward this leg's ear (RFC 4733); keys are sent one after the other. Counted as lost when it takes no telephone-events.</summary>
    /// <param name="digit">0-9, *, #, A-D.</param>
    /// <param name="duration">20 ms to 8 s.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a key.</exception>
    public void SendDigit(char digit, TimeSpan duration)
    {
        if (!TelephoneEvent.TryGetCode(digit, out var code))
        {
            throw new ArgumentOutOfRangeException(nameof(digit), digit, "Keys are 0-9, *, # and A-D.");
        }

        var milliseconds = Math.Clamp(duration.TotalMilliseconds, 20, 8000);
        var units = (int)(milliseconds * (Remote?.UnitsPerMillisecond ?? 8));
        Session.Post(this, new WorkerCommand(CommandKind.SendDigit, Place, Code: code, Units: units));
    }

    /// <summary>What happened so far; after the end, what had happened until then.</summary>
    public MediaLegSnapshot Snapshot()
    {
        lock (_gate)
        {
            return (_final ?? Read()) with { StaleCommands = Interlocked.Read(ref _staleCommands) };
        }
    }

    /// <summary>Ends the leg. Its ports rest before another leg can have them.</summary>
    public void Close() => Session.Close(this);

    internal void CountStale() => Interlocked.Increment(ref _staleCommands);

    /// <summary>The worker has let go of this leg.</summary>
    internal void Finish()
    {
        Freeze();
        _ports.BeginRest(_sockets);
        _control.Release(Place);
    }

    /// <summary>The whole plane ends, with or without the worker having let go.</summary>
    internal void Abandon()
    {
        Freeze();
        _sockets.Dispose();
    }

    private static void CheckPayloadType(int payloadType) => ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)payloadType, 127u, nameof(payloadType));

    /// <summary>Keeps the counters, because their place will be another leg's.</summary>
    private void Freeze()
    {
        lock (_gate)
        {
            _final ??= Read();
        }
    }

    private MediaLegSnapshot Read()
    {
        if (!_control.Worker.HasCountersOf(Place))
        {
            return new MediaLegSnapshot { RtpPort = RtpPort, Codec = Remote?.Codec };
        }

        var legs = _control.Worker.Legs;
        var counters = legs.Counters[Place.Index];
        var unitsPerMillisecond = Remote?.UnitsPerMillisecond ?? 8;
        return new MediaLegSnapshot
        {
            RtpPort = RtpPort,
            Codec = Remote?.Codec,
            LastSource = ReadSource(legs).ToEndPoint(),
            SentSsrc = legs.Ears[Place.Index].Ssrc,
            PacketsReceived = counters.PacketsReceived,
            BytesReceived = counters.BytesReceived,
            PacketsSent = counters.PacketsSent,
            BytesSent = counters.BytesSent,
            PacketsLost = counters.PacketsLost,
            Jitter = TimeSpan.FromMilliseconds(counters.JitterUnits / (double)unitsPerMillisecond),
            LossReportedByFarSide = counters.LossReportedByFarSide,
            RoundTrip = counters.RoundTripMicroseconds > 0 ? TimeSpan.FromMicroseconds(counters.RoundTripMicroseconds) : null,
            UnexpectedSource = counters.UnexpectedSource,
            Malformed = counters.Malformed,
            WrongPayloadType = counters.WrongPayloadType,
            WrongSize = counters.WrongSize,
            SsrcChanges = counters.SsrcChanges,
            Resynchronised = counters.Resynchronised,
            Reordered = counters.Reordered,
            Duplicates = counters.Duplicates,
            SourceChanges = counters.SourceChanges,
            SendErrors = counters.SendErrors,
            LateForward = counters.LateForward,
            FramesConcealed = counters.FramesConcealed,
            FramesDropped = counters.FramesDropped,
            DigitsLost = counters.DigitsLost,
            DigitsReceived = counters.DigitsReceived,
        };
    }

    /// <summary>An address is several words; read until the worker did not write in between.</summary>
    private MediaAddress ReadSource(LegTable legs)
    {
        var source = legs.Sources[Place.Index].Locked;
        while (legs.Sources[Place.Index].Locked is var again && !again.Equals(source))
        {
            source = again;
        }

        return source;
    }
}
