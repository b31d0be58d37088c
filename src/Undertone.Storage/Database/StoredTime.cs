namespace Undertone.Storage.Database;

/// <summary>
/// A moment as the tables hold it: whole microseconds since 1970-01-01 UTC, which every database stores, sorts and compares alike.
/// Columns that hold one end in <c>_us</c>.
/// </summary>
internal static class StoredTime
{
    public static long From(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static long? From(DateTimeOffset? moment) => moment is { } known ? From(known) : null;

    public static DateTimeOffset ToMoment(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset? ToMoment(long? microseconds) => microseconds is { } known ? ToMoment(known) : null;
}
