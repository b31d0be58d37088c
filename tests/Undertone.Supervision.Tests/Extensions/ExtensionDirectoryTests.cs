using Undertone.Supervision.Extensions;

namespace Undertone.Supervision.Tests.Extensions;

public class ExtensionDirectoryTests
{
    [Fact]
    public async Task A_change_that_cannot_be_stored_is_not_seen()
    {
        var store = new FailingStore();
        using var directory = new ExtensionDirectory(store);
        await directory.SaveAsync(new Extension { Number = "2000", Name = "before", Secret = Secret }, default);
        store.Fails = true;

        await Assert.ThrowsAsync<IOException>(() => directory.ChangeAsync("2000", e => e with { Name = "after" }, default));
        Assert.True(directory.TryGet("2000", out Extension? extension));
        Assert.Equal("before", extension.Name);
    }

    [Fact]
    public async Task Extensions_are_listed_by_number_and_get_the_id_of_the_store()
    {
        using var directory = new ExtensionDirectory(new FailingStore());
        foreach (string number in new[] { "300", "2001", "2000" })
        {
            await directory.SaveAsync(new Extension { Number = number, Secret = Secret }, default);
        }

        Assert.Equal(["300", "2000", "2001"], directory.All.Select(e => e.Number));
        Assert.All(directory.All, e => Assert.Equal(7, e.Id));
        Assert.Null(await directory.ChangeAsync("9", e => e, default));
    }

    [Fact]
    public void The_digest_form_of_a_password_is_that_of_RFC_2617()
    {
        // RFC 2617 3.5: H("Mufasa:testrealm@host.com:Circle Of Life").
        SipSecret secret = SipSecret.FromPassword("Mufasa", "testrealm@host.com", "Circle Of Life");

        Assert.Equal("939e7578ed9e3c518a452acee763bce9", secret.Ha1Md5);
        Assert.Equal(64, secret.Ha1Sha256.Length);
        Assert.DoesNotContain(secret.Ha1Md5, secret.ToString(), StringComparison.Ordinal);
    }

    private static SipSecret Secret { get; } = SipSecret.FromPassword("u", "r", "p");

    private sealed class FailingStore : IExtensionStore
    {
        public bool Fails { get; set; }

        public Task<IReadOnlyList<Extension>> ReadAllAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Extension>>([]);

        public Task<int> SaveAsync(Extension extension, CancellationToken cancellation)
            => Fails ? throw new IOException("disk full") : Task.FromResult(7);

        public Task<bool> DeleteAsync(string number, CancellationToken cancellation) => Task.FromResult(false);
    }
}
