using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarSSeries.Calls;

/// <summary>Something that both versions do with a leg; they differ in how they name it. Once handed over it runs to its end.</summary>
internal delegate ValueTask<Outcome<CallId>> LegAction(ICallEngine engine, Requester requester, LegId leg);

/// <summary>What both versions do with a leg.</summary>
internal static class LegActions
{
    public static ValueTask<Outcome<CallId>> HangUp(ICallEngine engine, Requester requester, LegId leg) => engine.HangUpAsync(leg, CancellationToken.None);

    public static ValueTask<Outcome<CallId>> Hold(ICallEngine engine, Requester requester, LegId leg)
        => engine.HoldAsync(new HoldLeg(requester, leg, Hold: true), CancellationToken.None);

    public static ValueTask<Outcome<CallId>> Resume(ICallEngine engine, Requester requester, LegId leg)
        => engine.HoldAsync(new HoldLeg(requester, leg, Hold: false), CancellationToken.None);

    public static ValueTask<Outcome<CallId>> Mute(ICallEngine engine, Requester requester, LegId leg)
        => engine.MuteAsync(new MuteLeg(requester, leg, Mute: true), CancellationToken.None);

    public static ValueTask<Outcome<CallId>> Unmute(ICallEngine engine, Requester requester, LegId leg)
        => engine.MuteAsync(new MuteLeg(requester, leg, Mute: false), CancellationToken.None);
}
