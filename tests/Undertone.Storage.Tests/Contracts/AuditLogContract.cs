using Undertone.Supervision.Auditing;

namespace Undertone.Storage.Tests.Contracts;

public abstract class AuditLogContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Theory]
    [MemberData(nameof(AuditSamples.Kinds), MemberType = typeof(AuditSamples))]
    public async Task A_record_is_read_back_as_it_was(AuditRecord record)
    {
        await Store.Audit.AppendAsync(record, default);
        await ReopenAsync();

        Assert.Equal(record, Assert.Single(await Store.Audit.ReadNewestAsync(10, default)));
    }

    [Fact]
    public async Task Records_are_read_in_the_reverse_of_the_order_in_which_they_were_written()
    {
        // The clock of the second record runs behind: the order of writing counts.
        await Store.Audit.AppendAsync(AuditSamples.One(5), default);
        await Store.Audit.AppendAsync(AuditSamples.One(2), default);
        await Store.Audit.AppendAsync(AuditSamples.One(9), default);

        Assert.Equal([9, 2], (await Store.Audit.ReadNewestAsync(2, default)).Select(record => record.CallId.Sequence));
    }

    [Fact]
    public async Task Records_written_at_once_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(1, 200).Select(sequence => Task.Run(() => Store.Audit.AppendAsync(AuditSamples.One(sequence), default))));

        IReadOnlyList<AuditRecord> all = await Store.Audit.ReadNewestAsync(1000, default);
        Assert.Equal(Enumerable.Range(1, 200).Select(sequence => (long)sequence), all.Select(record => record.CallId.Sequence).Order());
    }

    [Fact]
    public async Task A_store_that_is_closed_answers_with_an_io_error_so_that_nothing_takes_effect()
    {
        await Store.DisposeAsync();

        await Assert.ThrowsAsync<StorageException>(() => Store.Audit.AppendAsync(AuditSamples.One(1), default));
        Assert.True(typeof(IOException).IsAssignableFrom(typeof(StorageException)));
    }

    [Fact]
    public async Task A_cancelled_append_writes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Audit.AppendAsync(AuditSamples.One(1), new CancellationToken(canceled: true)));

        Assert.Empty(await Store.Audit.ReadNewestAsync(10, default));
    }
}
