using FsCheck;
using FsCheck.Fluent;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Hearing;
using Undertone.Supervision.Monitoring;

namespace Undertone.Supervision.Tests.Hearing;

public class HearingPlanBuilderTests
{
    private static readonly LegId Target = new(1);
    private static readonly LegId Other = new(2);
    private static readonly LegId First = new(3);
    private static readonly LegId Second = new(4);
    private static readonly LegId Third = new(5);

    [Fact]
    public void Two_parties_hear_each_other_and_never_themselves()
    {
        HearingPlan plan = Build(Talking(Target), Talking(Other));

        Assert.Equal("00000001 <- 00000002; 00000002 <- 00000001", plan.ToString());
    }

    [Fact]
    public void Who_wants_to_hear_and_hears_nobody_is_sent_silence()
    {
        PartyHearing muted = Talking(Target) with { Sends = false };
        Assert.Equal([true, false], SilenceOf(HearingPlanBuilder.Build([Talking(Other), muted], [])));
        Assert.Equal([true, true], SilenceOf(HearingPlanBuilder.Build([Talking(Other), Talking(Target) with { IsApart = true }], [])));
        Assert.Equal([false, false], SilenceOf(HearingPlanBuilder.Build([Talking(Other) with { Receives = false }, Talking(Target)], [])));
        Assert.Equal([true, false], SilenceOf(HearingPlanBuilder.Build([muted], [new MonitorHearing(First, Target, MonitorMode.Listen, IsAway: true)])));

        static IEnumerable<bool> SilenceOf(HearingPlan plan) => plan.Ears.Select(ear => ear.HearsSilence);
    }

    [Theory]
    [InlineData(MonitorMode.Listen, false, false)]
    [InlineData(MonitorMode.Whisper, true, false)]
    [InlineData(MonitorMode.Barge, true, true)]
    public void The_table_of_the_modes_holds(MonitorMode mode, bool targetHearsHer, bool otherHearsHer)
    {
        HearingPlan plan = HearingPlanBuilder.Build([Talking(Target), Talking(Other)], [new MonitorHearing(First, Target, mode)]);

        Assert.Equal(targetHearsHer, plan.Hears(Target, First));
        Assert.Equal(otherHearsHer, plan.Hears(Other, First));
        Assert.True(plan.Hears(Target, Other));
        Assert.True(plan.Hears(Other, Target));
        Assert.True(plan.Hears(First, Target));
        Assert.True(plan.Hears(First, Other));
        Assert.False(plan.Hears(First, First));
    }

    [Theory]
    [InlineData(MonitorMode.Barge, MonitorMode.Barge, true)]
    [InlineData(MonitorMode.Barge, MonitorMode.Whisper, false)]
    [InlineData(MonitorMode.Whisper, MonitorMode.Whisper, false)]
    [InlineData(MonitorMode.Listen, MonitorMode.Barge, false)]
    public void Two_supervisors_hear_each_other_only_if_both_barge(MonitorMode first, MonitorMode second, bool heard)
    {
        HearingPlan plan = HearingPlanBuilder.Build(
            [Talking(Target), Talking(Other)], [new MonitorHearing(First, Target, first), new MonitorHearing(Second, Target, second)]);

        Assert.Equal(heard, plan.Hears(First, Second));
        Assert.Equal(heard, plan.Hears(Second, First));
    }

    [Fact]
    public void While_the_target_holds_a_whisper_reaches_her_and_the_waiting_party_is_not_heard_by_the_supervisor()
    {
        var holding = new PartyHearing(Target, Sends: true, Receives: false, Holds: true);
        HearingPlan plan = HearingPlanBuilder.Build([holding, Talking(Other)], [new MonitorHearing(First, Target, MonitorMode.Whisper)]);

        Assert.True(plan.Hears(Target, First));
        Assert.False(plan.Hears(Target, Other));
        Assert.False(plan.Hears(First, Other));
        Assert.True(plan.Hears(First, Target));
    }

    [Fact]
    public void While_the_target_holds_a_barge_does_not_reach_the_waiting_party()
    {
        var holding = new PartyHearing(Target, Sends: true, Receives: false, Holds: true);
        HearingPlan plan = HearingPlanBuilder.Build([holding, Talking(Other)], [new MonitorHearing(First, Target, MonitorMode.Barge)]);

        Assert.True(plan.Hears(Target, First));
        Assert.False(plan.Hears(Other, First));
    }

    [Fact]
    public void While_the_other_party_holds_a_whisper_still_reaches_the_target()
    {
        var holding = new PartyHearing(Other, Sends: false, Receives: false, Holds: true);
        HearingPlan plan = HearingPlanBuilder.Build([Talking(Target), holding], [new MonitorHearing(First, Target, MonitorMode.Whisper)]);

        Assert.True(plan.Hears(Target, First));
        Assert.False(plan.Hears(Target, Other));
        Assert.False(plan.Hears(Other, First));
    }

    [Theory]
    [InlineData(MonitorMode.Listen)]
    [InlineData(MonitorMode.Whisper)]
    [InlineData(MonitorMode.Barge)]
    public void A_supervisor_who_has_put_the_call_on_hold_is_heard_by_nobody_and_hears_nobody(MonitorMode mode)
    {
        HearingPlan plan = HearingPlanBuilder.Build(
            [Talking(Target), Talking(Other)],
            [new MonitorHearing(First, Target, mode, IsAway: true), new MonitorHearing(Second, Target, MonitorMode.Barge)]);

        Assert.False(plan.Hears(Target, First) || plan.Hears(Other, First) || plan.Hears(Second, First));
        Assert.False(plan.Hears(First, Target) || plan.Hears(First, Other) || plan.Hears(First, Second));
    }

    [Fact]
    public void Promise_P1_holds_for_every_mode_hold_state_and_number_of_supervisors()
    {
        Gen<MonitorMode> modes = Gen.Elements(MonitorMode.Listen, MonitorMode.Whisper, MonitorMode.Barge);
        Gen<bool> flag = Gen.Elements(true, false);
        var cases =
            from holds in flag.ListOf(2)
            from sends in flag.ListOf(2)
            from receives in flag.ListOf(2)
            from chosen in modes.ListOf(4)
            from targets in flag.ListOf(4)
            from count in Gen.Choose(0, 4)
            from apart in flag.ListOf(2)
            select (holds, sends, receives, chosen, targets, count, apart);

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            PartyHearing[] parties =
            [
                new(Target, c.sends[0], c.receives[0], c.holds[0], c.apart[0]),
                new(Other, c.sends[1], c.receives[1], c.holds[1], c.apart[1]),
            ];
            MonitorHearing[] monitors = [.. Enumerable.Range(0, c.count)
                .Select(i => new MonitorHearing(new LegId((uint)(10 + i)), c.targets[i] ? Target : Other, c.chosen[i]))];
            AssertNobodyIsHeardWhereSheMustNot(HearingPlanBuilder.Build(parties, monitors), parties, monitors);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(MonitorMode.Listen, "", "", "target")]
    [InlineData(MonitorMode.Whisper, "supervisor", "", "target")]
    [InlineData(MonitorMode.Barge, "supervisor", "", "target")]
    public void A_target_that_is_kept_apart_is_alone_with_her_supervisor(MonitorMode mode, string target, string other, string supervisor)
    {
        HearingPlan plan = HearingPlanBuilder.Build(
            [Talking(Target) with { IsApart = true }, Talking(Other)], [new MonitorHearing(First, Target, mode)]);
        Assert.Equal((target, other, supervisor), (Heard(plan, Target), Heard(plan, Other), Heard(plan, First)));
    }

    [Theory]
    [InlineData(MonitorMode.Listen, "third", "", "target", "target third")]
    [InlineData(MonitorMode.Whisper, "third supervisor", "", "target", "target third")]
    [InlineData(MonitorMode.Barge, "third supervisor", "", "target supervisor", "target third")]
    public void While_the_target_consults_a_third_party_the_waiting_one_hears_nothing_of_it(
        MonitorMode mode, string target, string other, string third, string supervisor)
    {
        HearingPlan plan = HearingPlanBuilder.Build(
            [Talking(Target), Talking(Other) with { IsApart = true }, Talking(Third)], [new MonitorHearing(First, Target, mode)]);
        Assert.Equal((target, other, third, supervisor), (Heard(plan, Target), Heard(plan, Other), Heard(plan, Third), Heard(plan, First)));
    }

    [Theory]
    [InlineData(MonitorMode.Listen)]
    [InlineData(MonitorMode.Whisper)]
    [InlineData(MonitorMode.Barge)]
    public void Promise_P4_A_supervisor_whose_target_has_left_hears_nobody_and_is_heard_by_nobody(MonitorMode mode)
    {
        HearingPlan plan = HearingPlanBuilder.Build([Talking(Other), Talking(Third)], [new MonitorHearing(First, Target, mode)]);
        Assert.Equal(("third", "other", ""), (Heard(plan, Other), Heard(plan, Third), Heard(plan, First)));
    }

    private static string Heard(HearingPlan plan, LegId ear) => string.Join(' ', plan.Ears.Single(e => e.Leg == ear).Mouths.Select(NameOf));

    private static string NameOf(LegId leg) => leg == Target ? "target" : leg == Other ? "other" : leg == Third ? "third" : "supervisor";

    private static void AssertNobodyIsHeardWhereSheMustNot(HearingPlan plan, PartyHearing[] parties, MonitorHearing[] monitors)
    {
        foreach (MonitorHearing monitor in monitors)
        {
            foreach (PartyHearing party in parties)
            {
                bool allowed = monitor.Mode switch
                {
                    MonitorMode.Barge => true,
                    MonitorMode.Whisper => party.Leg == monitor.Target,
                    _ => false,
                };
                Assert.True(allowed || !plan.Hears(party.Leg, monitor.Leg), $"{monitor.Mode}: {plan}");
            }

            foreach (MonitorHearing other in monitors)
            {
                bool oneSide = monitor.Target == other.Target || !parties.Any(p => p.IsApart);
                bool bothBarge = monitor.Mode is MonitorMode.Barge && other.Mode is MonitorMode.Barge && monitor != other && oneSide;
                Assert.Equal(bothBarge, plan.Hears(monitor.Leg, other.Leg));
            }
        }

        Assert.All(plan.Ears, ear => Assert.DoesNotContain(ear.Leg, ear.Mouths));
        Assert.All(plan.Ears, ear => Assert.Equal(ear.Mouths.Length, ear.Mouths.Distinct().Count()));
    }

    private static HearingPlan Build(params PartyHearing[] parties) => HearingPlanBuilder.Build(parties, []);

    private static PartyHearing Talking(LegId leg) => new(leg, Sends: true, Receives: true, Holds: false);
}
