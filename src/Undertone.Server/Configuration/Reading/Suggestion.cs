namespace Undertone.Server.Configuration.Reading;

/// <summary>Finds what a misspelt word was meant to be.</summary>
internal static class Suggestion
{
    private const int FarthestEdits = 3;

    /// <summary>As <c>; did you mean "AllowBeingMonitored"?</c>, or a list of what there is, or nothing.</summary>
    public static string For(string given, IEnumerable<string> known)
    {
        string? nearest = null;
        int fewest = int.MaxValue;
        foreach (string candidate in known)
        {
            int edits = Edits(given, candidate);
            if (edits < fewest)
            {
                (nearest, fewest) = (candidate, edits);
            }
        }

        return nearest is not null && fewest <= Math.Min(FarthestEdits, nearest.Length / 2) ? $"; did you mean \"{nearest}\"?" : "";
    }

    /// <summary>Levenshtein distance, letters compared without case.</summary>
    private static int Edits(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int same = char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1;
                int best = Math.Min(diagonal + same, Math.Min(row[j], row[j - 1]) + 1);
                (diagonal, row[j]) = (row[j], best);
            }
        }

        return row[^1];
    }
}
