using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Undertone.Server.Tests.Architecture;

/// <summary>The source tree that this test was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>The names of the projects under <c>src</c>.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)!).Where(name => File.Exists(ProjectFile(name))).Order(StringComparer.Ordinal)];

    /// <summary>The source files under <c>src</c>, relative to it.</summary>
    public static IReadOnlyList<string> SourceFiles { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(Root, "src"), file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)];

    public static string[] ReadLines(string sourceFile) => File.ReadAllLines(Path.Combine(Root, "src", sourceFile));

    public static IReadOnlyList<string> ProjectReferences(string project)
        => [.. Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))];

    public static IReadOnlyList<string> PackageReferences(string project) => Items(project, "PackageReference");

    private static string ProjectFile(string project) => Path.Combine(Root, "src", project, project + ".csproj");

    private static List<string> Items(string project, string element)
        => [.. XDocument.Load(ProjectFile(project)).Descendants(element).Select(item => item.Attribute("Include")!.Value).Order(StringComparer.Ordinal)];

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
