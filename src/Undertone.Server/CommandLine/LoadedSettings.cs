using Undertone.Server.Configuration;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.CommandLine;

/// <summary>A configuration that was read.</summary>
/// <param name="Settings">What it says.</param>
/// <param name="Sources">Where it comes from.</param>
/// <param name="Warnings">What the operator should know about it.</param>
internal sealed record LoadedSettings(ServerSettings Settings, ConfigurationSources Sources, IReadOnlyList<Mistake> Warnings);
