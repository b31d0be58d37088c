using System.Globalization;

namespace Undertone.Server.Hosting;

/// <summary>How many files and sockets this process may have open.</summary>
internal static class DescriptorLimit
{
    private const string LimitsFile = "/proc/self/limits";
    private const string Line = "Max open files";

    /// <summary>The limit in force; <see cref="long.MaxValue"/> where the system does not tell.</summary>
    public static long Read()
    {
        if (!File.Exists(LimitsFile))
        {
            return long.MaxValue;
        }

        string? line = File.ReadLines(LimitsFile).FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
        string? soft = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : long.MaxValue;
    }
}
