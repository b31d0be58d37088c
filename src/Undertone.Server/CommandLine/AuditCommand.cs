using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Storage;
using Undertone.Supervision.Auditing;

namespace Undertone.Server.CommandLine;

/// <summary><c>audit</c>: prints who listened to whom. It may be run while the server runs.</summary>
internal static class AuditCommand
{
    private const int DefaultCount = 50;
    private const int MostRecords = 1_000_000;

    public static Command Create(ConfigurationArguments configuration)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
        var last = new Option<int>("--last")
        {
            Description = $"How many of the newest records (default {DefaultCount}).",
            HelpName = "COUNT",
            DefaultValueFactory = _ => DefaultCount,
        };
        last.Validators.Add(result =>
        {
            // A text that is no number has its error already.
            if (result.Tokens is [.., { } token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int count) && count is < 1 or > MostRecords)
            {
                result.AddError($"--last must be 1 to {MostRecords}.");
            }
        });
        var command = new Command("audit", "Prints the newest records of who listened to whom, newest first.")
        {
            json,
            last,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((arguments, cancellation) => RunAsync(configuration, arguments, arguments.GetValue(last), arguments.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        ConfigurationArguments configuration, ParseResult arguments, int most, bool asJson, CancellationToken cancellation)
    {
        if (configuration.Load(arguments) is not { } loaded)
        {
            return ExitCodes.WrongConfiguration;
        }

        try
        {
            await using UndertoneStore store = await UndertoneStore.OpenAsync(
                loaded.Settings.Storage, TimeProvider.System, NullLogger<UndertoneStore>.Instance, mustExist: true, cancellation);
            IReadOnlyList<AuditRecord> records = await store.Audit.ReadNewestAsync(most, cancellation);
            TextWriter output = arguments.InvocationConfiguration.Output;
            await output.WriteAsync(asJson ? AuditReport.AsJsonLines(records) : AuditReport.AsTable(records));
            return ExitCodes.Success;
        }
        catch (StorageException failure)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync(failure.Message);
            return ExitCodes.Failure;
        }
    }
}
