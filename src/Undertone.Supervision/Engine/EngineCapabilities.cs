namespace Undertone.Supervision.Engine;

/// <summary>What an engine can promise; dialects answer honestly by it and never ask for the engine's name.</summary>
/// <param name="BitExactListen">In Listen the parties' audio is passed on untouched (P2).</param>
/// <param name="ConfirmedSwitch">A switch is answered when the media plane has acknowledged it.</param>
/// <param name="WhisperDuringHold">A whisper is heard by a target that has put the other party on hold (P3).</param>
/// <param name="DigitSwitch">Supervisors can switch modes by the digits 4, 5 and 6.</param>
/// <param name="SeveralSupervisors">More than one supervisor may be on a call.</param>
public sealed record EngineCapabilities(
    bool BitExactListen, bool ConfirmedSwitch, bool WhisperDuringHold, bool DigitSwitch, bool SeveralSupervisors);
