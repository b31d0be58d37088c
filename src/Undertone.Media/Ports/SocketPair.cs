using Undertone.Media.Io;

namespace Undertone.Media.Ports;

/// <summary>The RTP socket of a leg and its RTCP socket on the next port.</summary>
internal sealed record SocketPair(IMediaSocket Rtp, IMediaSocket Rtcp) : IDisposable
{
    public int RtpPort => Rtp.Port;

    /// <summary>Throws away what came to a pair that rests; true when there was something.</summary>
    public bool DiscardPending(int limit) => Rtp.DiscardPending(limit) + Rtcp.DiscardPending(limit) > 0;

    public void Dispose()
    {
        Rtp.Dispose();
        Rtcp.Dispose();
    }
}
