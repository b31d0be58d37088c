using System.CommandLine;
using Undertone.Load.Runs;

namespace Undertone.Load.CommandLine;

/// <summary>The program's commands.</summary>
internal static class LoadCommandLine
{
    private const int Success = 0;
    private const int Failure = 1;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var root = new RootCommand(
            "Puts load on a SIP server: phones that register, call each other, speak tones and measure what every ear gets; supervisors join "
            + "through the P-Series API. Works with any SIP server for plain calls (--mode none --server ...).");
        Add(root, LoadKind.Calls, "calls", "Calls with sound and monitors on them: cost, delay, loss, and whether every ear hears just what it must.", output, error);
        Add(root, LoadKind.SetUp, "set-up", "Calls without sound that come and go: what setting up and tearing down costs.", output, error);
        Add(root, LoadKind.Idle, "idle", "Registered phones that only refresh: what they cost.", output, error);
        Add(root, LoadKind.Soak, "soak", "Calls, monitors and vanishing phones at random, for --seconds; then the server must hold nothing more than before.", output, error);
        Add(root, LoadKind.Floor, "floor", "No server: a bare relay between sockets, to tell what a packet costs on this machine whoever handles it.", output, error);
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellation);
    }

    private static void Add(RootCommand root, LoadKind kind, string name, string description, TextWriter output, TextWriter error)
    {
        var command = new Command(name, description);
        var known = new LoadArguments();
        known.AddTo(command, kind);
        command.SetAction(async (given, cancellation) =>
        {
            try
            {
                var run = new LoadRun(known.Read(given), output, new Progress(error, !Console.IsErrorRedirected));
                return await run.RunAsync(kind, cancellation) ? Success : Failure;
            }
            catch (LoadException failure)
            {
                await error.WriteLineAsync(failure.Message);
                return Failure;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                await error.WriteLineAsync("Interrupted.");
                return Failure;
            }
        });
        root.Add(command);
    }
}
