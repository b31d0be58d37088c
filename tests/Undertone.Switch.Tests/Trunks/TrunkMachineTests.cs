using Undertone.Sip.Messages;
using Undertone.Supervision.Trunks;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Trunks;

/// <summary>The machine that keeps a trunk registered, step by step.</summary>
public sealed class TrunkMachineTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly TrunkOptions Registering = new()
    {
        Name = "carrier",
        Address = SipUri.Create(null, "carrier.example"),
        Register = true,
        Username = "account",
    };

    private static readonly TrunkOptions Asked = Registering with { Register = false, ProbeInterval = TimeSpan.FromSeconds(30) };

    [Fact]
    public void A_trunk_registers_at_the_start_and_again_before_what_was_granted_lapses()
    {
        TrunkStep start = Step(Registering, TrunkMachine.Begin(Registering), new TrunkInput.Started());
        TrunkStep registered = Step(Registering, start.Next, new TrunkInput.Registered(TimeSpan.FromMinutes(10)));
        TrunkStep refresh = Step(Registering, registered.Next, new TrunkInput.TimeCame());

        Assert.Equal((TrunkState.Registering, TrunkAction.Register, TimeSpan.FromHours(1)), (start.Next.State, start.Action, start.Next.Expires));
        Assert.Equal((TrunkState.Idle, TrunkAction.None, Now.AddMinutes(9)), (registered.Next.State, registered.Action, registered.WakeAt));
        Assert.Equal((TrunkState.Idle, TrunkAction.Register), (refresh.Next.State, refresh.Action));
    }

    [Theory]
    [InlineData(3600, 3240)]
    [InlineData(60, 50)]
    [InlineData(30, 20)]
    [InlineData(10, 5)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    public void A_refresh_leaves_a_margin_and_never_comes_at_once(int granted, int after)
        => Assert.Equal(
            Now.AddSeconds(after),
            Step(Registering, TrunkMachine.Begin(Registering), new TrunkInput.Registered(TimeSpan.FromSeconds(granted))).WakeAt);

    [Fact]
    public void The_pauses_between_failures_double_up_to_five_minutes_and_a_success_ends_that()
    {
        TrunkProgress state = TrunkMachine.Begin(Registering);
        List<double> pauses = [];
        for (int attempt = 0; attempt < 9; attempt++)
        {
            TrunkStep step = Step(Registering, state, new TrunkInput.Silent());
            pauses.Add((step.WakeAt!.Value - Now).TotalSeconds);
            state = step.Next;
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 300, 300, 300], pauses);
        state = Step(Registering, state, new TrunkInput.Registered(TimeSpan.FromMinutes(10))).Next;
        Assert.Equal(Now.AddSeconds(5), Step(Registering, state, new TrunkInput.Silent()).WakeAt);
    }

    [Fact]
    public void Chance_lengthens_a_pause_by_a_fifth_at_most()
        => Assert.Equal(
            Now.AddSeconds(6), TrunkMachine.Next(Registering, TrunkMachine.Begin(Registering), new TrunkInput.Silent(), Now, chance: 1).WakeAt);

    [Theory]
    [InlineData(403, TrunkState.RegistrationFailed)]
    [InlineData(401, TrunkState.RegistrationFailed)]
    [InlineData(500, TrunkState.RegistrationFailed)]
    [InlineData(404, TrunkState.AccountUnavailable)]
    [InlineData(410, TrunkState.AccountUnavailable)]
    [InlineData(604, TrunkState.AccountUnavailable)]
    public void A_refusal_tells_what_is_wrong_and_is_tried_again(int status, TrunkState state)
    {
        TrunkStep step = Step(Registering, TrunkMachine.Begin(Registering), new TrunkInput.Refused(status, null, null));

        Assert.Equal((state, TrunkAction.None, Now.AddSeconds(5)), (step.Next.State, step.Action, step.WakeAt));
        Assert.Equal(TrunkAction.Register, Step(Registering, step.Next, new TrunkInput.TimeCame()).Action);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(600, 600)]
    [InlineData(86_400, 3_600)]
    public void Retry_After_lengthens_a_pause_within_reason(int seconds, int pause)
        => Assert.Equal(
            Now.AddSeconds(pause),
            Step(Registering, TrunkMachine.Begin(Registering), new TrunkInput.Refused(503, null, TimeSpan.FromSeconds(seconds))).WakeAt);

    [Fact]
    public void Rfc3261_10_2_8_An_interval_too_brief_is_made_longer_at_once_but_not_for_ever()
    {
        TrunkProgress state = Step(Registering, TrunkMachine.Begin(Registering), new TrunkInput.Started()).Next;

        TrunkStep longer = Step(Registering, state, new TrunkInput.Refused(423, TimeSpan.FromHours(2), null));
        TrunkStep again = Step(Registering, longer.Next, new TrunkInput.Refused(423, TimeSpan.FromHours(2), null));

        Assert.Equal((TrunkState.Registering, TrunkAction.Register, TimeSpan.FromHours(2)), (longer.Next.State, longer.Action, longer.Next.Expires));
        Assert.Equal((TrunkState.RegistrationFailed, TrunkAction.None), (again.Next.State, again.Action));
        Assert.Equal(TrunkAction.None, Step(Registering, state, new TrunkInput.Refused(423, null, null)).Action);
        Assert.Equal(TrunkAction.None, Step(Registering, state, new TrunkInput.Refused(423, TimeSpan.FromDays(30), null)).Action);
    }

    [Fact]
    public void A_stop_unregisters_what_may_be_registered_and_nothing_happens_afterwards()
    {
        TrunkProgress started = Step(Registering, TrunkMachine.Begin(Registering), new TrunkInput.Started()).Next;

        TrunkStep stop = Step(Registering, started, new TrunkInput.Stopped());

        Assert.Equal(TrunkAction.Unregister, stop.Action);
        Assert.Equal(TrunkAction.None, Step(Asked, TrunkMachine.Begin(Asked), new TrunkInput.Stopped()).Action);
        foreach (TrunkInput late in (TrunkInput[])[new TrunkInput.TimeCame(), new TrunkInput.Registered(TimeSpan.Zero), new TrunkInput.Silent()])
        {
            TrunkStep step = Step(Registering, stop.Next, late);
            Assert.Equal((TrunkAction.None, null), (step.Action, step.WakeAt));
        }
    }

    [Fact]
    public void A_trunk_that_is_asked_is_idle_or_unreachable_and_is_asked_again_at_its_interval()
    {
        TrunkStep start = Step(Asked, TrunkMachine.Begin(Asked), new TrunkInput.Started());
        TrunkStep silent = Step(Asked, start.Next, new TrunkInput.Silent());
        TrunkStep answered = Step(Asked, silent.Next, new TrunkInput.Answered());

        Assert.Equal((TrunkState.Unknown, TrunkAction.Probe), (start.Next.State, start.Action));
        Assert.Equal((TrunkState.Unreachable, Now.AddSeconds(30)), (silent.Next.State, silent.WakeAt));
        Assert.Equal((TrunkState.Idle, Now.AddSeconds(30)), (answered.Next.State, answered.WakeAt));
        Assert.Equal(TrunkAction.Probe, Step(Asked, answered.Next, new TrunkInput.TimeCame()).Action);
    }

    [Fact]
    public void A_trunk_that_is_not_asked_is_unmonitored_and_its_name_is_looked_up_now_and_then()
    {
        TrunkOptions options = Asked with { ProbeInterval = TimeSpan.Zero };

        TrunkStep start = Step(options, TrunkMachine.Begin(options), new TrunkInput.Started());

        Assert.Equal((TrunkState.Unmonitored, TrunkAction.Locate, Now.AddMinutes(5)), (start.Next.State, start.Action, start.WakeAt));
        Assert.Equal(TrunkAction.Locate, Step(options, start.Next, new TrunkInput.TimeCame()).Action);
    }

    private static TrunkStep Step(TrunkOptions options, TrunkProgress state, TrunkInput input) => TrunkMachine.Next(options, state, input, Now, chance: 0);
}
