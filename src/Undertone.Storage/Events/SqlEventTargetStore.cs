using Undertone.Storage.Database;
using Undertone.Supervision.Events;

namespace Undertone.Storage.Events;

/// <summary>Event targets in the table <c>event_targets</c>.</summary>
internal sealed class SqlEventTargetStore(IDatabase database) : IEventTargetStore
{
    private const string ReadAll =
        "SELECT dialect AS Dialect, user_name AS User, settings AS Settings FROM event_targets WHERE dialect = @Dialect ORDER BY user_name";

    private const string Save =
        """
        INSERT INTO event_targets (dialect, user_name, settings) VALUES (@Dialect, @User, @Settings)
        ON CONFLICT (dialect, user_name) DO UPDATE SET settings = excluded.settings
        """;

    private const string Delete = "DELETE FROM event_targets WHERE dialect = @Dialect AND user_name = @User";

    public async Task<IReadOnlyList<EventTarget>> ReadAllAsync(string dialect, CancellationToken cancellation)
        => (await database.ReadRowsAsync<EventTargetRow>(ReadAll, new { Dialect = dialect }, cancellation)).ConvertAll(row => row.ToTarget());

    public Task SaveAsync(EventTarget target, CancellationToken cancellation) => database.WriteAsync(Save, target, cancellation);

    public async Task<bool> DeleteAsync(string dialect, string user, CancellationToken cancellation)
        => await database.WriteAsync(Delete, new { Dialect = dialect, User = user }, cancellation) > 0;

    private sealed class EventTargetRow
    {
        public string Dialect { get; set; } = "";

        public string User { get; set; } = "";

        public string Settings { get; set; } = "";

        public EventTarget ToTarget() => new(Dialect, User, Settings);
    }
}
