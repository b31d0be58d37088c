using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Calls</c>.</summary>
internal static class CallSection
{
    public static CallSettings Read(SectionReader reader)
    {
        var defaults = new CallSettings();
        return new CallSettings
        {
            RingTimeout = reader.Duration(nameof(defaults.RingTimeout), defaults.RingTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            MaxMonitorsPerCall = reader.Integer(nameof(defaults.MaxMonitorsPerCall), defaults.MaxMonitorsPerCall, 1, 16),
            MaxCalls = reader.Integer(nameof(defaults.MaxCalls), defaults.MaxCalls, 1, 100_000),
        };
    }
}
