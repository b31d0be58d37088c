using Undertone.Media.Io;
using Undertone.Media.Rtp;

namespace Undertone.Media.Workers;

/// <summary>Reports to and from the far side (RFC 3550 6).</summary>
internal sealed partial class MediaWorker
{
    private const long ReportNanoseconds = 5_000_000_000;
    private const int LargestReportBytes = 512;

    private readonly byte[] _canonicalName;
    private readonly ReportBlock[] _block = new ReportBlock[1];
    private readonly byte[] _report = new byte[LargestReportBytes];
    private uint _random;

    private long NowUnixMicroseconds => _unixOffsetMicroseconds + NowMicroseconds;

    private void TakeRtcp(int leg, ReadOnlySpan<byte> datagram, in MediaAddress source)
    {
        ref var counters = ref _legs.Counters[leg];
        if (!IsFarSide(leg, source))
        {
            counters.UnexpectedSource++;
            return;
        }

        ref var mouth = ref _legs.Mouths[leg];
        var reader = new RtcpReader(datagram);
        while (reader.MoveNext())
        {
            if (reader.TryGetSenderInfo(out var info) && mouth.HasStarted && reader.Ssrc == mouth.Ssrc)
            {
                mouth.Reception.ReceiveSenderReport(info, NowMicroseconds);
            }

            if (reader.TryGetReportOn(_legs.Ears[leg].Ssrc, out var block))
            {
                counters.LossReportedByFarSide = Math.Max(0, block.CumulativeLost);
                if (NtpTime.TryGetRoundTrip(block, NtpTime.FromUnixMicroseconds(NowUnixMicroseconds), out var roundTrip))
                {
                    counters.RoundTripMicroseconds = roundTrip;
                }
            }
        }

        if (reader.Error != RtcpError.None)
        {
            counters.Malformed++;
            return;
        }

        _legs.Rtcp[leg].Learnt = source;
    }

    private bool IsFarSide(int leg, in MediaAddress source) =>
        source.HasSameHost(_legs.Sources[leg].Destination) || (_remotes[leg] is { } remote && source.HasSameHost(remote.Rtcp));

    private void ReportReception(int leg)
    {
        ref var rtcp = ref _legs.Rtcp[leg];
        if (_now >= rtcp.NextReport)
        {
            rtcp.NextReport = _now + NextReportInterval();
            SendReport(leg, isGoodbye: false);
        }
    }

    private void SayGoodbye(int leg) => SendReport(leg, isGoodbye: true);

    private void SendReport(int leg, bool isGoodbye)
    {
        ref var rtcp = ref _legs.Rtcp[leg];
        ref var ear = ref _legs.Ears[leg];
        ref var mouth = ref _legs.Mouths[leg];
        if (_remotes[leg] is not { } remote || !(ear.HasSent || mouth.HasStarted) || ReportDestination(leg, remote) is not { IsKnown: true } to)
        {
            return;
        }

        var counters = _legs.Counters[leg];
        var writer = new RtcpWriter(_report);
        ReadOnlySpan<ReportBlock> blocks = default;
        if (mouth.Reception.HasReceived)
        {
            _block[0] = mouth.Reception.MakeReport(NowMicroseconds);
            blocks = _block;
        }

        if (counters.PacketsSent > rtcp.PacketsAtLastReport)
        {
            rtcp.PacketsAtLastReport = counters.PacketsSent;
            var sinceDue = (_now - ear.NextDue) * remote.UnitsPerMillisecond / 1_000_000;
            var info = new SenderInfo(
                NtpTime.FromUnixMicroseconds(NowUnixMicroseconds),
                (uint)(ear.NextTimestamp + sinceDue),
                (uint)counters.PacketsSent,
                (uint)counters.BytesSent);
            writer.TryAddSenderReport(ear.Ssrc, info, blocks);
        }
        else
        {
            writer.TryAddReceiverReport(ear.Ssrc, blocks);
        }

        writer.TryAddCanonicalName(ear.Ssrc, _canonicalName);
        if (isGoodbye)
        {
            writer.TryAddGoodbye(ear.Ssrc);
        }

        _io.Send(RtcpSlot(leg), _report.AsSpan(0, writer.WrittenBytes), to);
    }

    /// <summary>Where its own reports come from; else beside the RTP source that was learnt; else where the SDP says.</summary>
    private MediaAddress ReportDestination(int leg, RemoteState remote)
    {
        if (_legs.Rtcp[leg].Learnt is { IsKnown: true } learnt)
        {
            return learnt;
        }

        var rtp = _legs.Sources[leg].Destination;
        if (remote.Rtcp.IsKnown && rtp.Equals(remote.Rtp))
        {
            return remote.Rtcp;
        }

        return rtp.IsKnown && rtp.Port < ushort.MaxValue ? rtp.WithPort(rtp.Port + 1) : default;
    }

    /// <summary>Half to one and a half times 5 s, so that reports of many legs do not fall together (RFC 3550 6.3.1).</summary>
    private long NextReportInterval()
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return (ReportNanoseconds / 2) + (long)(ReportNanoseconds * (_random / (double)uint.MaxValue));
    }
}
