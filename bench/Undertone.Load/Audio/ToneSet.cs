namespace Undertone.Load.Audio;

/// <summary>
/// The tones of a call: every mouth speaks two in turn, one second each, so that the change shows at an ear when it was spoken. All are
/// multiples of 50 Hz, of which 20 ms hold whole periods, so a packet repeated goes on without a click and tones do not leak into
/// each other. Calls take turns with seven sets without a common tone: what comes from another call is foreign.
/// </summary>
internal static class ToneSet
{
    /// <summary>Mouths that a call may have: two parties and two supervisors.</summary>
    public const int Mouths = 4;

    public const int Sets = 7;
    private const int LowestHz = 400;
    private const int BetweenSetsHz = 50;
    private const int BetweenTonesHz = 350;

    /// <summary>The two tones of a mouth.</summary>
    /// <param name="call">The call's number, from 0.</param>
    /// <param name="mouth">The mouth's number in the call, 0 to 3.</param>
    public static (int FirstHz, int SecondHz) Of(int call, int mouth)
    {
        var lowest = LowestHz + (call % Sets * BetweenSetsHz);
        return (lowest + (mouth * BetweenTonesHz), lowest + ((mouth + Mouths) * BetweenTonesHz));
    }
}
