using System.Text.Json;
using Undertone.Server.Configuration.Reading;

namespace Undertone.Server.Configuration;

/// <summary>Where the configuration comes from.</summary>
/// <param name="File">Full path of the JSON file; null when there is none and the defaults hold.</param>
/// <param name="IsSample">True if it is the sample that comes with the program.</param>
internal sealed record ConfigurationSources(string? File, bool IsSample)
{
    /// <summary>The file that is looked for in the working directory.</summary>
    public const string DefaultFile = "undertone.json";

    private const string SampleFile = "config/undertone.sample.json";
    private const string EnvironmentPrefix = "UNDERTONE__";

    /// <summary>Finds the file: the one that is named, else the default one, else the sample.</summary>
    public static ConfigurationSources Find(string? named, string workingDirectory, string programDirectory)
    {
        if (named is not null)
        {
            return new ConfigurationSources(Path.GetFullPath(named, workingDirectory), IsSample: false);
        }

        string byDefault = Path.Combine(workingDirectory, DefaultFile);
        if (System.IO.File.Exists(byDefault))
        {
            return new ConfigurationSources(byDefault, IsSample: false);
        }

        ConfigurationSources sample = Sample(programDirectory);
        return System.IO.File.Exists(sample.File) ? sample : new ConfigurationSources(null, IsSample: false);
    }

    /// <summary>The sample that comes with the program.</summary>
    public static ConfigurationSources Sample(string programDirectory) => new(Path.Combine(programDirectory, SampleFile), IsSample: true);

    /// <summary>Reads file, environment and overrides, the later the stronger. A file that cannot be read is a mistake.</summary>
    public IConfiguration Load(IEnumerable<KeyValuePair<string, string?>> overrides, Findings findings)
    {
        try
        {
            return Load(File, overrides);
        }
        catch (FileNotFoundException)
        {
            findings.Add(new Mistake(File!, null, "does not exist"));
        }
        catch (InvalidDataException failure)
        {
            findings.Add(new Mistake(File!, null, $"cannot be read as JSON: {Reason(failure)}"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Mistake(File!, null, $"cannot be read: {failure.Message}"));
        }

        return Load(null, overrides);
    }

    private static IConfigurationRoot Load(string? file, IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null)
        {
            builder.AddJsonFile(file, optional: false, reloadOnChange: false);
        }

        return builder.AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(overrides).Build();
    }

    private static string Reason(Exception failure)
    {
        Exception innermost = failure.GetBaseException();
        return innermost is JsonException { LineNumber: { } line } json ? $"line {line + 1}: {json.Message}" : innermost.Message;
    }
}
