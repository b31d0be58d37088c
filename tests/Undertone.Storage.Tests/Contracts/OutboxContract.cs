using System.Text;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;

namespace Undertone.Storage.Tests.Contracts;

public abstract class OutboxContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task Callbacks_survive_a_restart_in_their_order_together_with_the_record_that_they_report()
    {
        IReadOnlyList<OutboxEntry> first = await Store.Outbox.CommitAsync(new FactBatch { Callbacks = [Callback("a", "one"), Callback("b", "two")] }, default);
        IReadOnlyList<OutboxEntry> second = await Store.Outbox.CommitAsync(new FactBatch { Calls = [Record()], Callbacks = [Callback("a", "three")] }, default);
        await ReopenAsync();

        IReadOnlyList<OutboxEntry> waiting = await Store.Outbox.ReadAllAsync("p-series", default);
        Assert.Equal(["one", "two", "three"], waiting.Select(TextOf));
        Assert.Equal(["a", "b", "a"], waiting.Select(callback => callback.Receiver));
        Assert.All(waiting, callback => Assert.Equal(30012, callback.Kind));
        Assert.Equal(first.Concat(second).Select(callback => callback.Id), waiting.Select(callback => callback.Id));
        Assert.Equal(waiting.Select(callback => callback.Id).Order(), waiting.Select(callback => callback.Id));
        Assert.Equal(Record().Id, Assert.Single(await Store.CallRecords.ReadNewestAsync(5, default)).Id);
        Assert.Empty(await Store.Outbox.ReadAllAsync("other", default));
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_its_id_is_never_used_again()
    {
        IReadOnlyList<OutboxEntry> stored = await Store.Outbox.CommitAsync(new FactBatch { Callbacks = [Callback("a", "one"), Callback("a", "two")] }, default);
        await Store.Outbox.DeleteAsync([stored[0].Id, stored[1].Id, 4711], default);
        Assert.Empty(await Store.Outbox.ReadAllAsync("p-series", default));

        await ReopenAsync();
        IReadOnlyList<OutboxEntry> later = await Store.Outbox.CommitAsync(new FactBatch { Callbacks = [Callback("a", "three")] }, default);
        Assert.True(later[0].Id > stored[1].Id);
    }

    private static OutboxEntry Callback(string receiver, string text) => new(0, "p-series", receiver, 30012, Encoding.UTF8.GetBytes(text));

    private static string TextOf(OutboxEntry callback) => Encoding.UTF8.GetString(callback.Content.Span);

    private static CallRecord Record() => new()
    {
        Id = new CallId(1650094666, 549),
        Kind = CallKind.Internal,
        From = "2000",
        To = "2001",
        StartedAt = Noon,
        EndedAt = Noon.AddSeconds(5),
        Disposition = CallDisposition.NoAnswer,
    };
}
