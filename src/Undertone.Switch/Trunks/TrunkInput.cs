namespace Undertone.Switch.Trunks;

/// <summary>What happens to a trunk.</summary>
internal abstract record TrunkInput
{
    private TrunkInput()
    {
    }

    /// <summary>The server starts.</summary>
    public sealed record Started : TrunkInput;

    /// <summary>The time that the machine asked for has come.</summary>
    public sealed record TimeCame : TrunkInput;

    /// <summary>The trunk accepted the registration.</summary>
    /// <param name="Granted">For how long.</param>
    public sealed record Registered(TimeSpan Granted) : TrunkInput;

    /// <summary>The trunk answered a probe, in whatever way.</summary>
    public sealed record Answered : TrunkInput;

    /// <summary>The trunk refused the registration.</summary>
    /// <param name="Status">The status code.</param>
    /// <param name="Shortest">Min-Expires of a 423; null without.</param>
    /// <param name="RetryAfter">How long it asks to be left alone; null without.</param>
    public sealed record Refused(int Status, TimeSpan? Shortest, TimeSpan? RetryAfter) : TrunkInput;

    /// <summary>It gave no answer, could not be sent to, has no address, or says that it is out of service.</summary>
    public sealed record Silent : TrunkInput;

    /// <summary>The server stops.</summary>
    public sealed record Stopped : TrunkInput;
}
