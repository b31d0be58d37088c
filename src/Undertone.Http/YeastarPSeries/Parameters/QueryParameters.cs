using System.Globalization;
using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarPSeries.Answers;

namespace Undertone.Http.YeastarPSeries.Parameters;

/// <summary>The query of a GET. An empty parameter counts as missing, an unknown one is ignored, wrong ones are collected.</summary>
/// <param name="query">The parsed query.</param>
internal sealed class QueryParameters(IQueryCollection query)
{
    private readonly List<InvalidParam> _wrong = [];

    /// <summary>The answer that names what is wrong so far; null if nothing is.</summary>
    public PSeriesResult? Problem => _wrong.Count > 0 ? PSeriesResult.Invalid(_wrong) : null;

    /// <summary>A text; null if missing.</summary>
    public string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A whole number of at least 1; null if missing or wrong.</summary>
    public int? Positive(string name) => Text(name) is { } text ? Positive(name, text) : null;

    /// <summary>The texts that are given with commas between them; none if missing.</summary>
    public IEnumerable<string> Texts(string name)
        => query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whole numbers of at least 1 with commas between them; wrong ones are noted and left out.</summary>
    public IReadOnlyList<int> Positives(string name) => [.. Texts(name).Select(text => Positive(name, text)).OfType<int>()];

    /// <summary>Notes a mistake.</summary>
    public void Note(InvalidParam wrong) => _wrong.Add(wrong);

    private int? Positive(string name, string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1)
        {
            return number;
        }

        _wrong.Add(InvalidParam.WrongValue(name, text));
        return null;
    }
}
