using Undertone.Phone.Audio;
using Undertone.Phone.Hearing;

namespace Undertone.Scenarios.Exotel;

/// <summary>Measures what every ear hears.</summary>
internal static class EarMeasurement
{
    private const int MostTries = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);

    /// <summary>Every ear hears what <paramref name="expected"/> says, and nothing else.</summary>
    public static async Task AssertAsync(string title, IReadOnlyList<HearingParty> parties, IReadOnlyDictionary<string, string[]> expected)
    {
        var table = new HearingTable([.. parties]);
        HearingReport report;
        int tries = 0;
        do
        {
            report = await table.MeasureAsync(title, expected, Window);
        }

        // A starved machine may tear a hole into a window; what is heard where it must not be is never forgiven.
        while (!report.IsRight && ++tries < MostTries && !report.Wrong.Any(cell => !cell.ShouldHear && cell.Measured.Presence == TonePresence.Present));
        Assert.True(report.IsRight, report.ToString());
    }
}
