using System.Globalization;
using System.Text;

namespace Undertone.Server.Metrics;

/// <summary>Writes the tags of a measurement as labels.</summary>
internal static class MetricLabels
{
    /// <summary>As <c>mode="listen",node="a"</c>, ordered by name; empty without tags.</summary>
    public static string Write(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        KeyValuePair<string, object?>[] ordered = tags.ToArray();
        Array.Sort(ordered, (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var text = new StringBuilder();
        foreach ((string key, object? value) in ordered)
        {
            if (text.Length > 0)
            {
                text.Append(',');
            }

            text.Append(MetricName.Sanitize(key)).Append("=\"").Append(Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
        }

        return text.ToString();
    }

    private static string Escape(string value)
        => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
