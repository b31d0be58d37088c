namespace Undertone.Supervision.Monitoring;

/// <summary>What a supervisor does on a call. Who hears whom in each mode: <see cref="Hearing.HearingPlanBuilder"/>.</summary>
public enum MonitorMode
{
    /// <summary>She hears both parties; nobody hears her.</summary>
    Listen,

    /// <summary>She hears both parties; the target alone hears her.</summary>
    Whisper,

    /// <summary>She hears both parties and both hear her.</summary>
    Barge,
}
