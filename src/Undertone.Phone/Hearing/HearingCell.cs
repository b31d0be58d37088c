using System.Globalization;
using Undertone.Phone.Audio;

namespace Undertone.Phone.Hearing;

/// <summary>Whether one ear hears one mouth, as it should be and as it is.</summary>
/// <param name="Ear">The name of the ear.</param>
/// <param name="Mouth">The name of the mouth.</param>
/// <param name="ShouldHear">What is expected.</param>
/// <param name="Measured">What was measured.</param>
public sealed record HearingCell(string Ear, string Mouth, bool ShouldHear, ToneLevel Measured)
{
    /// <summary>Whether measurement and expectation agree; a tone that is neither clearly there nor clearly absent never does.</summary>
    public bool IsRight => Measured.Presence == (ShouldHear ? TonePresence.Present : TonePresence.Absent);

    /// <summary>The cell as the table shows it.</summary>
    public override string ToString()
    {
        var seen = Measured.Presence switch
        {
            TonePresence.Present => string.Create(CultureInfo.InvariantCulture, $"hears {Measured.LevelDbm0:0} dBm0"),
            TonePresence.Absent => "-",
            _ => string.Create(CultureInfo.InvariantCulture, $"unclear {Measured.LevelDbm0:0} dBm0"),
        };
        return IsRight ? seen : $"WRONG: {seen}, should {(ShouldHear ? "hear" : "not hear")}";
    }
}
