namespace Undertone.Http.Shared;

/// <summary>Makes text from the network fit for a log line: short, and without characters that could forge another line.</summary>
internal static class LogText
{
    private const int MaxLength = 64;

    /// <summary>At most 64 characters, control characters replaced by question marks.</summary>
    public static string Of(string text)
    {
        ReadOnlySpan<char> part = text.AsSpan(0, Math.Min(text.Length, MaxLength));
        return string.Create(part.Length, text, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }
}
