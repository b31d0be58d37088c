using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Storage.Migrations;

namespace Undertone.Storage.Tests.Sqlite;

public sealed class SqliteOpeningTests : IDisposable
{
    private readonly SqliteTestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_new_file_can_be_read_by_its_owner_only()
    {
        await using UndertoneStore store = await OpenAsync();
        await store.CheckWritableAsync(default);

        foreach (string file in (string[])[_database.Path, _database.Path + "-wal"])
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode);
        }
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_was()
    {
        await File.WriteAllTextAsync(_database.Path, new string('x', 10_000));

        StorageException failure = await Assert.ThrowsAsync<StorageException>(OpenAsync);

        Assert.Contains(_database.Path, failure.Message, StringComparison.Ordinal);
        Assert.Contains("not an SQLite database, or is damaged", failure.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 10_000), await File.ReadAllTextAsync(_database.Path));
    }

    [Fact]
    public async Task A_damaged_file_is_refused_with_a_message_that_names_it()
    {
        await using (await OpenAsync())
        {
        }

        await using (FileStream file = File.OpenWrite(_database.Path))
        {
            file.Position = 100;
            file.Write(new byte[8_000].Select((_, index) => (byte)(index * 37)).ToArray());
        }

        StorageException failure = await Assert.ThrowsAsync<StorageException>(OpenAsync);
        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_database.Path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_as_it_was()
    {
        await using (SqliteConnection other = _database.OpenBeside())
        {
            await other.ExecuteAsync("CREATE TABLE theirs (id INTEGER)");
        }

        StorageException failure = await Assert.ThrowsAsync<StorageException>(OpenAsync);

        Assert.Contains("another program", failure.Message, StringComparison.Ordinal);
        await using SqliteConnection again = _database.OpenBeside();
        Assert.Equal(["theirs"], await again.QueryAsync<string>("SELECT name FROM sqlite_master"));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_both_versions()
    {
        await using (await OpenAsync())
        {
        }

        await using (SqliteConnection newer = _database.OpenBeside())
        {
            await newer.ExecuteAsync("INSERT INTO schema_versions (version, name, applied_at_us) VALUES (4711, 'from the future', 0)");
        }

        StorageException failure = await Assert.ThrowsAsync<StorageException>(OpenAsync);
        Assert.Contains("4711", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"up to {Migrator.Load("Sqlite").Count}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x.db;Mode=Memory")]
    [InlineData("Data Source=file:x.db?mode=memory")]
    [InlineData("Datasource of truth=x.db")]
    public async Task A_connection_string_without_a_file_is_refused(string connectionString)
    {
        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => OpenAsync(new StorageOptions { ConnectionString = connectionString }));
        Assert.Contains("Storage:ConnectionString", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named()
    {
        var options = new StorageOptions { ConnectionString = $"Data Source={_database.Path}.missing/undertone.db" };

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => OpenAsync(options));
        Assert.Contains(".missing/undertone.db", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_only_reads_makes_no_file()
    {
        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => UndertoneStore.OpenAsync(
            _database.Options, TimeProvider.System, NullLogger<UndertoneStore>.Instance, mustExist: true));

        Assert.Contains(_database.Path, failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_database.Path));
    }

    [Fact]
    public async Task A_closed_store_is_one_file()
    {
        await using (UndertoneStore store = await OpenAsync())
        {
            await store.Extensions.ReadAllAsync(default);
            await store.CheckWritableAsync(default);
        }

        Assert.Equal([_database.Path], Directory.GetFiles(Path.GetDirectoryName(_database.Path)!));
    }

    [Fact]
    public async Task Two_programs_that_open_a_new_file_at_once_both_succeed()
    {
        UndertoneStore[] stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(OpenAsync)));

        foreach (UndertoneStore store in stores)
        {
            await store.CheckWritableAsync(default);
            await store.DisposeAsync();
        }

        await using SqliteConnection beside = _database.OpenBeside();
        Assert.Equal(Migrator.Load("Sqlite").Count, await beside.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM schema_versions"));
    }

    private Task<UndertoneStore> OpenAsync() => OpenAsync(_database.Options with { ConnectionString = $"Data Source={_database.Path}" });

    private static Task<UndertoneStore> OpenAsync(StorageOptions options)
        => UndertoneStore.OpenAsync(options, TimeProvider.System, NullLogger<UndertoneStore>.Instance);
}
