using Undertone.Supervision.Credentials;

namespace Undertone.Storage.Tests.Contracts;

public abstract class CredentialStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task A_credential_is_found_by_dialect_and_id_after_a_restart()
    {
        var saved = new ApiCredential("p-series", "client", SecretHash.Create("secret"));
        await Store.Credentials.SaveAsync(saved, default);
        await ReopenAsync();

        ApiCredential? found = await Store.Credentials.FindAsync("p-series", "client", default);

        Assert.Equal(saved, found);
        Assert.True(SecretHash.Verify("secret", found!.SecretHash));
    }

    [Theory]
    [InlineData("p-series", "nobody")]
    [InlineData("exotel", "client")]
    [InlineData("p-series", "CLIENT")]
    [InlineData("p-series", "client' OR '1'='1")]
    public async Task Another_dialect_or_id_finds_nothing(string dialect, string id)
    {
        await Store.Credentials.SaveAsync(new ApiCredential("p-series", "client", "hash"), default);

        Assert.Null(await Store.Credentials.FindAsync(dialect, id, default));
    }

    [Fact]
    public async Task Saving_again_replaces_the_hash()
    {
        await Store.Credentials.SaveAsync(new ApiCredential("p-series", "client", "old"), default);
        await Store.Credentials.SaveAsync(new ApiCredential("p-series", "client", "new"), default);

        Assert.Equal("new", (await Store.Credentials.FindAsync("p-series", "client", default))!.SecretHash);
    }

    [Fact]
    public async Task Any_looks_at_one_dialect_only()
    {
        await Store.Credentials.SaveAsync(new ApiCredential("p-series", "client", "hash"), default);

        Assert.True(await Store.Credentials.AnyAsync("p-series", default));
        Assert.False(await Store.Credentials.AnyAsync("exotel", default));
    }
}
