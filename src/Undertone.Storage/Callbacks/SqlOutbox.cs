using System.Data.Common;
using Dapper;
using Undertone.Storage.Accounts;
using Undertone.Storage.Calls;
using Undertone.Storage.Database;
using Undertone.Supervision.Callbacks;

namespace Undertone.Storage.Callbacks;

/// <summary>Callbacks that wait, in the table <c>outbox</c>.</summary>
internal sealed class SqlOutbox(IDatabase database) : IOutbox
{
    private const string Add =
        "INSERT INTO outbox (dialect, receiver, kind, content) VALUES (@Dialect, @Receiver, @Kind, @Content) RETURNING id";

    private const string ReadAll =
        "SELECT id AS Id, dialect AS Dialect, receiver AS Receiver, kind AS Kind, content AS Content FROM outbox WHERE dialect = @Dialect ORDER BY id";

    private const string Delete = "DELETE FROM outbox WHERE id = @Id";

    public Task<IReadOnlyList<OutboxEntry>> CommitAsync(FactBatch facts, CancellationToken cancellation)
        => database.WriteAsync<IReadOnlyList<OutboxEntry>>(
            async transaction =>
            {
                DbConnection connection = transaction.Connection!;
                await connection.ExecuteAsync(SqlCallRecordStore.Add, facts.Calls.Select(CallRecordRow.From), transaction);
                await connection.ExecuteAsync(LegRow.Add, facts.Legs.Select(LegRow.From), transaction);
                await connection.ExecuteAsync(BilledLegRow.AddBill, facts.Bills.Select(BilledLegRow.From), transaction);
                await connection.ExecuteAsync(AccountCallRow.Add, facts.AccountCalls.Select(AccountCallRow.From), transaction);
                var stored = new List<OutboxEntry>(facts.Callbacks.Count);
                foreach (OutboxEntry callback in facts.Callbacks)
                {
                    long id = await connection.ExecuteScalarAsync<long>(Add, OutboxRow.From(callback), transaction);
                    stored.Add(callback with { Id = id });
                }

                return stored;
            },
            cancellation);

    public async Task<IReadOnlyList<OutboxEntry>> ReadAllAsync(string dialect, CancellationToken cancellation)
        => (await database.ReadRowsAsync<OutboxRow>(ReadAll, new { Dialect = dialect }, cancellation)).ConvertAll(row => row.ToEntry());

    public Task DeleteAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(Delete, ids.Select(id => new { Id = id }), transaction), cancellation);

    private sealed class OutboxRow
    {
        public long Id { get; set; }

        public string Dialect { get; set; } = "";

        public string Receiver { get; set; } = "";

        public int Kind { get; set; }

        public byte[] Content { get; set; } = [];

        public static OutboxRow From(OutboxEntry entry) => new()
        {
            Dialect = entry.Dialect, Receiver = entry.Receiver, Kind = entry.Kind, Content = entry.Content.ToArray(),
        };

        public OutboxEntry ToEntry() => new(Id, Dialect, Receiver, Kind, Content);
    }
}
