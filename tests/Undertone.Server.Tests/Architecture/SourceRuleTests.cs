using System.Text.RegularExpressions;

namespace Undertone.Server.Tests.Architecture;

/// <summary>House rules that no analyzer checks (CONTRIBUTING.md).</summary>
public sealed partial class SourceRuleTests
{
    private const int LongestFileLines = 400;

    [Fact]
    public void There_are_source_files_to_look_at() => Assert.True(Repository.SourceFiles.Count > 100);

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
        => Assert.DoesNotContain(Repository.SourceFiles, file => Repository.ReadLines(file).Length > LongestFileLines);

    /// <summary>Time comes from <see cref="TimeProvider"/>, so that tests can set it; waiting is asynchronous or the kernel's.</summary>
    [Fact]
    public void No_source_file_sleeps_or_asks_the_system_for_the_time()
        => Assert.Empty(Offenders(Clock()));

    [Fact]
    public void No_source_file_puts_work_off() => Assert.Empty(Offenders(PutOff()));

    [Fact]
    public void No_source_file_writes_to_the_console_but_the_programs_entry()
        => Assert.All(Offenders(ConsoleUse()), place => Assert.StartsWith(Path.Combine("Undertone.Server", "Program.cs"), place, StringComparison.Ordinal));

    private static List<string> Offenders(Regex forbidden)
        => [.. Repository.SourceFiles.SelectMany(file => Repository.ReadLines(file)
            .Select((line, index) => (line, Place: $"{file}:{index + 1}"))
            .Where(entry => forbidden.IsMatch(entry.line))
            .Select(entry => entry.Place))];

    [GeneratedRegex(@"\bThread\.Sleep\b|\bDateTime(Offset)?\.(Now|UtcNow|Today)\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedException")]
    private static partial Regex PutOff();

    [GeneratedRegex(@"\bConsole\.(Write|Out|Error)")]
    private static partial Regex ConsoleUse();
}
