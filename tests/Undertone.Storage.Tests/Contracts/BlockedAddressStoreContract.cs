using Undertone.Supervision.Credentials;

namespace Undertone.Storage.Tests.Contracts;

public abstract class BlockedAddressStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private const int Many = 100;

    [Fact]
    public async Task Blocks_survive_a_restart_and_are_read_newest_first()
    {
        await SaveAsync("p-series", "192.0.2.1", Noon);
        await SaveAsync("p-series", "2001:db8::", Noon.AddMinutes(2));
        await SaveAsync("other", "192.0.2.1", Noon.AddMinutes(1));
        await ReopenAsync();

        Assert.Equal(
            [
                new BlockedAddress("p-series", "2001:db8::", Noon.AddMinutes(2)),
                new BlockedAddress("other", "192.0.2.1", Noon.AddMinutes(1)),
                new BlockedAddress("p-series", "192.0.2.1", Noon),
            ],
            await Store.BlockedAddresses.ReadAllAsync(default));
    }

    [Fact]
    public async Task Blocking_again_renews_the_time()
    {
        await SaveAsync("p-series", "192.0.2.1", Noon);
        await SaveAsync("p-series", "192.0.2.1", Noon.AddHours(1));

        Assert.Equal(Noon.AddHours(1), Assert.Single(await Store.BlockedAddresses.ReadAllAsync(default)).At);
    }

    [Fact]
    public async Task An_address_is_removed_from_one_dialect_or_from_all()
    {
        foreach (string dialect in (string[])["a", "b", "c"])
        {
            await SaveAsync(dialect, "192.0.2.1", Noon);
        }

        await SaveAsync("a", "192.0.2.2", Noon);

        Assert.True(await Store.BlockedAddresses.DeleteAsync("a", "192.0.2.1", default));
        Assert.False(await Store.BlockedAddresses.DeleteAsync("a", "192.0.2.1", default));
        Assert.Equal(3, (await Store.BlockedAddresses.ReadAllAsync(default)).Count);
        Assert.True(await Store.BlockedAddresses.DeleteAsync(null, "192.0.2.1", default));
        Assert.False(await Store.BlockedAddresses.DeleteAsync(null, "192.0.2.1", default));
        Assert.Equal("192.0.2.2", Assert.Single(await Store.BlockedAddresses.ReadAllAsync(default)).Address);
    }

    [Fact]
    public async Task Of_more_than_allowed_the_oldest_of_the_dialect_are_forgotten()
    {
        await SaveAsync("other", "192.0.2.9", Noon.AddDays(-1), most: 2);
        for (int i = 1; i <= 4; i++)
        {
            await SaveAsync("p-series", $"192.0.2.{i}", Noon.AddMinutes(i), most: 2);
        }

        Assert.Equal(["192.0.2.4", "192.0.2.3", "192.0.2.9"], (await Store.BlockedAddresses.ReadAllAsync(default)).Select(b => b.Address));
    }

    private Task SaveAsync(string dialect, string address, DateTimeOffset at, int most = Many)
        => Store.BlockedAddresses.SaveAsync(new BlockedAddress(dialect, address, at), most, default);
}
