using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Server.Hosting;
using Undertone.Server.Tests.Fakes;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Server.Tests.Hosting;

public sealed class FactKeeperTests
{
    private readonly FakeEngine _engine = new();
    private readonly MemoryOutbox _outbox = new();
    private readonly Reporter _reporter = new();

    [Fact]
    public async Task Records_and_their_callbacks_published_before_the_stop_are_stored_together_in_their_order()
    {
        using var keeper = new FactKeeper(_engine, _outbox, [_reporter], [], NullLogger<FactKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        for (long sequence = 1; sequence <= 500; sequence++)
        {
            _engine.Events.Publish(new ExtensionRegistrationChanged(default, "2000", true, ""));
            _engine.Events.Publish(new CallEnded(default, Samples.Record(sequence)));
        }

        await keeper.StopAsync(CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, 500).Select(sequence => (long)sequence), _outbox.Records.Select(record => record.Id.Sequence));
        Assert.All(_outbox.Commits, commit => Assert.Equal(commit.Records, commit.Callbacks));
        Assert.Equal(Enumerable.Range(1, 500).Select(id => (long)id), _reporter.Delivered.Select(callback => callback.Id));
    }

    [Fact]
    public async Task A_record_that_cannot_be_stored_is_written_to_the_log_and_told_all_the_same_and_the_next_one_is_stored()
    {
        var log = new RecordingLogger<FactKeeper>();
        _outbox.Failing = 1;
        using var keeper = new FactKeeper(_engine, _outbox, [_reporter], [], log);
        await keeper.StartAsync(CancellationToken.None);
        _engine.Events.Publish(new CallEnded(default, Samples.Record(1)));
        await _reporter.WaitForAsync(1);
        _engine.Events.Publish(new CallEnded(default, Samples.Record(2)));

        await keeper.StopAsync(CancellationToken.None);

        Assert.Equal(2, Assert.Single(_outbox.Records).Id.Sequence);
        Assert.Equal([0, 1], _reporter.Delivered.Select(callback => callback.Id));
        (int id, string message) = Assert.Single(log.Entries);
        Assert.Equal(6010, id);
        Assert.Contains("1650094666.1", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reporter_that_fails_costs_neither_the_record_nor_the_callbacks_of_others()
    {
        var log = new RecordingLogger<FactKeeper>();
        using var keeper = new FactKeeper(_engine, _outbox, [new Reporter { Fails = true }, _reporter], [], log);
        await keeper.StartAsync(CancellationToken.None);
        _engine.Events.Publish(new CallEnded(default, Samples.Record(1)));

        await keeper.StopAsync(CancellationToken.None);

        Assert.Single(_outbox.Records);
        Assert.Single(_reporter.Delivered);
        Assert.Equal(6012, Assert.Single(log.Entries).Event);
    }

    [Fact]
    public async Task Legs_are_stored_with_what_they_cost_and_calls_with_their_accounts_view()
    {
        using var keeper = new FactKeeper(_engine, _outbox, [_reporter], [new Accountant()], NullLogger<FactKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        _engine.Events.Publish(new LegEnded(default, Leg));
        _engine.Events.Publish(new CallEnded(default, Samples.Record(1)));

        await keeper.StopAsync(CancellationToken.None);

        Assert.Equal(Leg, Assert.Single(_outbox.Batches.SelectMany(batch => batch.Legs)));
        Assert.Equal("completed", Assert.Single(_outbox.Batches.SelectMany(batch => batch.Bills)).Status);
        Assert.Equal("acme", Assert.Single(_outbox.Batches.SelectMany(batch => batch.AccountCalls)).Account);
        Assert.All(_outbox.Batches, batch => Assert.Equal((batch.Legs.Count, batch.Calls.Count), (batch.Bills.Count, batch.AccountCalls.Count)));
    }

    [Fact]
    public async Task An_accountant_that_fails_costs_neither_records_nor_callbacks_and_a_lost_leg_is_in_the_log()
    {
        var log = new RecordingLogger<FactKeeper>();
        _outbox.Failing = 1;
        using var keeper = new FactKeeper(_engine, _outbox, [_reporter], [new Accountant { Fails = true }], log);
        await keeper.StartAsync(CancellationToken.None);
        _engine.Events.Publish(new LegEnded(default, Leg));
        _engine.Events.Publish(new CallEnded(default, Samples.Record(1)));
        await _reporter.WaitForAsync(1);
        await keeper.StopAsync(CancellationToken.None);

        Assert.Equal(2, log.Entries.Count(entry => entry.Event == 6014));
        Assert.Contains("leg 00000007", Assert.Single(log.Entries, entry => entry.Event == 6013).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accountants_are_asked_before_reporters()
    {
        var accountant = new Accountant();
        List<int> bookedBefore = [];
        var reporter = new Reporter { Asked = () => bookedBefore.Add(accountant.Booked) };
        using var keeper = new FactKeeper(_engine, _outbox, [reporter], [accountant], NullLogger<FactKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        _engine.Events.Publish(new LegEnded(default, Leg));
        _engine.Events.Publish(new CallEnded(default, Samples.Record(1)));

        await keeper.StopAsync(CancellationToken.None);

        Assert.Equal([1, 2], bookedBefore);
    }

    [Fact]
    public async Task An_accountant_that_fails_costs_neither_the_stored_records_nor_what_others_book()
    {
        using var keeper = new FactKeeper(_engine, _outbox, [_reporter], [new Accountant { Fails = true }, new Accountant()], NullLogger<FactKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        _engine.Events.Publish(new LegEnded(default, Leg));
        _engine.Events.Publish(new CallEnded(default, Samples.Record(1)));

        await keeper.StopAsync(CancellationToken.None);

        Assert.Single(_outbox.Records);
        Assert.Single(_outbox.Batches.SelectMany(batch => batch.Legs));
        Assert.Single(_outbox.Batches.SelectMany(batch => batch.Bills));
        Assert.Single(_outbox.Batches.SelectMany(batch => batch.AccountCalls));
    }

    private static LegRecord Leg { get; } = new()
    {
        CallId = new CallId(1650094666, 1), Id = new LegId(7), Origin = LegOrigin.Monitor, Role = LegRole.Callee, Number = "3000", StartedAt = default, EndedAt = default,
    };

    private sealed class Accountant : IAccountant
    {
        public bool Fails { get; init; }

        public int Booked { get; private set; }

        public AccountCall? Book(CallRecord record)
        {
            Count();
            return new AccountCall
            {
                Account = "acme", Id = record.Id, From = "", To = "", Direction = "", Status = "", StartedAt = default, EndedAt = default, DurationSeconds = 0,
            };
        }

        public LegBill? Book(LegRecord record)
        {
            Count();
            return new LegBill { Account = "acme", CallId = record.CallId, LegId = record.Id, Status = "completed", BillableSeconds = 0, Pulses = 0 };
        }

        private void Count() => Booked += Fails ? throw new InvalidOperationException("a defect") : 1;
    }

    private sealed class Reporter : ICallbackReporter
    {
        private readonly List<OutboxEntry> _delivered = [];

        public bool Fails { get; init; }

        public IReadOnlyList<OutboxEntry> Delivered
        {
            get
            {
                lock (_delivered)
                {
                    return [.. _delivered];
                }
            }
        }

        public Action Asked { get; init; } = () => { };

        public IEnumerable<OutboxEntry> CallbacksFor(EngineEvent engineEvent)
        {
            Asked();
            return Fails ? throw new InvalidOperationException("a defect")
                : engineEvent is CallEnded ? [new OutboxEntry(0, "test", "receiver", 1, new byte[] { 1 })]
                : [];
        }

        public void Forget()
        {
        }

        public void Deliver(IReadOnlyList<OutboxEntry> callbacks)
        {
            lock (_delivered)
            {
                _delivered.AddRange(callbacks);
            }
        }

        public async Task WaitForAsync(int callbacks)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while (Delivered.Count < callbacks)
            {
                Assert.False(deadline.IsCancellationRequested, $"{Delivered.Count} of {callbacks} callbacks");
                await Task.Delay(1);
            }
        }
    }

    private sealed class MemoryOutbox : IOutbox
    {
        private long _last;

        public List<CallRecord> Records { get; } = [];

        public List<FactBatch> Batches { get; } = [];

        public List<(int Records, int Callbacks)> Commits { get; } = [];

        public int Failing { get; set; }

        public Task<IReadOnlyList<OutboxEntry>> CommitAsync(FactBatch facts, CancellationToken cancellation)
        {
            if (Failing-- > 0)
            {
                throw new IOException("disk full");
            }

            Records.AddRange(facts.Calls);
            Batches.Add(facts);
            Commits.Add((facts.Calls.Count, facts.Callbacks.Count));
            return Task.FromResult<IReadOnlyList<OutboxEntry>>([.. facts.Callbacks.Select(callback => callback with { Id = ++_last })]);
        }

        public Task<IReadOnlyList<OutboxEntry>> ReadAllAsync(string dialect, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<OutboxEntry>>([]);

        public Task DeleteAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation) => Task.CompletedTask;
    }
}
