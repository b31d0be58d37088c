using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Exotel.Calls;

/// <summary>Which of a call's legs are the two that the dialect tells of. Forwarding and transfers leave more than two behind.</summary>
internal static class PartyLegs
{
    /// <summary>The leg that was there first.</summary>
    public static BilledLeg? FirstOf(IEnumerable<BilledLeg> legs) => Parties(legs).FirstOrDefault();

    /// <summary>Of the others, the first that answered, or else the last that was tried.</summary>
    public static BilledLeg? SecondOf(IEnumerable<BilledLeg> legs)
    {
        List<BilledLeg> others = [.. Parties(legs).Skip(1)];
        return others.Find(leg => leg.Record.AnsweredAt is not null) ?? others.LastOrDefault();
    }

    private static IEnumerable<BilledLeg> Parties(IEnumerable<BilledLeg> legs)
        => legs.Where(leg => leg.Record.Origin is not LegOrigin.Monitor).OrderBy(leg => leg.Record.StartedAt).ThenBy(leg => leg.Record.Id.Value);
}
