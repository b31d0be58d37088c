using Undertone.Media.Io;

namespace Undertone.Media.Workers;

/// <summary>When a leg reports next, and where to.</summary>
internal struct RtcpState
{
    public MediaAddress Learnt;
    public long NextReport;
    public long PacketsAtLastReport;
}
