using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.Exotel;

/// <summary>Supervisors' legs that have ended.</summary>
internal static class ExotelMonitors
{
    /// <summary>The leg of 2008, who listened and then barged in.</summary>
    /// <param name="call">The call.</param>
    /// <param name="leg">The leg.</param>
    /// <param name="from">When she was dialled; she answered at once.</param>
    /// <param name="to">When she left.</param>
    /// <param name="reference">What the leg was marked with.</param>
    /// <param name="failure">Why she did not answer; none if she did.</param>
    public static LegRecord Ended(
        CallId call, uint leg, DateTimeOffset from, DateTimeOffset to, string reference = "", CallFailureReason failure = CallFailureReason.None) => new()
    {
        CallId = call,
        Id = new LegId(leg),
        Origin = LegOrigin.Monitor,
        Role = LegRole.Callee,
        Number = "2008",
        Target = new LegId(0x11),
        Modes = [new ModeChange(from, MonitorMode.Listen), new ModeChange(from, MonitorMode.Barge)],
        Requester = new Requester("exotel", "k3y", ""),
        Reference = reference,
        StartedAt = from,
        AnsweredAt = failure is CallFailureReason.None ? from : null,
        EndedAt = to,
        FailureReason = failure,
    };
}
