using System.Collections.Immutable;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.Kit;

/// <summary>Calls of the kinds that the samples show.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2022, 4, 27, 11, 4, 36, TimeSpan.Zero);

    /// <summary>An extension's leg.</summary>
    public static LegSnapshot Leg(uint id, string number, LegRole role, LegState state, string? trunk = null) => new()
    {
        Id = new LegId(id),
        Number = number,
        Trunk = trunk,
        Origin = role is LegRole.Caller ? LegOrigin.Inbound : LegOrigin.OutboundDial,
        Role = role,
        State = state,
        StartedAt = Start,
    };

    /// <summary>An answered call from 2005 to 2000, whose leg is PJSIP/2000-00000114.</summary>
    public static CallSnapshot InternalCall() => new()
    {
        Id = new CallId(1651057476, 362),
        Kind = CallKind.Internal,
        From = "2005",
        To = "2000",
        StartedAt = Start,
        AnsweredAt = Start.AddSeconds(4),
        Legs =
        [
            Leg(0x113, "2005", LegRole.Caller, LegState.Talking),
            Leg(0x114, "2000", LegRole.Callee, LegState.Talking),
        ],
    };

    /// <summary>An answered call from outside to 2000.</summary>
    public static CallSnapshot InboundCall() => new()
    {
        Id = new CallId(1650094600, 540),
        Kind = CallKind.Inbound,
        From = "5503301",
        To = "2000",
        StartedAt = Start.AddSeconds(-10),
        AnsweredAt = Start,
        Legs =
        [
            Leg(0x11, "5503301", LegRole.Caller, LegState.Talking, "trunk1"),
            Leg(0x12, "2001", LegRole.Callee, LegState.Talking),
        ],
    };

    /// <summary>A call from 1005 to an outside number that sends early media.</summary>
    public static CallSnapshot OutboundCall() => new()
    {
        Id = new CallId(1650095575, 872),
        Kind = CallKind.Outbound,
        From = "1005",
        To = "5503301",
        StartedAt = Start.AddSeconds(10),
        Legs =
        [
            Leg(0x21, "1005", LegRole.Caller, LegState.Alerting),
            Leg(0x22, "5503301", LegRole.Callee, LegState.EarlyMedia, "carrier"),
        ],
    };

    /// <summary>A supervisor on the target of <see cref="InternalCall"/>.</summary>
    public static MonitorSnapshot Monitor(LegState state, MonitorMode mode = MonitorMode.Listen) => new()
    {
        Id = new LegId(0x115),
        OwnCallId = new CallId(1651057500, 370),
        CallId = new CallId(1651057476, 362),
        Target = new LegId(0x114),
        Supervisor = "2008",
        Mode = mode,
        State = state,
        Requester = new Requester("p-series", "client", "127.0.0.1"),
        ModeSince = Start.AddSeconds(24),
        StartedAt = Start.AddSeconds(24),
    };

    /// <summary>The call with its legs in other states.</summary>
    public static CallSnapshot WithStates(this CallSnapshot call, params LegState[] states)
        => call with { Legs = [.. call.Legs.Zip(states, (leg, state) => leg with { State = state })] };

    /// <summary>The call with one supervisor.</summary>
    public static CallSnapshot With(this CallSnapshot call, MonitorSnapshot monitor) => call with { Monitors = ImmutableArray.Create(monitor) };
}
