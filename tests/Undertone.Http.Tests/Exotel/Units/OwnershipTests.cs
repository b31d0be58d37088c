using Undertone.Http.Exotel;
using Undertone.Http.Exotel.Legs;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.Exotel.Units;

/// <summary>Which account a call belongs to, and which of its parties is supervised.</summary>
public sealed class OwnershipTests : IAsyncLifetime
{
    private ExotelWorld _world = null!;

    public async Task InitializeAsync() => _world = await ExotelWorld.CreateAsync();

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("1005", "09052161119", "", "small")]
    [InlineData("2000", "09052161119", "", "rest")]
    [InlineData("2000", "1005", "", "small")]
    [InlineData("09052161119", "2000", "+918030752400", "small")]
    [InlineData("09052161119", "1005", "02233445566", "rest")]
    [InlineData("09052161119", "2000", "0123456789", "rest")]
    [InlineData("09052161119", "09052161118", "", null)]
    [InlineData("09052161119", "09052161118", "08045678901", "small")]
    public void A_call_is_the_dialled_numbers_or_else_an_extensions(string from, string to, string dialled, string? owner)
    {
        CallSnapshot call = ExotelSamples.Answered() with
        {
            From = from,
            To = to,
            DidNumber = dialled,
            Legs = [Samples.Leg(1, from, LegRole.Caller, LegState.Talking), Samples.Leg(2, to, LegRole.Callee, LegState.Talking)],
        };
        Assert.Equal(owner, _world.Accounts.OwnerOf(call)?.Sid);

        var record = new CallRecord
        {
            Id = call.Id, Kind = call.Kind, From = from, To = to, DidNumber = dialled, StartedAt = call.StartedAt, EndedAt = call.StartedAt, Disposition = CallDisposition.Failed,
        };
        Assert.Equal(owner, _world.Accounts.OwnerOf(record)?.Sid);
    }

    [Fact]
    public void A_placed_call_is_the_account_that_placed_it()
    {
        string reference = _world.Book.Add(ExotelWorld.Placed(ExotelWorld.Small));
        CallSnapshot call = ExotelSamples.Answered(reference);
        Assert.Equal("small", _world.Book.OwnerOf(call)?.Sid);
        _world.Book.Remove(reference);
        Assert.Equal("rest", _world.Book.OwnerOf(call)?.Sid);
    }

    [Fact]
    public void Accounts_are_found_by_key_and_sid()
    {
        Assert.Equal("small", _world.Accounts.Find("SMALL")?.Sid);
        Assert.Null(_world.Accounts.Find("s"));
        Assert.Equal(["small", "small", "rest"], ((string[])["s", "small", "r"]).Select(user => _world.Accounts.FindByUser(user)!.Sid));
        Assert.Null(_world.Accounts.FindByUser("S"));
    }

    [Theory]
    [InlineData(CallKind.Outbound, "2000", "09052161119", "2000")]
    [InlineData(CallKind.Inbound, "09052161119", "2000", "2000")]
    [InlineData(CallKind.Internal, "2000", "1005", "2000")]
    [InlineData(CallKind.Internal, "2008", "1005", "1005")]
    [InlineData(CallKind.Internal, "2008", "2008", "2008")]
    [InlineData(CallKind.Outbound, "2008", "09052161119", "2008")]
    [InlineData(CallKind.Outbound, "09052161118", "09052161119", "09052161118")]
    [InlineData(CallKind.Inbound, "09052161119", "09052161118", "09052161118")]
    public void The_supervised_party_is_the_agent_unless_another_is_named(CallKind kind, string from, string to, string target)
        => Assert.Equal(target, TargetLeg.Default(Call(kind, from, to), _world.Extensions).Number);

    [Fact]
    public void A_party_that_has_left_is_not_supervised()
    {
        CallSnapshot call = Call(CallKind.Internal, "2000", "1005").WithStates(LegState.Ended, LegState.Talking);
        Assert.Equal("1005", TargetLeg.Default(call, _world.Extensions).Number);
        Assert.False(TargetLeg.TryRead(Sid.Of(call.Id, new LegId(1)), MonitorMode.Barge, call, out _));
    }

    [Fact]
    public void A_target_is_a_party_of_the_call_and_only_a_whisper_needs_one()
    {
        CallSnapshot call = Call(CallKind.Internal, "2000", "1005").With(Samples.Monitor(LegState.Talking));
        Assert.True(TargetLeg.TryRead("", MonitorMode.Listen, call, out LegSnapshot? none));
        Assert.True(TargetLeg.TryRead("", MonitorMode.Barge, call, out none));
        Assert.Null(none);
        Assert.False(TargetLeg.TryRead("", MonitorMode.Whisper, call, out _));
        Assert.True(TargetLeg.TryRead(Sid.Of(call.Id, new LegId(2)), MonitorMode.Whisper, call, out LegSnapshot? named));
        Assert.Equal("1005", named!.Number);
        Assert.False(TargetLeg.TryRead(Sid.Of(new CallId(1, 1), new LegId(2)), MonitorMode.Whisper, call, out _));
        Assert.False(TargetLeg.TryRead(Sid.Of(call.Id, call.Monitors[0].Id), MonitorMode.Whisper, call, out _));
        Assert.False(TargetLeg.TryRead(Sid.Of(call.Id), MonitorMode.Whisper, call, out _));
    }

    private static CallSnapshot Call(CallKind kind, string from, string to) => ExotelSamples.Answered() with
    {
        Kind = kind,
        From = from,
        To = to,
        Legs =
        [
            Samples.Leg(1, from, LegRole.Caller, LegState.Talking, from.StartsWith('0') ? "carrier" : null),
            Samples.Leg(2, to, LegRole.Callee, LegState.Talking, to.StartsWith('0') ? "carrier" : null),
        ],
    };
}
