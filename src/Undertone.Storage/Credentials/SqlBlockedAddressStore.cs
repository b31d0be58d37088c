using Dapper;
using Undertone.Storage.Database;
using Undertone.Supervision.Credentials;

namespace Undertone.Storage.Credentials;

/// <summary>The addresses that may not log in, in the table <c>blocked_addresses</c>.</summary>
internal sealed class SqlBlockedAddressStore(IDatabase database) : IBlockedAddressStore
{
    private const string ReadAll =
        """
        SELECT dialect AS Dialect, address AS Address, blocked_at_us AS At
        FROM blocked_addresses
        ORDER BY blocked_at_us DESC, dialect, address
        """;

    private const string Save =
        """
        INSERT INTO blocked_addresses (dialect, address, blocked_at_us) VALUES (@Dialect, @Address, @At)
        ON CONFLICT (dialect, address) DO UPDATE SET blocked_at_us = excluded.blocked_at_us
        """;

    private const string Trim =
        """
        DELETE FROM blocked_addresses
        WHERE dialect = @Dialect AND address NOT IN (
            SELECT address FROM blocked_addresses WHERE dialect = @Dialect ORDER BY blocked_at_us DESC, address LIMIT @Most)
        """;

    private const string Delete = "DELETE FROM blocked_addresses WHERE address = @Address AND (@Dialect IS NULL OR dialect = @Dialect)";

    public async Task<IReadOnlyList<BlockedAddress>> ReadAllAsync(CancellationToken cancellation)
        => (await database.ReadRowsAsync<BlockedAddressRow>(ReadAll, null, cancellation)).ConvertAll(row => row.ToBlockedAddress());

    public Task SaveAsync(BlockedAddress blocked, int most, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var row = new { blocked.Dialect, blocked.Address, At = StoredTime.From(blocked.At), Most = most };
            await transaction.Connection!.ExecuteAsync(Save, row, transaction);
            return await transaction.Connection!.ExecuteAsync(Trim, row, transaction);
        },
        cancellation);

    public async Task<bool> DeleteAsync(string? dialect, string address, CancellationToken cancellation)
        => await database.WriteAsync(Delete, new { Dialect = dialect, Address = address }, cancellation) > 0;

    private sealed class BlockedAddressRow
    {
        public string Dialect { get; set; } = "";

        public string Address { get; set; } = "";

        public long At { get; set; }

        public BlockedAddress ToBlockedAddress() => new(Dialect, Address, StoredTime.ToMoment(At));
    }
}
