using System.Reflection;

namespace Undertone.Server.Tests.Architecture;

/// <summary>Who may know whom (docs/adr/0001). A dialect never sees SIP, SIP never sees HTTP, media sees neither.</summary>
public sealed class ReferenceTests
{
    private const string Supervision = "Undertone.Supervision";
    private const string Sip = "Undertone.Sip";
    private const string Media = "Undertone.Media";
    private const string Switch = "Undertone.Switch";
    private const string Storage = "Undertone.Storage";
    private const string Http = "Undertone.Http";
    private const string Phone = "Undertone.Phone";
    private const string Server = "Undertone.Server";

    private static readonly Dictionary<string, string[]> AllowedProjects = new(StringComparer.Ordinal)
    {
        [Supervision] = [],
        [Sip] = [],
        [Media] = [],
        [Switch] = [Media, Sip, Supervision],
        [Storage] = [Supervision],
        [Http] = [Supervision],
        [Phone] = [Sip],
        [Server] = [Http, Phone, Storage, Supervision, Switch],
    };

    private static readonly Dictionary<string, string[]> AllowedPackages = new(StringComparer.Ordinal)
    {
        [Supervision] = [],
        [Sip] = ["Microsoft.Extensions.Logging.Abstractions"],
        [Media] = ["Microsoft.Extensions.Logging.Abstractions"],
        [Switch] = [],
        [Storage] = ["Dapper", "Microsoft.Data.Sqlite.Core", "Microsoft.Extensions.Logging.Abstractions", "SQLitePCLRaw.provider.e_sqlite3"],
        [Http] = [],
        [Phone] = [],
        [Server] = ["System.CommandLine"],
    };

    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Fact]
    public void Every_project_has_its_rule()
        => Assert.Equal(AllowedProjects.Keys.Order(StringComparer.Ordinal), Repository.Projects);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_names_only_allowed_projects(string project)
        => Assert.Empty(Repository.ProjectReferences(project).Except(AllowedProjects[project]));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_names_only_allowed_packages(string project)
        => Assert.Empty(Repository.PackageReferences(project).Except(AllowedPackages[project]));

    /// <summary>What the compiler found used, so that a reference which comes along with another one is not used by stealth.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_uses_only_allowed_projects(string project)
    {
        // The composition root hands the parts of the engine to each other and therefore sees SIP and media; see the next test.
        string[] allowed = project == Server ? [.. AllowedProjects[project], Sip, Media] : AllowedProjects[project];

        IEnumerable<string> used = Assembly.Load(project).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("Undertone.", StringComparison.Ordinal));

        Assert.Empty(used.Except(allowed));
    }

    [Fact]
    public void In_the_server_only_the_engine_runner_and_the_demo_know_sip_and_only_the_runner_and_the_load_meter_know_media()
    {
        static bool MaySeeMedia(string file) =>
            file.EndsWith("EmbeddedEngineRunner.cs", StringComparison.Ordinal) || file.EndsWith("EngineLoadMeter.cs", StringComparison.Ordinal);
        static bool MaySeeSip(string file) => file.EndsWith("EmbeddedEngineRunner.cs", StringComparison.Ordinal) || IsDemo(file);
        static bool IsDemo(string file) => file.StartsWith(Path.Combine(Server, "Demo") + Path.DirectorySeparatorChar, StringComparison.Ordinal);

        IEnumerable<string> server = Repository.SourceFiles.Where(file => file.StartsWith(Server + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        List<string> offenders = [.. server.Where(file => Repository.ReadLines(file).Any(line =>
            (!MaySeeSip(file) && Uses(line, Sip)) || (!MaySeeMedia(file) && Uses(line, Media))))];

        Assert.Empty(offenders);
    }

    [Theory]
    [InlineData(Supervision)]
    [InlineData(Sip)]
    [InlineData(Media)]
    [InlineData(Switch)]
    [InlineData(Phone)]
    [InlineData(Storage)]
    public void Only_http_and_the_server_know_the_web_framework(string project)
        => Assert.DoesNotContain(
            Assembly.Load(project).GetReferencedAssemblies(), name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    private static bool Uses(string line, string project)
        => line.StartsWith($"using {project};", StringComparison.Ordinal) || line.StartsWith($"using {project}.", StringComparison.Ordinal);
}
