using System.Globalization;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Yeastar;

/// <summary>
/// The names of legs in this dialect: <c>PJSIP/2000-00000114</c> for an extension's, <c>PJSIP/trunk-carrier-endpoint-00000113</c> for a trunk's.
/// The eight hexadecimal digits are the leg id.
/// </summary>
internal static class ChannelId
{
    private const int LegIdDigits = 8;

    /// <summary>The name of a party leg.</summary>
    public static string Of(LegSnapshot leg) => leg.Trunk is { } trunk ? $"PJSIP/trunk-{trunk}-endpoint-{leg.Id}" : $"PJSIP/{leg.Number}-{leg.Id}";

    /// <summary>The name of a monitor leg.</summary>
    public static string Of(MonitorSnapshot monitor) => $"PJSIP/{monitor.Supervisor}-{monitor.Id}";

    /// <summary>Reads the leg id at the end of a name. Whether the name is that leg's own is for the caller to compare.</summary>
    public static bool TryReadLegId(string channelId, out LegId leg)
    {
        leg = default;
        int dash = channelId.LastIndexOf('-');
        if (dash < 0
            || channelId.Length - dash - 1 != LegIdDigits
            || !uint.TryParse(channelId.AsSpan(dash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value)
            || value == 0)
        {
            return false;
        }

        leg = new LegId(value);
        return true;
    }
}
