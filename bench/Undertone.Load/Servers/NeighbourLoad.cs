using System.Diagnostics;
using System.Globalization;

namespace Undertone.Load.Servers;

/// <summary>Programs that do nothing but use the server's core, so that it gets only its share of it.</summary>
internal sealed class NeighbourLoad : IDisposable
{
    private readonly List<Process> _processes = [];

    private NeighbourLoad()
    {
    }

    public static NeighbourLoad Start(int count, int? core)
    {
        var load = new NeighbourLoad();
        for (var i = 0; i < count; i++)
        {
            string[] spin = ["sh", "-c", "while :; do :; done"];
            string[] command = core is { } number ? ["taskset", "-c", number.ToString(CultureInfo.InvariantCulture), .. spin] : spin;
            load._processes.Add(Process.Start(command[0], command[1..]));
        }

        return load;
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.Dispose();
        }
    }
}
