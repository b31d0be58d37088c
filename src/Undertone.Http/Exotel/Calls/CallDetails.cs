using Undertone.Http.Exotel.Answers;
using Undertone.Supervision.Accounts;

namespace Undertone.Http.Exotel.Calls;

/// <summary>What a client gets that asks for a call's details. There are two legs in it whatever the call has seen; supervisors are none of them.</summary>
internal static class CallDetails
{
    /// <summary>Details of an ended call.</summary>
    public static Fields Of(AccountCall call, BilledLeg? first, BilledLeg? second) => new()
    {
        { "ConversationDuration", ConversationOf(call) },
        { "Leg1Status", first?.Bill.Status },
        { "Leg2Status", second?.Bill.Status },
        { "Legs", new Members("Leg", [Leg(1, first), Leg(2, second)], WrapsInJson: true) },
    };

    /// <summary>Details of a call that is there.</summary>
    /// <param name="firstStatus">The status word of the leg that was there first; null if it is not answered.</param>
    /// <param name="secondStatus">The same of the other one.</param>
    public static Fields OfLive(string? firstStatus, string? secondStatus) => new()
    {
        { "ConversationDuration", 0 },
        { "Leg1Status", firstStatus },
        { "Leg2Status", secondStatus },
        { "Legs", new Members("Leg", [Leg(1, null), Leg(2, null)], WrapsInJson: true) },
    };

    /// <summary>How long both parties were there, in whole seconds.</summary>
    public static int ConversationOf(AccountCall call)
        => call.AnsweredAt is { } answered ? Ledger.SecondsOf(call.EndedAt - answered) : 0;

    private static Fields Leg(int id, BilledLeg? leg) => new() { { "Id", id }, { "OnCallDuration", leg?.Bill.BillableSeconds ?? 0 } };
}
