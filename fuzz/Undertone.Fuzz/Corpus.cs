namespace Undertone.Fuzz;

/// <summary>The inputs that are kept: one folder for each target, one file for each input.</summary>
internal static class Corpus
{
    private const string Marker = "Undertone.slnx";

    /// <summary>The folder <c>fuzz/corpus</c> of the repository that the program was built in, or null where there is none.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return Path.Combine(folder.FullName, "fuzz", "corpus");
            }
        }

        return null;
    }

    /// <summary>The inputs of a target, in the order of their file names.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no folder for the target.</exception>
    public static IReadOnlyList<byte[]> Load(string folder, string target) =>
        [.. Directory.GetFiles(Path.Combine(folder, target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
