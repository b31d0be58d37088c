namespace Undertone.Scenarios.Supervision.Stage;

/// <summary>The modes by the words of <c>call/listen</c>.</summary>
internal static class Mode
{
    public const string Listen = "listen";
    public const string Whisper = "whisper";
    public const string Barge = "barge";

    /// <summary>From Listen through each of the six switches, once each, and back to Listen.</summary>
    public static IReadOnlyList<string> EverySwitch { get; } = [Whisper, Barge, Listen, Barge, Whisper, Listen];

    /// <summary>The digit that switches to a mode.</summary>
    public static char DigitOf(string mode) => mode switch
    {
        Listen => '4',
        Whisper => '5',
        _ => '6',
    };
}
