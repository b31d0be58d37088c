using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Server.Hosting;
using Undertone.Server.Tests.Fakes;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Server.Tests.Hosting;

public sealed class CallRecordKeeperTests
{
    private readonly FakeEngine _engine = new();
    private readonly FakeRecords _records = new();

    [Fact]
    public async Task Records_published_before_the_stop_are_stored_in_their_order()
    {
        using var keeper = new CallRecordKeeper(_engine, _records, NullLogger<CallRecordKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        for (long sequence = 1; sequence <= 500; sequence++)
        {
            _engine.Events.Publish(new ExtensionRegistrationChanged(default, "2000", true, ""));
            _engine.Events.Publish(new CallEnded(default, Samples.Record(sequence)));
        }

        await keeper.StopAsync(CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, 500).Select(sequence => (long)sequence), _records.Stored.Select(record => record.Id.Sequence));
    }

    [Fact]
    public async Task A_record_that_cannot_be_stored_is_written_to_the_log_and_the_next_one_is_stored()
    {
        var log = new RecordingLogger<CallRecordKeeper>();
        _records.Failing = 1;
        using var keeper = new CallRecordKeeper(_engine, _records, log);
        await keeper.StartAsync(CancellationToken.None);
        _engine.Events.Publish(new CallEnded(default, Samples.Record(1)));
        _engine.Events.Publish(new CallEnded(default, Samples.Record(2)));

        await keeper.StopAsync(CancellationToken.None);

        Assert.Equal(2, Assert.Single(_records.Stored).Id.Sequence);
        (int id, string message) = Assert.Single(log.Entries);
        Assert.Equal(6010, id);
        Assert.Contains("1650094666.1", message, StringComparison.Ordinal);
    }

    private sealed class FakeRecords : ICallRecordStore
    {
        public List<CallRecord> Stored { get; } = [];

        public int Failing { get; set; }

        public Task AddAsync(CallRecord record, CancellationToken cancellation)
        {
            if (Failing-- > 0)
            {
                throw new IOException("disk full");
            }

            Stored.Add(record);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<CallRecord>> ReadNewestAsync(int most, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<CallRecord>>(Stored);
    }
}
