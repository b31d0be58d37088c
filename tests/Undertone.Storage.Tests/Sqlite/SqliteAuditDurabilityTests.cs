using Dapper;
using Microsoft.Data.Sqlite;
using Undertone.Storage.Sqlite;
using Undertone.Storage.Tests.Contracts;
using Undertone.Supervision.Auditing;

namespace Undertone.Storage.Tests.Sqlite;

public sealed class SqliteAuditDurabilityTests : AuditLogContract<SqliteTestDatabase>
{
    [Fact]
    public async Task An_appended_record_is_seen_by_another_connection_at_once()
    {
        await Store.Audit.AppendAsync(AuditSamples.One(7), default);

        await using SqliteConnection beside = Database.OpenBeside();
        Assert.Equal("1650094666.7", await beside.ExecuteScalarAsync<string>("SELECT call_id FROM audit_records"));
    }

    [Fact]
    public async Task The_writing_connection_flushes_every_commit_to_the_disk()
    {
        await using SqliteDatabase database = SqliteDatabase.Open(Database.Options.ConnectionString, mustExist: true);

        (long synchronous, string journal) = await database.WriteAsync(
            async transaction => (await transaction.Connection!.ExecuteScalarAsync<long>("PRAGMA synchronous", transaction: transaction),
                (await transaction.Connection!.ExecuteScalarAsync<string>("PRAGMA journal_mode", transaction: transaction))!),
            default);

        Assert.Equal(2, synchronous);
        Assert.Equal("wal", journal);
    }

    [Fact]
    public async Task A_copy_of_the_files_taken_while_the_store_is_open_holds_the_record()
    {
        await Store.Audit.AppendAsync(AuditSamples.One(7), default);
        using var copy = new SqliteTestDatabase();
        File.Copy(Database.Path, copy.Path);
        File.Copy(Database.Path + "-wal", copy.Path + "-wal");

        await using SqliteConnection beside = copy.OpenBeside();
        Assert.Equal(1, await beside.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM audit_records"));
    }

    [Theory]
    [InlineData("UPDATE audit_records SET supervisor = '9999'")]
    [InlineData("DELETE FROM audit_records")]
    public async Task A_record_can_be_neither_changed_nor_removed(string sql)
    {
        await Store.Audit.AppendAsync(AuditSamples.One(1), default);
        await using SqliteConnection beside = Database.OpenBeside();

        await Assert.ThrowsAsync<SqliteException>(() => beside.ExecuteAsync(sql));
        Assert.Equal("3000", Assert.Single(await Store.Audit.ReadNewestAsync(10, default)).Supervisor);
    }

    [Fact]
    public async Task A_file_held_by_another_program_gives_an_io_error_that_says_so_and_the_store_goes_on_afterwards()
    {
        await using SqliteConnection beside = Database.OpenBeside();
        await using (SqliteTransaction holding = beside.BeginTransaction(deferred: false))
        {
            IOException failure = await Assert.ThrowsAnyAsync<IOException>(() => Store.Audit.AppendAsync(AuditSamples.One(1), default));
            Assert.Contains("held by another program", failure.Message, StringComparison.Ordinal);
            Assert.Contains(Database.Path, failure.Message, StringComparison.Ordinal);
        }

        await Store.Audit.AppendAsync(AuditSamples.One(2), default);
        Assert.Equal(2, Assert.Single(await Store.Audit.ReadNewestAsync(10, default)).CallId.Sequence);
    }

    [Fact]
    public async Task A_table_that_is_gone_gives_an_io_error()
    {
        await using (SqliteConnection beside = Database.OpenBeside())
        {
            await beside.ExecuteAsync("DROP TABLE audit_records");
        }

        await Assert.ThrowsAnyAsync<IOException>(() => Store.Audit.AppendAsync(AuditSamples.One(1), default));
        await Assert.ThrowsAnyAsync<IOException>(() => Store.Audit.ReadNewestAsync(1, default));
    }

    [Fact]
    public async Task A_name_that_no_version_knows_is_reported_and_not_guessed()
    {
        await Store.Audit.AppendAsync(AuditSamples.One(1) with { Action = AuditAction.End }, default);
        await using (SqliteConnection beside = Database.OpenBeside())
        {
            await beside.ExecuteAsync("DROP TRIGGER audit_records_are_not_changed; UPDATE audit_records SET mode = 'Shout'");
        }

        IOException failure = await Assert.ThrowsAnyAsync<IOException>(() => Store.Audit.ReadNewestAsync(1, default));
        Assert.Contains("'Shout'", failure.Message, StringComparison.Ordinal);
    }
}
