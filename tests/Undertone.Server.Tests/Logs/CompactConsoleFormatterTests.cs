using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Server.Logs;

namespace Undertone.Server.Tests.Logs;

public sealed class CompactConsoleFormatterTests
{
    [Theory]
    [InlineData(LogLevel.Information, "info ")]
    [InlineData(LogLevel.Warning, "warn ")]
    [InlineData(LogLevel.Critical, "fatal")]
    public void An_entry_is_one_line_with_time_level_category_and_event(LogLevel level, string word)
        => Assert.Matches($"^\\d{{4}}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{{3}}Z {word} Switch\\.Registrar\\[3001\\] registered\n$", Write(level, "registered"));

    [Fact]
    public void Text_from_the_network_can_not_start_a_line_of_its_own()
        => Assert.EndsWith(" user a\\n2026 fatal\\x1b[31m\n", Write(LogLevel.Warning, "user a\n2026 fatal\u001b[31m"), StringComparison.Ordinal);

    [Fact]
    public void An_exception_stays_on_the_line()
    {
        string text = Write(LogLevel.Error, "failed", new InvalidOperationException("first\nsecond"));

        Assert.Single(text, character => character == '\n');
        Assert.Contains("failed | System.InvalidOperationException: first\\nsecond", text, StringComparison.Ordinal);
    }

    private static string Write(LogLevel level, string message, Exception? failure = null)
    {
        var entry = new LogEntry<string>(level, "Undertone.Switch.Registrar", new EventId(3001), message, failure, (state, _) => state);
        using var writer = new StringWriter();
        new CompactConsoleFormatter().Write(entry, null, writer);
        return writer.ToString();
    }
}
