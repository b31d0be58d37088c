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
    public async Task Number_and_address_are_one_extensions_own()
    {
        using var directory = new ExtensionDirectory(new FailingStore());
        Extension first = Sample("2000") with { Email = "ann@example.com" };
        Assert.NotNull((await directory.CreateAsync(first, default)).Written);
        await directory.CreateAsync(Sample("2001"), default);

        ExtensionWrite again = await directory.CreateAsync(first with { Email = "ANN@example.com" }, default);
        ExtensionWrite other = await directory.CreateAsync(Sample("2002") with { Email = "ANN@example.com" }, default);
        ExtensionWrite changed = await directory.UpdateAsync("2001", e => e with { Email = "ann@example.com" }, default);

        Assert.Equal([ExtensionKey.Number], again.Conflicts.Select(c => c.Key));
        Assert.Equal((ExtensionKey.Email, "2000"), (Assert.Single(other.Conflicts).Key, other.Conflicts[0].Holder.Number));
        Assert.Equal(ExtensionKey.Email, Assert.Single(changed.Conflicts).Key);
        Assert.Equal(["2000", "2001"], directory.All.Select(e => e.Number));
        Assert.Equal(ExtensionWrite.NotFound, await directory.UpdateAsync("9", e => e, default));
        Assert.NotNull((await directory.UpdateAsync("2000", e => e with { Name = "Ann" }, default)).Written);
    }

    [Fact]
    public async Task Of_many_that_create_the_same_number_at_once_one_succeeds()
    {
        using var directory = new ExtensionDirectory(new FailingStore());

        ExtensionWrite[] writes = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => directory.CreateAsync(Sample("2000") with { Name = $"{i}" }, default))));

        Assert.Single(writes, write => write.Written is not null);
        Assert.Equal(1, directory.Count);
    }

    [Fact]
    public async Task Observers_hear_of_every_stored_change_in_order_and_of_nothing_else()
    {
        var store = new FailingStore();
        using var directory = new ExtensionDirectory(store);
        var heard = new Listener();
        directory.Observe(heard);

        await directory.CreateAsync(Sample("2000"), default);
        await directory.ChangeAsync("2000", e => e, default);
        await directory.ChangeAsync("2000", e => e with { Presence = PresenceStatus.Lunch }, default);
        await directory.ChangeAsync("2000", e => e with { Watched = new WatchedChanges(false, true, true) }, default);
        Assert.NotNull(await directory.DeleteAsync("2000", default));
        Assert.Null(await directory.DeleteAsync("2000", default));
        store.Fails = true;
        await Assert.ThrowsAsync<IOException>(() => directory.CreateAsync(Sample("2001"), default));

        Assert.Equal(
            ["ExtensionConfigurationChanged", "ExtensionConfigurationChanged", "ExtensionPresenceChanged", "ExtensionConfigurationChanged"],
            heard.Changes.SelectMany(change => change.EventsAt(DateTimeOffset.UnixEpoch)).Select(e => e.GetType().Name));
        Assert.Equal(
            [ExtensionChangeKind.Created, ExtensionChangeKind.Updated, ExtensionChangeKind.Updated, ExtensionChangeKind.Deleted],
            heard.Changes.Select(change => change.Kind));
        Assert.False(directory.TryGet("2000", out _));
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

    private static Extension Sample(string number) => new() { Number = number, Secret = Secret };

    private sealed class Listener : IExtensionObserver
    {
        public List<ExtensionChange> Changes { get; } = [];

        public void OnChanged(ExtensionChange change) => Changes.Add(change);
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
