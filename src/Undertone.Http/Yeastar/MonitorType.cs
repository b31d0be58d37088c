using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Yeastar;

/// <summary>The values of <c>type</c> in <c>call/listen</c>.</summary>
internal static class MonitorType
{
    /// <summary>Reads one of the three words, in lower case as the vendor writes them.</summary>
    public static bool TryParse(string type, out MonitorMode mode)
    {
        (bool known, mode) = type switch
        {
            "listen" => (true, MonitorMode.Listen),
            "whisper" => (true, MonitorMode.Whisper),
            "barge" => (true, MonitorMode.Barge),
            _ => (false, default),
        };
        return known;
    }
}
