using Microsoft.Extensions.Logging;

namespace Undertone.Storage;

/// <summary>Messages of the store, events 4000 to 4999.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(4000, LogLevel.Information, "Store {Database} is open, schema version {Version}")]
    public static partial void Opened(ILogger logger, string database, int version);

    [LoggerMessage(4001, LogLevel.Information, "Store {Database} was brought to schema version {Version} by {Applied} migration(s)")]
    public static partial void Migrated(ILogger logger, string database, int version, int applied);
}
