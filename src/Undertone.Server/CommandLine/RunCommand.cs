using System.CommandLine;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Hosting;
using Undertone.Storage;

namespace Undertone.Server.CommandLine;

/// <summary>Without a command: runs the server until a signal stops it.</summary>
internal static class RunCommand
{
    public static async Task<int> RunAsync(ConfigurationArguments configuration, ParseResult arguments, CancellationToken cancellation)
    {
        if (configuration.Load(arguments) is not { } loaded)
        {
            return ExitCodes.WrongConfiguration;
        }

        try
        {
            await using UndertoneServer server = await UndertoneServer.StartAsync(
                loaded.Settings, [.. loaded.Warnings.Select(warning => warning.ToString())], cancellation);
            using var reload = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Reload(signal, server, configuration, arguments));
            TextWriter output = arguments.InvocationConfiguration.Output;
            await output.WriteAsync(StartBanner.Write(server, loaded.Sources));
            await output.FlushAsync(cancellation);
            await server.WaitForShutdownAsync(cancellation);
            return ExitCodes.Success;
        }
        catch (Exception failure) when (Explain(failure) is { } explanation)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync(explanation);
            return ExitCodes.Failure;
        }
    }

    // The other settings of the file are the business of the next start.
    private static void Reload(PosixSignalContext signal, UndertoneServer server, ConfigurationArguments configuration, ParseResult arguments)
    {
        signal.Cancel = true;
        LoadedSettings loaded = configuration.Read(arguments, out Findings findings);
        if (findings.Mistakes.Count == 0)
        {
            server.ReloadTrunks(loaded.Settings, [.. loaded.Warnings.Select(warning => warning.ToString())]);
        }
        else
        {
            server.RefuseSettings([.. findings.Mistakes.Select(mistake => mistake.ToString())]);
        }
    }

    /// <summary>One line for what an operator can set right; null for a fault of the program, whose trace is wanted.</summary>
    private static string? Explain(Exception failure) => failure switch
    {
        StorageException => failure.Message,
        IOException { InnerException: AddressInUseException } => $"{failure.Message} Is Undertone running already? Choose another port in Http:Urls.",
        IOException => failure.Message,
        System.Net.Sockets.SocketException => $"Cannot listen: {failure.Message}",
        _ => null,
    };
}
