using System.Globalization;

namespace Undertone.Load.Servers;

/// <summary>What a process has used, from /proc.</summary>
/// <param name="CpuSeconds">User and system time of all its threads.</param>
/// <param name="MediaCpuSeconds">Of these, the time of its media workers; 0 for servers that do not name their threads so.</param>
/// <param name="ResidentKiB">Memory in use.</param>
/// <param name="Descriptors">Open files and sockets.</param>
internal sealed record ProcessUse(double CpuSeconds, double MediaCpuSeconds, long ResidentKiB, int Descriptors)
{
    private const string MediaThreadPrefix = "undertone-media";

    /// <summary>clock ticks of /proc on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;
    private const int PageKiB = 4;

    /// <exception cref="LoadException">There is no such process, or it is not ours to look at.</exception>
    public static ProcessUse Read(int processId)
    {
        try
        {
            var folder = $"/proc/{processId}";
            var media = Directory.EnumerateDirectories($"{folder}/task")
                .Where(task => File.ReadAllText($"{task}/comm").StartsWith(MediaThreadPrefix, StringComparison.Ordinal))
                .Sum(task => CpuOf($"{task}/stat"));
            var pages = long.Parse(File.ReadAllText($"{folder}/statm").Split(' ')[1], CultureInfo.InvariantCulture);
            return new ProcessUse(CpuOf($"{folder}/stat"), media, pages * PageKiB, Directory.EnumerateFileSystemEntries($"{folder}/fd").Count());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LoadException($"Cannot look at process {processId}: {failure.Message}");
        }
    }

    /// <summary>Fields 14 and 15 of stat; the name in field 2 may hold blanks and parentheses.</summary>
    private static double CpuOf(string stat)
    {
        var text = File.ReadAllText(stat);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
