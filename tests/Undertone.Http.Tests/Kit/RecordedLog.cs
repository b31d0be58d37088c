using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Undertone.Http.Tests.Kit;

/// <summary>Keeps every log line, formatted, with its event id.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(EventId Id, LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<(EventId Id, LogLevel Level, string Text)> Lines => [.. _lines];

    /// <summary>Waits until so many lines with an id are there.</summary>
    public async Task WaitForAsync(int id, int lines)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (_lines.Count(line => line.Id.Id == id) < lines)
        {
            Assert.False(deadline.IsCancellationRequested, $"the log has fewer than {lines} lines with the id {id}");
            await Task.Delay(1);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Recorder(_lines);

    public void Dispose()
    {
    }

    private sealed class Recorder(ConcurrentQueue<(EventId, LogLevel, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => lines.Enqueue((eventId, logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
