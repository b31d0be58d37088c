namespace Undertone.Storage.Tests.Contracts;

public abstract class SeedLedgerContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task A_mark_is_remembered_over_a_restart_for_its_own_kind_only()
    {
        await Store.Seeds.MarkAsync("extension", "2000", default);
        await Store.Seeds.MarkAsync("extension", "2000", default);
        await ReopenAsync();

        Assert.True(await Store.Seeds.IsSeededAsync("extension", "2000", default));
        Assert.False(await Store.Seeds.IsSeededAsync("extension", "2001", default));
        Assert.False(await Store.Seeds.IsSeededAsync("p-series", "2000", default));
    }

    [Fact]
    public async Task The_realm_is_unknown_at_first_and_then_the_last_one_saved()
    {
        Assert.Null(await Store.Seeds.ReadRealmAsync(default));
        await Store.Seeds.SaveRealmAsync("undertone.local", default);
        await Store.Seeds.SaveRealmAsync("pbx.example.com", default);

        Assert.Equal("pbx.example.com", await Store.Seeds.ReadRealmAsync(default));
    }

    [Fact]
    public async Task A_healthy_store_passes_the_write_check_and_a_closed_one_does_not()
    {
        await Store.CheckWritableAsync(default);
        await Store.DisposeAsync();

        await Assert.ThrowsAsync<StorageException>(() => Store.CheckWritableAsync(default));
    }
}
