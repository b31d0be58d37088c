using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Tests.Exotel;

/// <summary>Calls of an account.</summary>
internal static class ExotelSamples
{
    /// <summary>A call from 2000, who was rung first, to somebody outside; both have answered after 4 s.</summary>
    public static CallSnapshot Answered(string reference = "") => new()
    {
        Id = new CallId(1651057476, 362),
        Kind = CallKind.Outbound,
        From = "2000",
        To = "09052161119",
        Reference = reference,
        StartedAt = Samples.Start,
        AnsweredAt = Samples.Start.AddSeconds(4),
        Legs = [Agent, Customer with { State = LegState.Talking, AnsweredAt = Samples.Start.AddSeconds(4) }],
    };

    /// <summary>The same before the customer has answered.</summary>
    public static CallSnapshot Alerting(string reference) => Answered(reference) with
    {
        AnsweredAt = null, Legs = [Agent with { State = LegState.Alerting }, Customer],
    };

    /// <summary>A call that nobody has answered.</summary>
    public static CallSnapshot Ringing() => Answered() with
    {
        Id = new CallId(1651057476, 400),
        AnsweredAt = null,
        Legs = [Agent with { Id = new LegId(0x21), State = LegState.Ringing, AnsweredAt = null }],
    };

    private static LegSnapshot Agent { get; } = Samples.Leg(0x11, "2000", LegRole.Caller, LegState.Talking) with
    {
        Origin = LegOrigin.Outbound, AnsweredAt = Samples.Start.AddSeconds(4),
    };

    private static LegSnapshot Customer { get; } = Samples.Leg(0x12, "09052161119", LegRole.Callee, LegState.Ringing, "carrier");
}
