using System.Text;

namespace Undertone.Phone.Hearing;

/// <summary>The measured table of who hears whom: one row for each ear, one column for each mouth.</summary>
/// <param name="Title">What was measured, "Whisper" for instance.</param>
/// <param name="Names">The parties in the order of rows and columns.</param>
/// <param name="Cells">All cells, row by row.</param>
public sealed record HearingReport(string Title, IReadOnlyList<string> Names, IReadOnlyList<HearingCell> Cells)
{
    private const string Gap = "  ";

    /// <summary>Whether every cell is as expected.</summary>
    public bool IsRight => Cells.All(cell => cell.IsRight);

    /// <summary>The cells that are not as expected.</summary>
    public IEnumerable<HearingCell> Wrong => Cells.Where(cell => !cell.IsRight);

    /// <summary>The cell of an ear and a mouth.</summary>
    public HearingCell this[string ear, string mouth] => Cells.First(cell => cell.Ear == ear && cell.Mouth == mouth);

    /// <summary>The table as aligned text, a verdict in its last line.</summary>
    public override string ToString()
    {
        var rows = new List<string[]> { (string[])[Title, .. Names.Select(name => $"mouth {name}")] };
        rows.AddRange(Names.Select(ear => (string[])[$"ear {ear}", .. Names.Select(mouth => this[ear, mouth].ToString())]));
        var widths = Enumerable.Range(0, Names.Count + 1).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        var wrong = Wrong.Count();
        return text.Append(wrong == 0 ? "all right" : $"{wrong} of {Cells.Count} WRONG").ToString();
    }
}
