using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Undertone.Server.Logs;

/// <summary>
/// One line for one entry: time in UTC, level, category, event id, message. Control characters are written as escapes, so that
/// text from the network can neither break a line nor pass for another entry.
/// </summary>
internal sealed class CompactConsoleFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "undertone";

    // The host logs a failed start with its whole trace; the command line tells the operator the same in one line.
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";
    private const int HostStartFailed = 11;

    private const string Ours = "Undertone.";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.EventId.Id == HostStartFailed && logEntry.Category == HostCategory)
        {
            return;
        }

        string message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(logEntry.Category.StartsWith(Ours, StringComparison.Ordinal) ? logEntry.Category[Ours.Length..] : logEntry.Category);
        textWriter.Write(string.Create(CultureInfo.InvariantCulture, $"[{logEntry.EventId.Id}] "));
        WriteEscaped(textWriter, message);
        if (logEntry.Exception is not null)
        {
            textWriter.Write(" | ");
            WriteEscaped(textWriter, logEntry.Exception.ToString());
        }

        textWriter.Write('\n');
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => " trace ",
        LogLevel.Debug => " debug ",
        LogLevel.Information => " info  ",
        LogLevel.Warning => " warn  ",
        LogLevel.Error => " error ",
        _ => " fatal ",
    };

    private static void WriteEscaped(TextWriter writer, string text)
    {
        foreach (char character in text)
        {
            if (character == '\n')
            {
                writer.Write("\\n");
            }
            else if (char.IsControl(character))
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"));
            }
            else
            {
                writer.Write(character);
            }
        }
    }
}
