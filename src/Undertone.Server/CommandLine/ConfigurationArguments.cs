using System.CommandLine;
using System.Text.RegularExpressions;
using Undertone.Server.Configuration;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.CommandLine;

/// <summary>What every command takes: <c>--config FILE</c>, and <c>--Section:Key=value</c> for any setting.</summary>
internal sealed partial class ConfigurationArguments
{
    /// <summary>Names the file.</summary>
    public Option<string?> File { get; } = new("--config")
    {
        Description = $"The configuration file (default: {ConfigurationSources.DefaultFile} in the working directory, else the sample). "
            + "Any setting can be given as --Section:Key=value too, or in the environment as UNDERTONE__Section__Key.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Reads the configuration that a command line asks for, and writes what is wrong with it; null if it cannot be used.</summary>
    public LoadedSettings? Load(ParseResult arguments)
    {
        LoadedSettings loaded = Read(arguments, out Findings findings);
        if (findings.Mistakes.Count == 0)
        {
            return loaded;
        }

        TextWriter error = arguments.InvocationConfiguration.Error;
        error.WriteLine(findings.Mistakes.Count == 1
            ? "The configuration has a mistake:"
            : $"The configuration has {findings.Mistakes.Count} mistakes:");
        foreach (Mistake mistake in findings.Mistakes)
        {
            error.WriteLine($"  {mistake}");
        }

        return null;
    }

    /// <summary>Reads the configuration that a command line asks for; it may be used only if there are no mistakes.</summary>
    public LoadedSettings Read(ParseResult arguments, out Findings findings)
    {
        findings = new Findings();
        IReadOnlyList<KeyValuePair<string, string?>> overrides = ReadOverrides(arguments.UnmatchedTokens, findings);
        var sources = ConfigurationSources.Find(arguments.GetValue(File), Environment.CurrentDirectory, AppContext.BaseDirectory);
        ServerSettings settings = SettingsReader.Read(sources.Load(overrides, findings), findings);
        return new LoadedSettings(settings, sources, findings.Warnings);
    }

    private static List<KeyValuePair<string, string?>> ReadOverrides(IReadOnlyList<string> tokens, Findings findings)
    {
        List<KeyValuePair<string, string?>> overrides = [];
        foreach (string token in tokens)
        {
            Match match = Override().Match(token);
            if (match.Success)
            {
                overrides.Add(new KeyValuePair<string, string?>(match.Groups["key"].Value, match.Groups["value"].Value));
            }
            else
            {
                findings.Add(new Mistake(token, null, "is neither a command nor an option; a setting is given as --Section:Key=value"));
            }
        }

        return overrides;
    }

    [GeneratedRegex("^--(?<key>[A-Za-z0-9]+(:[A-Za-z0-9.]+)+)=(?<value>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Override();
}
