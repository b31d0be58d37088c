using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Sections;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration;

/// <summary>Reads the whole configuration, section by section, and gathers every mistake.</summary>
internal static class SettingsReader
{
    /// <summary>Always answers with settings; they may be used only if there are no mistakes.</summary>
    public static ServerSettings Read(IConfiguration configuration, Findings findings)
    {
        var root = new SectionReader(configuration, "", findings);
        SipSettings sip = SipSection.Read(root.Section(nameof(ServerSettings.Sip)));
        var extensions = ExtensionSection.Read(root);
        var trunks = TrunkSection.Read(root, sip);
        var settings = new ServerSettings
        {
            Http = HttpSection.Read(root.Section(nameof(ServerSettings.Http))),
            Sip = sip,
            Media = MediaSection.Read(root.Section(nameof(ServerSettings.Media)), sip),
            Calls = CallSection.Read(root.Section(nameof(ServerSettings.Calls))),
            FeatureCodes = FeatureCodeSection.Read(root.Section(nameof(ServerSettings.FeatureCodes))),
            Storage = StorageSection.Read(root.Section(nameof(ServerSettings.Storage))),
            Logging = LoggingSection.Read(root.Section(nameof(ServerSettings.Logging))),
            Extensions = extensions,
            Trunks = trunks,
            Routes = RouteSection.Read(root, trunks, extensions),
            Callbacks = CallbackSection.Read(root.Section(nameof(ServerSettings.Callbacks))),
            Apis = ApiSection.Read(root.Section(nameof(ServerSettings.Apis))),
        };
        root.ReportUnknownKeys();
        return settings;
    }
}
