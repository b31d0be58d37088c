namespace Undertone.Server.Configuration.Reading;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Key">The key, <c>Media:FirstPort</c> for instance.</param>
/// <param name="Value">What it is set to; null if it is not set, or is a secret.</param>
/// <param name="Problem">What is wrong and what is allowed.</param>
public sealed record Mistake(string Key, string? Value, string Problem)
{
    private const int LongestShownValue = 80;

    /// <summary>One line for the operator.</summary>
    public override string ToString() => Value is null ? $"{Key}: {Problem}" : $"{Key} = {Shown(Value)}: {Problem}";

    private static string Shown(string value)
    {
        string oneLine = string.Concat(value.Select(character => char.IsControl(character) ? '?' : character));
        return oneLine.Length <= LongestShownValue ? $"\"{oneLine}\"" : $"\"{oneLine[..LongestShownValue]}...\"";
    }
}
