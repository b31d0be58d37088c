namespace Undertone.Phone.Audio;

/// <summary>
/// Says which of the given tones are in a stretch of sound. The level of a tone is the median over frames of 20 ms, so that one
/// concealed or repeated packet neither hides a tone nor invents one.
/// </summary>
public sealed class ToneMeter
{
    /// <summary>A tone of at least this level, in dBm0, is present.</summary>
    public const double PresentDbm0 = -30;

    /// <summary>
    /// A tone under this level, in dBm0, is absent. The distortion that G.711 adds to tones of -12 dBm0 stays below it.
    /// </summary>
    public const double AbsentDbm0 = -48;

    private const int FrameSamples = 160;
    private readonly int[] _frequenciesHz;

    /// <summary>A meter for the given tones, each a multiple of 200 Hz.</summary>
    public ToneMeter(params IEnumerable<int> frequenciesHz) => _frequenciesHz = [.. frequenciesHz];

    /// <summary>Measures every tone in <paramref name="samples"/>; a rest shorter than 20 ms at the start is left out.</summary>
    public IReadOnlyList<ToneLevel> Measure(ReadOnlySpan<short> samples) => Measure(samples, frames => frames / 2);

    /// <summary>
    /// Measures the loudest 20 ms of every tone: what shows that a tone was never heard, not even for one packet. Other tones that begin
    /// or break off spill a little into all; the verdict on those is "unclear", so ask whether a tone is not present.
    /// </summary>
    public IReadOnlyList<ToneLevel> MeasureLoudest(ReadOnlySpan<short> samples) => Measure(samples, frames => frames - 1);

    /// <summary>The verdict on a level in dBm0.</summary>
    public static TonePresence PresenceOf(double levelDbm0) => levelDbm0 switch
    {
        >= PresentDbm0 => TonePresence.Present,
        < AbsentDbm0 => TonePresence.Absent,
        _ => TonePresence.Unclear,
    };

    private ToneLevel[] Measure(ReadOnlySpan<short> samples, Func<int, int> rank)
    {
        var frames = samples.Length / FrameSamples;
        var used = samples[(samples.Length - (frames * FrameSamples))..];
        var levels = new ToneLevel[_frequenciesHz.Length];
        var ofFrames = new double[frames];
        for (var tone = 0; tone < levels.Length; tone++)
        {
            for (var frame = 0; frame < frames; frame++)
            {
                ofFrames[frame] = Goertzel.MeanSquare(used.Slice(frame * FrameSamples, FrameSamples), _frequenciesHz[tone]);
            }

            Array.Sort(ofFrames);
            var level = frames == 0 ? AudioLevel.SilenceDbm0 : AudioLevel.OfMeanSquare(ofFrames[rank(frames)]);
            levels[tone] = new ToneLevel(_frequenciesHz[tone], level, PresenceOf(level));
        }

        return levels;
    }
}
