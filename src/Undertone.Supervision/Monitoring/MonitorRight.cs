namespace Undertone.Supervision.Monitoring;

/// <summary>Which modes an extension may use as a supervisor (the configuration key <c>MonitorMode</c>).</summary>
public enum MonitorRight
{
    /// <summary>None.</summary>
    Disabled,

    /// <summary>All three.</summary>
    Extensive,

    /// <summary>Listen only.</summary>
    Listen,

    /// <summary>Whisper only.</summary>
    Whisper,

    /// <summary>Barge only.</summary>
    Barge,
}

/// <summary>What a right covers.</summary>
public static class MonitorRightExtensions
{
    /// <summary>True if the right allows the mode.</summary>
    public static bool Covers(this MonitorRight right, MonitorMode mode) => right switch
    {
        MonitorRight.Extensive => true,
        MonitorRight.Listen => mode is MonitorMode.Listen,
        MonitorRight.Whisper => mode is MonitorMode.Whisper,
        MonitorRight.Barge => mode is MonitorMode.Barge,
        _ => false,
    };
}
