namespace Undertone.Scenarios.BadInput;

/// <summary>How things stood at a moment, see <see cref="LiveCall.MarkAsync"/>.</summary>
/// <param name="Calls">The answer of <c>call/query</c>.</param>
/// <param name="AgentMessages">SIP messages that the agent's phone had received.</param>
/// <param name="CustomerMessages">SIP messages that the customer's phone had received.</param>
/// <param name="AgentPackets">RTP packets that the agent's ear had received.</param>
/// <param name="CustomerPackets">RTP packets that the customer's ear had received.</param>
/// <param name="SupervisorPackets">RTP packets that the supervisor's ear had received.</param>
public sealed record CallMark(
    string Calls, int AgentMessages, int CustomerMessages, long AgentPackets, long CustomerPackets, long SupervisorPackets);
