using Undertone.Http.Exotel.Callbacks;
using Undertone.Http.Exotel.Calls;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.Exotel.Units;

/// <summary>What calls and legs cost, and whom.</summary>
public sealed class LedgerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CallId Id = new(1767268800, 7);
    private ExotelWorld _world = null!;

    public async Task InitializeAsync() => _world = await ExotelWorld.CreateAsync();

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Each_leg_is_billed_from_its_own_answer_and_the_call_is_the_sum_of_the_two()
    {
        LegBill first = _world.Ledger.Book(Leg(1, "1005", answeredAt: 4, endedAt: 70.2))!;
        LegBill second = _world.Ledger.Book(Leg(2, "09052161119", startedAt: 5, answeredAt: 12, endedAt: 70))!;
        AccountCall call = _world.Ledger.Book(Call())!;

        Assert.Equal(("small", 67, 2, 1.0m, "INR", "completed", ""), (first.Account, first.BillableSeconds, first.Pulses, first.Price, first.Currency, first.Status, first.LastAction));
        Assert.Equal((58, 1, 0.5m), (second.BillableSeconds, second.Pulses, second.Price));
        Assert.Equal(("small", "completed", "outbound-dial", 67, 1.5m), (call.Account, call.Status, call.Direction, call.DurationSeconds, call.Price));
    }

    [Fact]
    public void A_supervisors_leg_is_billed_apart_and_changes_nothing_of_the_call()
    {
        _world.Ledger.Book(Leg(1, "1005", answeredAt: 4));
        LegBill supervisor = _world.Ledger.Book(Monitor(3, answeredAt: 20, endedAt: 50, MonitorMode.Listen, MonitorMode.Whisper))!;
        LegBill other = _world.Ledger.Book(Monitor(4, answeredAt: null, endedAt: 69))!;
        _world.Ledger.Book(Leg(2, "09052161119", answeredAt: 10));
        AccountCall call = _world.Ledger.Book(Call())!;
        Ledger.Page page = _world.Ledger.Close(Id)!;

        Assert.Equal(("small", 30, 0.5m, "whisper"), (supervisor.Account, supervisor.BillableSeconds, supervisor.Price, supervisor.LastAction));
        Assert.Equal((0, 0, 0m, "no-answer", "listen"), (other.BillableSeconds, other.Pulses, other.Price, other.Status, other.LastAction));
        Assert.Equal((66, 1.5m), (call.DurationSeconds, call.Price));
        Assert.Equal((new LegId(1), new LegId(2)), (page.First!.Record.Id, page.Second!.Record.Id));
        Assert.Equal(2, page.Legs.Count);
        Assert.Null(_world.Ledger.Close(Id));
    }

    [Fact]
    public void What_was_not_answered_is_free()
    {
        LegBill first = _world.Ledger.Book(Leg(1, "1005", answeredAt: null, reason: CallFailureReason.Busy))!;
        AccountCall call = _world.Ledger.Book(Call(CallDisposition.Busy))!;
        Assert.Equal(("busy", 0, 0, 0m), (first.Status, first.BillableSeconds, first.Pulses, first.Price));
        Assert.Equal(("busy", 0, 0m), (call.Status, call.DurationSeconds, call.Price));
    }

    [Fact]
    public void Without_prices_units_are_counted_and_no_money()
    {
        LegBill leg = _world.Ledger.Book(Leg(1, "2000", answeredAt: 4))!;
        AccountCall call = _world.Ledger.Book(Call() with { From = "2000" })!;
        Assert.Equal(("rest", 2, null, ""), (leg.Account, leg.Pulses, leg.Price, leg.Currency));
        Assert.Equal(("rest", null), (call.Account, call.Price));
    }

    [Fact]
    public void Of_more_than_two_parties_the_second_is_the_first_that_answered()
    {
        _world.Ledger.Book(Leg(2, "2000", startedAt: 5, answeredAt: null, reason: CallFailureReason.NoAnswer));
        _world.Ledger.Book(Leg(3, "2008", startedAt: 8, answeredAt: 9));
        _world.Ledger.Book(Leg(4, "09052161119", startedAt: 40, answeredAt: 41));
        _world.Ledger.Book(Leg(1, "1005", answeredAt: 4));
        Ledger.Page page = _world.Ledger.Close(Id)!;
        Assert.Equal((new LegId(1), new LegId(3)), (page.First!.Record.Id, page.Second!.Record.Id));
    }

    [Fact]
    public void A_placed_call_is_its_accounts_whoever_is_in_it_and_keeps_what_its_client_said()
    {
        string reference = _world.Book.Add(ExotelWorld.Placed(ExotelWorld.Rest));
        LegBill leg = _world.Ledger.Book(Leg(1, "1005", answeredAt: 4) with { Reference = reference })!;
        AccountCall call = _world.Ledger.Book(Call() with { Reference = reference })!;
        Assert.Equal("rest", leg.Account);
        Assert.Equal(("rest", "outbound-api", "08045678901", "custom"), (call.Account, call.Direction, call.Number, call.CustomField));
    }

    [Fact]
    public void A_call_from_outside_shows_the_number_that_was_dialled()
    {
        AccountCall call = _world.Ledger.Book(Call() with { Kind = CallKind.Inbound, From = "09052161119", To = "1005", DidNumber = "+918045678901" })!;
        Assert.Equal(("small", "inbound", "+918045678901", "08045678901"), (call.Account, call.Direction, call.To, call.Number));
    }

    [Fact]
    public void A_leg_that_a_client_hung_up_says_so_once()
    {
        string reference = _world.Book.Add(new PlacedLeg(ExotelWorld.Small, "coach", new CallbackTerms("", false, false, false)));
        _world.Book.MarkHangUp(new LegId(3), Start);
        LegBill bill = _world.Ledger.Book(Monitor(3, answeredAt: 20, endedAt: 30) with { Reference = reference })!;
        Assert.Equal(("hangup", "coach"), (bill.LastAction, bill.CustomField));
        Assert.Null(_world.Book.HangUpOf(new LegId(3)));
    }

    [Fact]
    public async Task What_is_no_accounts_is_not_booked()
    {
        using ExotelWorld world = await ExotelWorld.CreateAsync(ExotelWorld.Small);
        Assert.Null(world.Ledger.Book(Leg(1, "2000", answeredAt: 4)));
        Assert.Null(world.Ledger.Book(Call() with { From = "2000" }));
        Assert.Null(world.Ledger.Close(Id));
    }

    [Theory]
    [InlineData(CallFailureReason.None, "completed")]
    [InlineData(CallFailureReason.Busy, "busy")]
    [InlineData(CallFailureReason.Declined, "busy")]
    [InlineData(CallFailureReason.NoAnswer, "no-answer")]
    [InlineData(CallFailureReason.TemporarilyUnavailable, "no-answer")]
    [InlineData(CallFailureReason.DoNotDisturb, "no-answer")]
    [InlineData(CallFailureReason.Cancelled, "canceled")]
    [InlineData(CallFailureReason.Unreachable, "failed")]
    [InlineData(CallFailureReason.NotFound, "failed")]
    [InlineData(CallFailureReason.Congestion, "failed")]
    public void A_leg_ends_in_a_word_of_the_maker(CallFailureReason reason, string word)
        => Assert.Equal(word, Words.StatusOf(Leg(1, "1005", answeredAt: null, reason: reason)));

    [Theory]
    [InlineData(CallDisposition.Answered, "completed")]
    [InlineData(CallDisposition.Busy, "busy")]
    [InlineData(CallDisposition.NoAnswer, "no-answer")]
    [InlineData(CallDisposition.Failed, "failed")]
    public void A_call_ends_in_a_word_of_the_maker(CallDisposition disposition, string word) => Assert.Equal(word, Words.Of(disposition));

    private static LegRecord Leg(
        uint id, string number, double? answeredAt, double startedAt = 0, double endedAt = 70, CallFailureReason reason = CallFailureReason.None) => new()
    {
        CallId = Id,
        Id = new LegId(id),
        Origin = id == 1 ? LegOrigin.Outbound : LegOrigin.OutboundDial,
        Role = id == 1 ? LegRole.Caller : LegRole.Callee,
        Number = number,
        StartedAt = Start.AddSeconds(startedAt),
        AnsweredAt = answeredAt is { } seconds ? Start.AddSeconds(seconds) : null,
        EndedAt = Start.AddSeconds(endedAt),
        FailureReason = reason,
    };

    private static LegRecord Monitor(uint id, double? answeredAt, double endedAt, params MonitorMode[] modes)
        => Leg(id, "2008", answeredAt, 15, endedAt, answeredAt is null ? CallFailureReason.NoAnswer : CallFailureReason.None) with
        {
            Origin = LegOrigin.Monitor,
            Modes = [.. (modes.Length > 0 ? modes : [MonitorMode.Listen]).Select(mode => new ModeChange(Start, mode))],
        };

    private static CallRecord Call(CallDisposition disposition = CallDisposition.Answered) => new()
    {
        Id = Id,
        Kind = CallKind.Outbound,
        From = "1005",
        To = "09052161119",
        StartedAt = Start,
        AnsweredAt = disposition is CallDisposition.Answered ? Start.AddSeconds(12) : null,
        EndedAt = Start.AddSeconds(70),
        Disposition = disposition,
    };
}
