using Undertone.Phone.Audio;
using Undertone.Phone.Hearing;

namespace Undertone.Phone.Tests.Hearing;

public sealed class HearingTableTests
{
    private static readonly long End = Sounds.Ticks(400);

    private static HearingParty Party(string name, int frequencyHz, params int[] hears)
    {
        var ear = new EarRecording(TimeSpan.FromSeconds(2));
        Sounds.Hear(ear, Sounds.Mix([new short[3200], .. hears.Select(f => Sounds.Tone(f, 3200))]));
        return new HearingParty(name, frequencyHz, ear);
    }

    private static HearingReport Whisper(params int[] heardByTheOther)
    {
        var table = new HearingTable(Party("2000", 400, 600, 1000), Party("2001", 600, heardByTheOther), Party("3000", 1000, 400, 600));
        return table.MeasureBetween(
            "Whisper",
            new Dictionary<string, string[]> { ["2000"] = ["2001", "3000"], ["2001"] = ["2000"], ["3000"] = ["2000", "2001"] },
            0,
            End);
    }

    [Fact]
    public void A_Right_Table_Is_Right_And_Rendered_In_Columns()
    {
        var report = Whisper(400);
        Assert.True(report.IsRight, report.ToString());
        Assert.Equal(
            """
            Whisper   mouth 2000      mouth 2001      mouth 3000
            ear 2000  -               hears -12 dBm0  hears -12 dBm0
            ear 2001  hears -12 dBm0  -               -
            ear 3000  hears -12 dBm0  hears -12 dBm0  -
            all right
            """,
            report.ToString(),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_Whisper_In_The_Wrong_Ear_Is_Named()
    {
        var report = Whisper(400, 1000);
        var wrong = Assert.Single(report.Wrong);
        Assert.Equal(("2001", "3000"), (wrong.Ear, wrong.Mouth));
        Assert.Contains("WRONG: hears -12 dBm0, should not hear", report.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("1 of 9 WRONG", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Deaf_Ear_And_An_Echo_Are_Wrong()
    {
        Assert.Contains("WRONG: -, should hear", Whisper().ToString(), StringComparison.Ordinal);
        Assert.False(Whisper(400, 600).IsRight);
    }

    [Fact]
    public void Parties_Need_Names_And_Tones_Of_Their_Own()
    {
        Assert.Throws<ArgumentException>(() => new HearingTable(Party("1", 400), Party("2", 400)));
        Assert.Throws<ArgumentException>(() => new HearingTable(Party("1", 400), Party("1", 600)));
    }
}
