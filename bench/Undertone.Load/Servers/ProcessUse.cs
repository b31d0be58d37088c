using System.Globalization;

namespace Undertone.Load.Servers;

/// <summary>What a process has used, from /proc.</summary>
/// <param name="CpuSeconds">User and system time of all its threads.</param>
/// <param name="MediaCpuSeconds">Of these, the time of its media workers; 0 for servers that do not name their threads so.</param>
/// <param name="ResidentKiB">Memory in use.</param>
/// <param name="Descriptors">Open files and sockets.</param>
/// <param name="UdpSockets">Of these, UDP sockets.</param>
internal sealed record ProcessUse(double CpuSeconds, double MediaCpuSeconds, long ResidentKiB, int Descriptors, int UdpSockets)
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
            var descriptors = Directory.EnumerateFiles($"{folder}/fd").Select(file => new FileInfo(file).LinkTarget).ToList();
            return new ProcessUse(CpuOf($"{folder}/stat"), media, pages * PageKiB, descriptors.Count, CountUdp(folder, descriptors));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LoadException($"Cannot look at process {processId}: {failure.Message}");
        }
    }

    /// <summary>A descriptor of a socket is a link to <c>socket:[number]</c>; the tenth field of each line of net/udp is such a number.</summary>
    private static int CountUdp(string folder, List<string?> descriptors)
    {
        var known = ((string[])["udp", "udp6"])
            .SelectMany(table => File.ReadLines($"{folder}/net/{table}").Skip(1))
            .Select(line => $"socket:[{line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[9]}]")
            .ToHashSet();
        return descriptors.Count(target => target is not null && known.Contains(target));
    }

    /// <summary>Fields 14 and 15 of stat; the name in field 2 may hold blanks and parentheses.</summary>
    private static double CpuOf(string stat)
    {
        var text = File.ReadAllText(stat);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
