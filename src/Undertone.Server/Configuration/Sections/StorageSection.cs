using Undertone.Server.Configuration.Reading;
using Undertone.Storage;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Storage</c>.</summary>
internal static class StorageSection
{
    public static StorageOptions Read(SectionReader reader)
    {
        var defaults = new StorageOptions();
        var options = new StorageOptions
        {
            Provider = reader.OneOf(nameof(defaults.Provider), defaults.Provider),
            ConnectionString = reader.Text(nameof(defaults.ConnectionString), defaults.ConnectionString),
        };
        if (StorageOptionsValidator.Problem(options) is { } problem)
        {
            // A connection string may carry a password one day: it is not shown.
            reader.Findings.Add(new Mistake(reader.Full(nameof(defaults.ConnectionString)), null, problem));
        }

        return options;
    }
}
