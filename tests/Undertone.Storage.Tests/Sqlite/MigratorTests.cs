using Dapper;
using Undertone.Storage.Migrations;
using Undertone.Storage.Sqlite;

namespace Undertone.Storage.Tests.Sqlite;

public sealed class MigratorTests : IAsyncLifetime, IDisposable
{
    private readonly SqliteTestDatabase _file = new();
    private readonly SqliteDatabase _database;

    public MigratorTests() => _database = SqliteDatabase.Open(_file.Options.ConnectionString, mustExist: false);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void The_built_in_migrations_are_numbered_from_one_without_gaps()
    {
        IReadOnlyList<Migration> migrations = Migrator.Load(nameof(StorageProvider.Sqlite));

        Assert.NotEmpty(migrations);
        Assert.Equal(Enumerable.Range(1, migrations.Count), migrations.Select(migration => migration.Version));
    }

    [Fact]
    public async Task Only_the_missing_steps_are_applied()
    {
        var first = new Migration(1, "0001_a.sql", "CREATE TABLE a (id INTEGER)");
        var second = new Migration(2, "0002_b.sql", "CREATE TABLE b (id INTEGER)");

        Assert.Equal(new MigrationResult(1, 1), await ApplyAsync(first));
        Assert.Equal(new MigrationResult(2, 1), await ApplyAsync(first, second));
        Assert.Equal(new MigrationResult(2, 0), await ApplyAsync(first, second));
        Assert.Equal(["a", "b", "schema_versions"], await TablesAsync());
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_old_schema_whole()
    {
        var good = new Migration(1, "0001_a.sql", "CREATE TABLE a (id INTEGER)");
        var bad = new Migration(2, "0002_b.sql", "CREATE TABLE b (id INTEGER); CREATE TABLE nonsense (");

        await Assert.ThrowsAsync<StorageException>(() => ApplyAsync(good, bad));

        Assert.Empty(await TablesAsync());
    }

    private Task<MigrationResult> ApplyAsync(params Migration[] migrations) => Migrator.ApplyAsync(_database, migrations, TimeProvider.System, default);

    private Task<List<string>> TablesAsync() => _database.ReadAsync(
        async connection => (await connection.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")).AsList(), default);
}
