using System.Collections;

namespace Undertone.Http.Exotel.Answers;

/// <summary>An object of an answer: names and values in their order. A value is null, a text, a whole number, a flag, such an object or a list of them.</summary>
internal sealed class Fields : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _all = [];

    /// <summary>Adds a field at the end.</summary>
    public void Add(string name, object? value) => _all.Add(new KeyValuePair<string, object?>(name, value));

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _all.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A list of an answer.</summary>
/// <param name="Element">What XML calls each member.</param>
/// <param name="All">The members.</param>
/// <param name="WrapsInJson">True if JSON, too, wraps each member in an object with that name.</param>
internal sealed record Members(string Element, IReadOnlyList<Fields> All, bool WrapsInJson = false);
