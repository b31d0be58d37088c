using Undertone.Media.Rtp;

namespace Undertone.Fuzz.Targets;

/// <summary>A datagram as RTCP: every packet in it, and everything that can be asked of each.</summary>
internal sealed class RtcpTarget : IFuzzTarget
{
    private const int SmallestPacketBytes = 4;

    /// <inheritdoc/>
    public string Name => "rtcp";

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        var reader = new RtcpReader(input);
        var packets = 0;
        while (reader.MoveNext())
        {
            packets++;
            reader.TryGetSenderInfo(out _);
            reader.TryGetReportOn(reader.Ssrc, out _);
            reader.TryGetReportOn(1, out _);
            reader.SaysGoodbye(reader.Ssrc);
            reader.TryGetCanonicalName(out _);
        }

        FindingException.Unless(packets <= input.Length / SmallestPacketBytes, "more packets than there is room for");
        FindingException.Unless(packets > 0 || reader.Error != RtcpError.None, "nothing read and no reason given");
    }
}
