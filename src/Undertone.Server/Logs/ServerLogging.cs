using Microsoft.Extensions.Logging.Console;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Logs;

/// <summary>Makes the one logger factory of the program. It writes to standard error; standard output is for answers and the banner.</summary>
internal static class ServerLogging
{
    private const string Default = "Default";

    public static ILoggerFactory Create(LoggingSettings settings) => LoggerFactory.Create(logging =>
    {
        logging.AddConsole(console =>
        {
            console.FormatterName = CompactConsoleFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.AddConsoleFormatter<CompactConsoleFormatter, ConsoleFormatterOptions>();
        LogLevel least = settings.Levels.GetValueOrDefault(Default, LogLevel.Information);
        logging.SetMinimumLevel(least);

        // The framework tells about every request at Information; what went wrong is told at Warning.
        logging.AddFilter("Microsoft", least > LogLevel.Warning ? least : LogLevel.Warning);
        foreach ((string category, LogLevel level) in settings.Levels)
        {
            if (!category.Equals(Default, StringComparison.OrdinalIgnoreCase))
            {
                logging.AddFilter(category, level);
            }
        }
    });
}
