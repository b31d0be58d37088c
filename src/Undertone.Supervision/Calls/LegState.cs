namespace Undertone.Supervision.Calls;

/// <summary>What the device at the far end of a leg is doing.</summary>
public enum LegState
{
    /// <summary>Known, but its device neither rings nor hears anything yet.</summary>
    Starting,

    /// <summary>The device rings.</summary>
    Ringing,

    /// <summary>A caller's device that hears ring-back.</summary>
    Alerting,

    /// <summary>A callee's device that sends audio before it answers (183 with a description).</summary>
    EarlyMedia,

    /// <summary>In conversation.</summary>
    Talking,

    /// <summary>This party has put the other on hold.</summary>
    Holding,

    /// <summary>We keep this party waiting: the other one consults somebody about a transfer, or the transfer is being set up.</summary>
    Held,

    /// <summary>Gone.</summary>
    Ended,
}
