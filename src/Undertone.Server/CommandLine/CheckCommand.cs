using System.CommandLine;
using Undertone.Server.Configuration.Reading;

namespace Undertone.Server.CommandLine;

/// <summary><c>check</c>: says whether the configuration is right, without starting anything.</summary>
internal static class CheckCommand
{
    public static Command Create(ConfigurationArguments configuration)
    {
        var command = new Command("check", "Checks the configuration and starts nothing.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(arguments => Run(configuration, arguments));
        return command;
    }

    private static int Run(ConfigurationArguments configuration, ParseResult arguments)
    {
        if (configuration.Load(arguments) is not { } loaded)
        {
            return ExitCodes.WrongConfiguration;
        }

        TextWriter output = arguments.InvocationConfiguration.Output;
        foreach (Mistake warning in loaded.Warnings)
        {
            output.WriteLine($"warning: {warning}");
        }

        output.WriteLine($"{loaded.Sources.File ?? "the defaults"}: ok");
        return ExitCodes.Success;
    }
}
