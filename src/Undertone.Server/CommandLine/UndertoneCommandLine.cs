using System.CommandLine;
using Undertone.Server.Demo;

namespace Undertone.Server.CommandLine;

/// <summary>The program's commands. Without one it runs the server.</summary>
internal static class UndertoneCommandLine
{
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var configuration = new ConfigurationArguments();
        var root = new RootCommand("Undertone: live-call supervision for SIP. Phones register to it; supervisors listen, whisper and barge in.")
        {
            configuration.File,
            CheckCommand.Create(configuration),
            AuditCommand.Create(configuration),
            BlockedCommands.CreateList(configuration),
            BlockedCommands.CreateUnblock(configuration),
            DemoCommand.Create(),
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((arguments, cancellation) => RunCommand.RunAsync(configuration, arguments, cancellation));

        // Signals are the host's business: it ends the calls first.
        var invocation = new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null };
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        int exitCode = await parsed.InvokeAsync(invocation, cancellation);
        return parsed.Errors.Count > 0 ? ExitCodes.WrongConfiguration : exitCode;
    }
}
