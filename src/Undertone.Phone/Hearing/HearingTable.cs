using System.Diagnostics;
using Undertone.Phone.Audio;

namespace Undertone.Phone.Hearing;

/// <summary>
/// Measures who hears whom: every party speaks its own tone, and every ear is searched for every tone, its own included, so that an echo
/// is found as well.
/// </summary>
public sealed class HearingTable
{
    private readonly HearingParty[] _parties;
    private readonly ToneMeter _meter;

    /// <summary>A table for the given parties.</summary>
    /// <exception cref="ArgumentException">Two parties share a name or a tone.</exception>
    public HearingTable(params IEnumerable<HearingParty> parties)
    {
        _parties = [.. parties];
        if (_parties.DistinctBy(party => party.FrequencyHz).Count() != _parties.Length
            || _parties.DistinctBy(party => party.Name).Count() != _parties.Length)
        {
            throw new ArgumentException("Every party needs a name and a tone of its own.", nameof(parties));
        }

        _meter = new ToneMeter(_parties.Select(party => party.FrequencyHz));
    }

    /// <summary>Listens from now on for <paramref name="window"/> and says what each ear heard in that time.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="expected">For each ear by name the mouths that it should hear; an ear that is not named should hear nobody.</param>
    /// <param name="window">How long to listen; 200 ms or more give a steady verdict.</param>
    /// <param name="settle">
    /// How long to wait first, for the sound that is still on its way from before the last change; 150 ms if null.
    /// </param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<HearingReport> MeasureAsync(
        string title,
        IReadOnlyDictionary<string, string[]> expected,
        TimeSpan window,
        TimeSpan? settle = null,
        CancellationToken cancellation = default)
    {
        await Task.Delay(settle ?? TimeSpan.FromMilliseconds(150), cancellation).ConfigureAwait(false);
        var from = Stopwatch.GetTimestamp();
        await Task.Delay(window, cancellation).ConfigureAwait(false);
        return MeasureBetween(title, expected, from, Stopwatch.GetTimestamp());
    }

    /// <summary>
    /// Measures again and again until the table is right or the time is up; the report is that of the last window. For the moment after a
    /// change on a machine under load, where old sound may be on its way for long; what must never be heard, search with
    /// <see cref="ToneMeter.MeasureLoudest"/> in the whole recording.
    /// </summary>
    public async Task<HearingReport> MeasureUntilRightAsync(
        string title,
        IReadOnlyDictionary<string, string[]> expected,
        TimeSpan window,
        TimeSpan patience,
        CancellationToken cancellation = default)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var report = await MeasureAsync(title, expected, window, TimeSpan.Zero, cancellation).ConfigureAwait(false);
            if (report.IsRight || Stopwatch.GetElapsedTime(start) > patience)
            {
                return report;
            }
        }
    }

    /// <summary>Says what each ear heard in a time that is over, in ticks of <see cref="Stopwatch"/>.</summary>
    public HearingReport MeasureBetween(string title, IReadOnlyDictionary<string, string[]> expected, long fromTicks, long toTicks)
    {
        var cells = new List<HearingCell>();
        foreach (var ear in _parties)
        {
            var audible = expected.GetValueOrDefault(ear.Name) ?? [];
            var levels = _meter.Measure(ear.Ear.LatestAsHeard(fromTicks, toTicks));
            cells.AddRange(_parties.Zip(levels, (mouth, level) => new HearingCell(ear.Name, mouth.Name, audible.Contains(mouth.Name), level)));
        }

        return new HearingReport(title, [.. _parties.Select(party => party.Name)], cells);
    }
}
