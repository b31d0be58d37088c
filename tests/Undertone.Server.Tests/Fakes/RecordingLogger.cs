using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Undertone.Server.Tests.Fakes;

internal sealed class RecordingLogger<T> : ILogger<T>
{
    public ConcurrentQueue<(int Event, string Message)> Entries { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => Entries.Enqueue((eventId.Id, formatter(state, exception)));
}
