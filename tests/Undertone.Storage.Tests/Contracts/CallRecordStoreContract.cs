using Undertone.Supervision.Calls;

namespace Undertone.Storage.Tests.Contracts;

public abstract class CallRecordStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task An_answered_call_is_read_back_as_it_was()
    {
        CallRecord saved = Sample(1) with
        {
            Kind = CallKind.Outbound,
            SourceTrunk = "from",
            DestinationTrunk = "carrier",
            DidNumber = "5550001",
            RingingAt = Noon.AddSeconds(1.5),
            AnsweredAt = Noon.AddSeconds(4),
            EndedAt = Noon.AddMicroseconds(9_000_001),
        };

        await Store.CallRecords.AddAsync(saved, default);
        await ReopenAsync();

        Assert.Equal(saved, Assert.Single(await Store.CallRecords.ReadNewestAsync(10, default)));
    }

    [Fact]
    public async Task A_failed_call_keeps_its_reason_and_has_no_times_of_ringing_and_answer()
    {
        CallRecord saved = Sample(1) with { Disposition = CallDisposition.Busy, FailureReason = CallFailureReason.Declined };
        await Store.CallRecords.AddAsync(saved, default);

        CallRecord read = Assert.Single(await Store.CallRecords.ReadNewestAsync(10, default));

        Assert.Equal(CallFailureReason.Declined, read.FailureReason);
        Assert.Null(read.RingingAt);
        Assert.Null(read.AnsweredAt);
    }

    [Fact]
    public async Task Times_of_another_zone_are_kept_as_moments()
    {
        var inKolkata = new DateTimeOffset(2026, 11, 2, 17, 30, 0, TimeSpan.FromHours(5.5));
        await Store.CallRecords.AddAsync(Sample(1) with { StartedAt = inKolkata }, default);

        DateTimeOffset read = Assert.Single(await Store.CallRecords.ReadNewestAsync(1, default)).StartedAt;

        Assert.Equal(inKolkata, read);
        Assert.Equal(TimeSpan.Zero, read.Offset);
    }

    [Fact]
    public async Task A_second_record_with_the_same_id_replaces_the_first()
    {
        await Store.CallRecords.AddAsync(Sample(1), default);
        await Store.CallRecords.AddAsync(Sample(1) with { To = "2002" }, default);

        Assert.Equal("2002", Assert.Single(await Store.CallRecords.ReadNewestAsync(10, default)).To);
    }

    [Theory]
    [InlineData(0, new long[0])]
    [InlineData(-1, new long[0])]
    [InlineData(2, new long[] { 3, 2 })]
    [InlineData(100, new long[] { 3, 2, 1 })]
    public async Task The_newest_come_first_and_no_more_than_asked_for(int most, long[] expected)
    {
        foreach (long sequence in (long[])[2, 1, 3])
        {
            await Store.CallRecords.AddAsync(Sample(sequence) with { EndedAt = Noon.AddSeconds(sequence) }, default);
        }

        Assert.Equal(expected, (await Store.CallRecords.ReadNewestAsync(most, default)).Select(record => record.Id.Sequence));
    }

    private static CallRecord Sample(long sequence) => new()
    {
        Id = new CallId(1_650_094_666, sequence),
        Kind = CallKind.Internal,
        From = "2000",
        To = "2001",
        StartedAt = Noon,
        EndedAt = Noon.AddSeconds(9),
        Disposition = CallDisposition.Answered,
    };
}
