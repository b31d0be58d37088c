using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Storage.Tests.Contracts;

public abstract class ExtensionStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task An_extension_is_read_back_as_it_was_saved()
    {
        Extension saved = Sample("2000") with
        {
            Name = "Añas O'Brien; DROP TABLE extensions",
            Email = "agent@example.com",
            MobileNumber = "+491701234567",
            AllowBeingMonitored = true,
            MonitorRight = MonitorRight.Whisper,
            CallerId = "5503300",
            RegistrationName = "phone-of-2000",
            ConcurrentRegistrations = 3,
            Presence = PresenceStatus.DoNotDisturb,
            Watched = new WatchedChanges(Registration: false, CallState: true, Presence: false),
        };

        int id = await Store.Extensions.SaveAsync(saved, default);
        await ReopenAsync();

        Assert.Equal(saved with { Id = id }, Assert.Single(await Store.Extensions.ReadAllAsync(default)));
    }

    [Theory]
    [InlineData(MonitorRight.Disabled)]
    [InlineData(MonitorRight.Extensive)]
    [InlineData(MonitorRight.Listen)]
    [InlineData(MonitorRight.Whisper)]
    [InlineData(MonitorRight.Barge)]
    public async Task Every_right_is_kept(MonitorRight right)
    {
        await Store.Extensions.SaveAsync(Sample("2000") with { MonitorRight = right }, default);

        Assert.Equal(right, Assert.Single(await Store.Extensions.ReadAllAsync(default)).MonitorRight);
    }

    [Theory]
    [InlineData(PresenceStatus.Available)]
    [InlineData(PresenceStatus.Away)]
    [InlineData(PresenceStatus.BusinessTrip)]
    [InlineData(PresenceStatus.DoNotDisturb)]
    [InlineData(PresenceStatus.Lunch)]
    [InlineData(PresenceStatus.OffWork)]
    public async Task Every_presence_is_kept(PresenceStatus presence)
    {
        await Store.Extensions.SaveAsync(Sample("2000") with { Presence = presence }, default);

        Assert.Equal(presence, Assert.Single(await Store.Extensions.ReadAllAsync(default)).Presence);
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public async Task Each_choice_of_watched_changes_is_kept_and_replaced(bool registration, bool callState, bool presence)
    {
        await Store.Extensions.SaveAsync(Sample("2000"), default);
        Assert.Equal(WatchedChanges.All, Assert.Single(await Store.Extensions.ReadAllAsync(default)).Watched);

        var chosen = new WatchedChanges(registration, callState, presence);
        await Store.Extensions.SaveAsync(Sample("2000") with { Watched = chosen }, default);

        Assert.Equal(chosen, Assert.Single(await Store.Extensions.ReadAllAsync(default)).Watched);
    }

    [Fact]
    public async Task Saving_the_same_number_again_replaces_it_and_keeps_its_id()
    {
        int first = await Store.Extensions.SaveAsync(Sample("2000") with { Name = "old" }, default);
        await Store.Extensions.SaveAsync(Sample("2001"), default);

        int second = await Store.Extensions.SaveAsync(Sample("2000") with { Name = "new" }, default);

        Assert.Equal(first, second);
        IReadOnlyList<Extension> all = await Store.Extensions.ReadAllAsync(default);
        Assert.Equal(["new", ""], all.Select(extension => extension.Name));
    }

    [Fact]
    public async Task Extensions_are_read_by_number_the_shorter_first()
    {
        foreach (string number in (string[])["3000", "200", "20000", "2001", "1"])
        {
            await Store.Extensions.SaveAsync(Sample(number), default);
        }

        Assert.Equal(["1", "200", "2001", "3000", "20000"], (await Store.Extensions.ReadAllAsync(default)).Select(extension => extension.Number));
    }

    [Fact]
    public async Task A_deleted_extension_is_gone_and_its_id_is_not_used_again()
    {
        int id = await Store.Extensions.SaveAsync(Sample("2000"), default);

        Assert.True(await Store.Extensions.DeleteAsync("2000", default));
        Assert.False(await Store.Extensions.DeleteAsync("2000", default));
        Assert.Empty(await Store.Extensions.ReadAllAsync(default));
        Assert.NotEqual(id, await Store.Extensions.SaveAsync(Sample("2001"), default));
    }

    [Fact]
    public async Task Many_writers_and_readers_at_once_lose_nothing()
    {
        IEnumerable<Task> writers = Enumerable.Range(1000, 100).Select(number =>
            Task.Run(() => Store.Extensions.SaveAsync(Sample(number.ToString("D4", null)), default)));
        IEnumerable<Task> readers = Enumerable.Range(0, 20).Select(_ => Task.Run(() => Store.Extensions.ReadAllAsync(default)));

        await Task.WhenAll(writers.Concat(readers));

        IReadOnlyList<Extension> all = await Store.Extensions.ReadAllAsync(default);
        Assert.Equal(100, all.Count);
        Assert.Equal(100, all.Select(extension => extension.Id).Distinct().Count());
    }

    [Fact]
    public async Task The_directory_finds_after_a_restart_what_it_saved_before()
    {
        using (var before = new ExtensionDirectory(Store.Extensions))
        {
            await before.SaveAsync(Sample("2000"), default);
            await before.ChangeAsync("2000", extension => extension with { AllowBeingMonitored = true }, default);
        }

        await ReopenAsync();
        using var after = new ExtensionDirectory(Store.Extensions);
        await after.LoadAsync(default);

        Assert.True(after.TryGet("2000", out Extension? found));
        Assert.True(found.AllowBeingMonitored);
    }

    private static Extension Sample(string number)
        => new() { Number = number, Secret = SipSecret.FromPassword(number, "undertone.local", "correct horse") };
}
