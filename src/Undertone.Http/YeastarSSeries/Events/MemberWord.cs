using Undertone.Http.Yeastar;
using Undertone.Supervision.Calls;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>The words for what a member does. This series has none for audio before the answer: it rings.</summary>
internal static class MemberWord
{
    /// <summary>The word for a party.</summary>
    public static string Of(LegSnapshot leg) => MemberStatus.Of(leg.State is LegState.EarlyMedia ? leg with { State = LegState.Ringing } : leg);
}
