using System.Net;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Trunks;
using Undertone.Switch.Calls;
using Undertone.Switch.Registrar;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Trunks;

/// <summary>What a dialled number leads to.</summary>
public sealed class DialPlanTests
{
    private static readonly SipFlow Way = new(SipTransportKind.Udp, IPEndPoint.Parse("192.0.2.100:5060"), IPEndPoint.Parse("192.0.2.1:5060"));

    [Theory]
    [InlineData("2000", null, CallFailureReason.Unreachable)]
    [InlineData("0123", "a b", CallFailureReason.None)]
    [InlineData("0777", "b", CallFailureReason.None)]
    [InlineData("7777", null, CallFailureReason.NotFound)]
    public async Task A_number_is_an_extensions_or_that_of_the_routes_that_match_in_their_order(string number, string? trunks, CallFailureReason failure)
    {
        DialPlan plan = await PlanAsync(Trunk("a", TrunkState.Idle), Trunk("b", TrunkState.Unmonitored));

        Assert.Equal(trunks is not null, plan.TryResolve(number, out Destination? destination, out CallFailureReason why));

        Assert.Equal((trunks, failure), (TrunksOf(destination), why));
        Assert.Equal(trunks is not null, plan.LeadsOutside(number));
    }

    [Theory]
    [InlineData(TrunkState.Unreachable, TrunkState.Idle, "b")]
    [InlineData(TrunkState.RegistrationFailed, TrunkState.Registering, "b")]
    [InlineData(TrunkState.Idle, TrunkState.AccountUnavailable, "a")]
    [InlineData(TrunkState.Unknown, TrunkState.Unknown, "a b")]
    [InlineData(TrunkState.Unreachable, TrunkState.Unreachable, "a")]
    public async Task A_trunk_that_is_down_is_passed_over_unless_there_is_no_other(TrunkState first, TrunkState second, string tried)
    {
        DialPlan plan = await PlanAsync(Trunk("a", first), Trunk("b", second));

        plan.TryResolve("0123", out Destination? destination, out _);

        Assert.Equal(tried, TrunksOf(destination));
    }

    [Fact]
    public async Task A_trunk_without_an_address_cannot_be_rung()
    {
        Trunk lost = Trunk("a", TrunkState.Unreachable);
        lost.Ways = [];
        DialPlan plan = await PlanAsync(lost);

        Assert.False(plan.TryResolve("0123", out _, out CallFailureReason why));
        Assert.Equal(CallFailureReason.Unreachable, why);
    }

    [Theory]
    [InlineData("a", "5550001", "2000")]
    [InlineData("a", "5550002", "2001")]
    [InlineData("a", "4440001", null)]
    [InlineData("b", "5550001", null)]
    public void The_first_inbound_route_of_the_trunk_that_matches_says_where_a_call_goes(string from, string called, string? target)
    {
        Trunk[] trunks = [Trunk("a", TrunkState.Idle), Trunk("b", TrunkState.Idle)];
        var routes = new RouteTable(
            new TrunkRoutes { Inbound = [new InboundRoute("a", "^5550001$", "2000"), new InboundRoute("a", "^555", "2001")] }, [.. trunks]);

        Assert.Equal(target, routes.Inbound(trunks.Single(t => t.Name == from), called));
    }

    private static async Task<DialPlan> PlanAsync(params Trunk[] trunks)
    {
        var extension = new Extension { Number = "2000", Name = "Agent", Secret = SipSecret.FromPassword("2000", "undertone.local", "secret") };
        var directory = new ExtensionDirectory(new Harness.MemoryExtensions([extension]));
        await directory.LoadAsync(CancellationToken.None);
        var routes = new RouteTable(
            new TrunkRoutes
            {
                Outbound = [new OutboundRoute("^2", "a"), new OutboundRoute("^01", "a"), new OutboundRoute("^0", "b"), new OutboundRoute("^0", "nowhere"), new OutboundRoute("^012", "a")],
            },
            [.. trunks]);
        return new DialPlan(directory, new LocationTable(), new ManualTimeProvider(), routes);
    }

    private static Trunk Trunk(string name, TrunkState state)
        => new(new TrunkOptions { Name = name, Address = SipUri.Create(null, "192.0.2.1") }) { Ways = [Way], Status = new TrunkStatus(name, state, "") };

    private static string? TrunksOf(Destination? destination)
        => destination is TrunkDestination outside ? string.Join(' ', outside.Trunks.Select(t => t.Name)) : null;
}
