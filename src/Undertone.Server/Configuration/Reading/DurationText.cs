using System.Globalization;

namespace Undertone.Server.Configuration.Reading;

/// <summary>Spans of time as they are written in the configuration.</summary>
internal static class DurationText
{
    /// <summary>Reads <c>30s</c>, <c>500ms</c>, <c>5m</c>, <c>2h</c> or <c>00:00:30</c>; a number without a unit is refused, because nobody can tell what it means.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        string trimmed = text.Trim();
        if (trimmed.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(trimmed, CultureInfo.InvariantCulture, out duration);
        }

        int digits = trimmed.TakeWhile(character => char.IsAsciiDigit(character)).Count();
        if (!int.TryParse(trimmed.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return false;
        }

        TimeSpan? unit = trimmed[digits..].Trim() switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => null,
        };
        duration = (unit ?? default) * number;
        return unit is not null;
    }

    /// <summary>Writes the shortest form that <see cref="TryParse"/> reads.</summary>
    public static string Write(TimeSpan duration) => duration switch
    {
        { Ticks: 0 } => "0s",
        _ when duration.Ticks % TimeSpan.TicksPerHour == 0 => Write(duration.TotalHours, "h"),
        _ when duration.Ticks % TimeSpan.TicksPerMinute == 0 => Write(duration.TotalMinutes, "m"),
        _ when duration.Ticks % TimeSpan.TicksPerSecond == 0 => Write(duration.TotalSeconds, "s"),
        _ => Write(duration.TotalMilliseconds, "ms"),
    };

    private static string Write(double number, string unit) => number.ToString(CultureInfo.InvariantCulture) + unit;
}
