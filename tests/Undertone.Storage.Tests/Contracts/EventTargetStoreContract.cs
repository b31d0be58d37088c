using Undertone.Supervision.Events;

namespace Undertone.Storage.Tests.Contracts;

public abstract class EventTargetStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task Targets_survive_a_restart_and_belong_to_their_dialect()
    {
        await Store.EventTargets.SaveAsync(new EventTarget("s-series", "b", "one"), default);
        await Store.EventTargets.SaveAsync(new EventTarget("s-series", "a", "two"), default);
        await Store.EventTargets.SaveAsync(new EventTarget("s-series", "b", "three"), default);
        await Store.EventTargets.SaveAsync(new EventTarget("other", "a", "four"), default);
        await ReopenAsync();

        Assert.Equal(
            [new EventTarget("s-series", "a", "two"), new EventTarget("s-series", "b", "three")],
            await Store.EventTargets.ReadAllAsync("s-series", default));
    }

    [Fact]
    public async Task A_target_is_removed_from_its_dialect_only()
    {
        await Store.EventTargets.SaveAsync(new EventTarget("s-series", "a", "one"), default);
        await Store.EventTargets.SaveAsync(new EventTarget("other", "a", "two"), default);

        Assert.True(await Store.EventTargets.DeleteAsync("s-series", "a", default));
        Assert.False(await Store.EventTargets.DeleteAsync("s-series", "a", default));
        Assert.Equal([new EventTarget("other", "a", "two")], await Store.EventTargets.ReadAllAsync("other", default));
    }
}
