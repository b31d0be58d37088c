using System.Diagnostics.Metrics;

namespace Undertone.Server.Metrics;

/// <summary>Turns the names of instruments into names that Prometheus takes: the unit and, for counters, <c>_total</c> at the end.</summary>
internal static class MetricName
{
    public static string Of(Instrument instrument, bool isCounter)
    {
        string name = Sanitize(instrument.Name);
        string unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal))
        {
            name += unit;
        }

        return isCounter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>Replaces what is neither a letter, a digit nor an underscore.</summary>
    public static string Sanitize(string name)
        => string.Concat(name.Select((character, index) =>
            char.IsAsciiLetter(character) || character == '_' || (index > 0 && char.IsAsciiDigit(character)) ? character : '_'));
}
