namespace Undertone.Http.Shared;

/// <summary>Makes text from the network fit for a log line: short, and without characters that could forge another line.</summary>
internal static class LogText
{
    private const int UsualLength = 64;

    /// <summary>At most so many characters, control characters replaced by question marks.</summary>
    public static string Of(string text, int maxLength = UsualLength)
    {
        ReadOnlySpan<char> part = text.AsSpan(0, Math.Min(text.Length, maxLength));
        return string.Create(part.Length, text, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }
}
