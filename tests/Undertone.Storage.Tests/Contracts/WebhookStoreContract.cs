using System.Text;
using Undertone.Supervision.Webhooks;

namespace Undertone.Storage.Tests.Contracts;

public abstract class WebhookStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private static readonly WebhookSettings Sample = new()
    {
        Enabled = true,
        Timeout = TimeSpan.FromSeconds(7),
        Retries = 2,
        Entries =
        [
            new WebhookEntry { Url = "http://crm.example/hook?key=1", Secret = "first secret ä", Events = [30011, 30012] },
            new WebhookEntry { Url = "https://crm.example/all", Secret = "second secret", UsesGet = true },
        ],
    };

    [Fact]
    public async Task A_new_store_has_none() => Assert.Null(await Store.Webhooks.ReadAsync(default));

    [Fact]
    public async Task Settings_are_there_after_a_restart()
    {
        await Store.Webhooks.SaveAsync(Sample, default);
        await ReopenAsync();

        Assert.Equal(Sample, await Store.Webhooks.ReadAsync(default));
    }

    [Fact]
    public async Task Saving_again_replaces_everything()
    {
        await Store.Webhooks.SaveAsync(Sample, default);
        WebhookSettings other = new() { Entries = [Sample.Entries[1]] };
        await Store.Webhooks.SaveAsync(other, default);

        Assert.Equal(other, await Store.Webhooks.ReadAsync(default));
    }

    [Fact]
    public async Task No_secret_is_in_the_files_of_the_database()
    {
        await Store.Webhooks.SaveAsync(Sample, default);

        foreach (string file in Database.DatabaseFiles)
        {
            string content = Encoding.Latin1.GetString(await ReadSharedAsync(file));
            Assert.DoesNotContain("second secret", content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Secrets_cannot_be_opened_with_another_key()
    {
        await Store.Webhooks.SaveAsync(Sample, default);
        await File.WriteAllBytesAsync(Database.KeyFile, new byte[32]);
        await ReopenAsync();

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => Store.Webhooks.ReadAsync(default));
        Assert.Contains(Database.KeyFile, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_key_is_named()
    {
        await Store.Webhooks.SaveAsync(Sample, default);
        File.Delete(Database.KeyFile);
        await ReopenAsync();

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => Store.Webhooks.ReadAsync(default));
        Assert.Contains(Database.KeyFile, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_readable_for_its_owner_only()
    {
        await Store.Webhooks.SaveAsync(Sample, default);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Database.KeyFile));
        }
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }
}
