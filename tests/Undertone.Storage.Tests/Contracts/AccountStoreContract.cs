using System.Reflection;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Storage.Tests.Contracts;

/// <summary>The accounts' calls and legs: kept whole, found again by every filter, walked through page by page.</summary>
public abstract class AccountStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private static readonly CallId Id = new(1650094666, 549);

    [Fact]
    public async Task Legs_and_bills_come_back_as_they_were_oldest_first_with_and_without_what_may_be_missing()
    {
        await CommitAsync(new FactBatch { Legs = [Leg(3), Bare(2)], Bills = [Bill(3), Bill(2) with { Price = null, Currency = "" }] });
        await ReopenAsync();

        IReadOnlyList<BilledLeg> legs = await Store.Accounts.ReadLegsAsync("acme", Id, default);
        Assert.Equal([2u, 3u], legs.Select(leg => leg.Record.Id.Value));
        AssertSame(Bare(2), legs[0].Record);
        AssertSame(Leg(3), legs[1].Record);
        Assert.Equal(Bill(2) with { Price = null, Currency = "" }, legs[0].Bill);
        Assert.Equal(Bill(3), legs[1].Bill);
        Assert.Empty(await Store.Accounts.ReadLegsAsync("other", Id, default));
        Assert.Empty(await Store.Accounts.ReadLegsAsync("acme", new CallId(1, 1), default));
    }

    [Fact]
    public async Task A_call_comes_back_as_it_was_to_its_account_alone_and_a_later_one_with_its_id_replaces_it()
    {
        AccountCall full = Call(1) with { AnsweredAt = Noon.AddSeconds(3), CustomField = "x", Price = 1.25m };
        await CommitAsync(new FactBatch { AccountCalls = [Call(1), Call(2)] });
        await CommitAsync(new FactBatch { AccountCalls = [full] });
        await ReopenAsync();

        Assert.Equal(full, await Store.Accounts.FindCallAsync("acme", full.Id, default));
        Assert.Equal(Call(2), await Store.Accounts.FindCallAsync("acme", Call(2).Id, default));
        Assert.Null(await Store.Accounts.FindCallAsync("other", full.Id, default));
    }

    [Fact]
    public async Task A_later_leg_and_its_bill_replace_those_with_their_ids()
    {
        LegBill later = Bill(3) with { Status = "failed", Price = 2, CallbackOutcome = "status 200" };
        await CommitAsync(new FactBatch { Legs = [Leg(3)], Bills = [Bill(3)] });
        await CommitAsync(new FactBatch { Legs = [Bare(3)], Bills = [later] });

        BilledLeg leg = Assert.Single(await Store.Accounts.ReadLegsAsync("acme", Id, default));
        AssertSame(Bare(3), leg.Record);
        Assert.Equal(later, leg.Bill);
    }

    [Fact]
    public async Task A_call_without_a_price_is_within_no_bounds_of_prices()
    {
        await CommitAsync(new FactBatch { AccountCalls = [Call(1) with { Price = null }] });
        AccountCallQuery all = new() { Account = "acme" };

        Assert.Equal(1, (await Store.Accounts.ReadCallsAsync(all, default)).Total);
        Assert.Equal(0, (await Store.Accounts.ReadCallsAsync(all with { LeastPrice = 0 }, default)).Total);
        Assert.Equal(0, (await Store.Accounts.ReadCallsAsync(all with { MostPrice = 9 }, default)).Total);
    }

    [Fact]
    public async Task What_became_of_a_callback_is_noted_with_its_leg_and_an_unknown_leg_is_ignored()
    {
        await CommitAsync(new FactBatch { Legs = [Leg(3), Leg(4)], Bills = [Bill(3), Bill(4)] });
        await Store.Accounts.NoteCallbackAsync(Id, new LegId(3), "status 200", default);
        await Store.Accounts.NoteCallbackAsync(Id, new LegId(9), "status 500", default);
        await Store.Accounts.NoteCallbackAsync(new CallId(1, 1), new LegId(4), "status 500", default);

        Assert.Equal(["status 200", ""], (await Store.Accounts.ReadLegsAsync("acme", Id, default)).Select(leg => leg.Bill.CallbackOutcome));
    }

    [Fact]
    public async Task Every_filter_takes_its_calls_and_leaves_the_others()
    {
        AccountCall special = Call(7) with
        {
            From = "2001", To = "0905", Number = "080", Status = "busy", Direction = "inbound", DurationSeconds = 77, Price = 7.5m, StartedAt = Noon.AddDays(1),
        };
        await CommitAsync(new FactBatch { AccountCalls = [Call(1), Call(2), special, Call(8) with { Account = "other" }] });
        AccountCallQuery all = new() { Account = "acme" };
        AccountCallQuery[] narrow =
        [
            all with { Ids = [special.Id, new CallId(1, 1)] },
            all with { Callers = ["2001", "1"] },
            all with { Callees = ["0905"] },
            all with { Numbers = ["080"] },
            all with { Statuses = ["busy", "failed"] },
            all with { Directions = ["inbound"] },
            all with { LeastDuration = 77 },
            all with { LeastPrice = 7.5m },
            all with { From = special.StartedAt },
        ];
        foreach (AccountCallQuery query in narrow)
        {
            AccountCallPage page = await Store.Accounts.ReadCallsAsync(query, default);
            Assert.Equal((special, 1), (Assert.Single(page.Calls), page.Total));
        }

        foreach (AccountCallQuery query in (AccountCallQuery[])[all with { MostDuration = 20 }, all with { MostPrice = 1 }, all with { To = Noon }])
        {
            Assert.Equal([2L, 1L], (await Store.Accounts.ReadCallsAsync(query, default)).Calls.Select(call => call.Id.Sequence));
        }

        Assert.Equal(3, (await Store.Accounts.ReadCallsAsync(all, default)).Total);
        Assert.Equal(8, Assert.Single((await Store.Accounts.ReadCallsAsync(all with { Account = "other" }, default)).Calls).Id.Sequence);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_are_walked_there_and_back_over_calls_that_began_at_once(bool ascending)
    {
        await CommitAsync(new FactBatch { AccountCalls = [.. Enumerable.Range(1, 12).Select(i => Call(i) with { StartedAt = Noon.AddSeconds(i / 4) })] });
        AccountCallQuery query = new() { Account = "acme", Ascending = ascending, PageSize = 2 };
        List<long> there = [];
        AccountCallPage page = await Store.Accounts.ReadCallsAsync(query, default);
        AccountCall last = page.Calls[0];
        while (page.Calls.Count > 0)
        {
            Assert.Equal(12, page.Total);
            there.AddRange(page.Calls.Select(call => call.Id.Sequence));
            last = page.Calls[^1];
            page = await Store.Accounts.ReadCallsAsync(query with { After = new CallPosition(last.StartedAt, last.Id) }, default);
        }

        // 8 to 11 began at once, and ids are ordered as texts.
        long[] expected = [1, 2, 3, 4, 5, 6, 7, 10, 11, 8, 9, 12];
        Assert.Equal(ascending ? expected : expected.Reverse(), there);

        List<long> back = [last.Id.Sequence];
        page = await Store.Accounts.ReadCallsAsync(query with { Before = new CallPosition(last.StartedAt, last.Id) }, default);
        while (page.Calls.Count > 0)
        {
            Assert.Equal(12, page.Total);
            back.InsertRange(0, page.Calls.Select(call => call.Id.Sequence));
            AccountCall first = page.Calls[0];
            page = await Store.Accounts.ReadCallsAsync(query with { Before = new CallPosition(first.StartedAt, first.Id) }, default);
        }

        Assert.Equal(there, back);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_stored_as_a_whole_leaves_nothing()
    {
        var batch = new FactBatch { Legs = [Leg(3)], Bills = [Bill(3)], AccountCalls = [Call(1)], Callbacks = [new OutboxEntry(0, "exotel", null!, 0, Array.Empty<byte>())] };

        await Assert.ThrowsAsync<StorageException>(() => CommitAsync(batch));
        Assert.Empty(await Store.Accounts.ReadLegsAsync("acme", Id, default));
        Assert.Null(await Store.Accounts.FindCallAsync("acme", Call(1).Id, default));
    }

    private static LegRecord Leg(uint id) => new()
    {
        CallId = Id,
        Id = new LegId(id),
        Origin = LegOrigin.Monitor,
        Role = LegRole.Callee,
        Number = "0900",
        Trunk = "carrier",
        ShownNumber = "080",
        Target = new LegId(1),
        Modes = [new ModeChange(Noon, MonitorMode.Listen), new ModeChange(Noon.AddSeconds(5), MonitorMode.Barge)],
        Requester = new Requester("exotel", "key", "192.0.2.1"),
        StartedAt = Noon.AddSeconds(id),
        AnsweredAt = Noon.AddSeconds(id + 1),
        EndedAt = Noon.AddMinutes(1),
    };

    private static LegRecord Bare(uint id) => new()
    {
        CallId = Id,
        Id = new LegId(id),
        Origin = LegOrigin.OutboundDial,
        Role = LegRole.Callee,
        Number = "2001",
        StartedAt = Noon.AddSeconds(id),
        EndedAt = Noon.AddMinutes(1),
        FailureReason = CallFailureReason.Busy,
    };

    private static LegBill Bill(uint leg) => new()
    {
        Account = "acme",
        CallId = Id,
        LegId = new LegId(leg),
        Status = "completed",
        LastAction = "barge",
        CustomField = "coach",
        BillableSeconds = 59,
        Pulses = 1,
        Price = 0.123456m,
        Currency = "INR",
    };

    private static AccountCall Call(long sequence) => new()
    {
        Account = "acme",
        Id = new CallId(1650094666, sequence),
        From = "2000",
        To = "2002",
        Direction = "outbound-api",
        Status = "completed",
        StartedAt = Noon,
        EndedAt = Noon.AddMinutes(1),
        DurationSeconds = 20,
        Price = 1,
    };

    // Records with lists are never equal as a whole.
    private static void AssertSame(LegRecord expected, LegRecord actual)
    {
        Assert.Equal(expected.Modes.ToArray(), actual.Modes.ToArray());
        foreach (PropertyInfo property in typeof(LegRecord).GetProperties().Where(property => property.Name != nameof(LegRecord.Modes)))
        {
            Assert.Equal((property.Name, property.GetValue(expected)), (property.Name, property.GetValue(actual)));
        }
    }

    private Task<IReadOnlyList<OutboxEntry>> CommitAsync(FactBatch batch) => Store.Outbox.CommitAsync(batch, default);
}
