using System.Diagnostics;
using System.Globalization;

namespace Undertone.Load.Servers;

/// <summary>
/// Keeps cores from falling asleep by programs of the lowest priority there is, which run only when nobody else wants to. A virtual
/// machine's core that sleeps is given away by its host, and comes back milliseconds late: that would be measured in place of the server.
/// </summary>
internal sealed class CoreKeeper : IDisposable
{
    private readonly List<Process> _processes = [];

    private CoreKeeper()
    {
    }

    public static CoreKeeper Start()
    {
        var keeper = new CoreKeeper();
        for (var core = 0; core < AllCores(); core++)
        {
            keeper._processes.Add(Process.Start(
                "chrt", ["--idle", "0", "taskset", "-c", core.ToString(CultureInfo.InvariantCulture), "sh", "-c", "while :; do :; done"]));
        }

        return keeper;
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.Dispose();
        }
    }

    /// <summary>Of the machine; this process may be bound to fewer.</summary>
    private static int AllCores() => File.ReadLines("/proc/cpuinfo").Count(line => line.StartsWith("processor", StringComparison.Ordinal));
}
