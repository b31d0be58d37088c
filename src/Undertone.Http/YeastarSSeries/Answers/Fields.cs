using System.Collections;

namespace Undertone.Http.YeastarSSeries.Answers;

/// <summary>
/// What an answer or an event says: names with their values, in the order of the wire. A value is a text, a number, more fields, or a
/// list of texts or fields. A name may come twice, because the oldest events name both parties <c>ext</c>. There is no null and no
/// truth value: the vendor's own client reads the text as Python.
/// </summary>
internal sealed class Fields : IEnumerable<KeyValuePair<string, object>>
{
    private readonly List<KeyValuePair<string, object>> _fields = [];

    /// <summary>Adds a text.</summary>
    public void Add(string name, string text) => _fields.Add(new(name, text));

    /// <summary>Adds a number.</summary>
    public void Add(string name, int number) => _fields.Add(new(name, number));

    /// <summary>Adds fields inside these.</summary>
    public void Add(string name, Fields fields) => _fields.Add(new(name, fields));

    /// <summary>Adds a list of fields.</summary>
    public void Add(string name, IReadOnlyList<Fields> list) => _fields.Add(new(name, list));

    /// <summary>Adds a list of texts.</summary>
    public void Add(string name, IReadOnlyList<string> list) => _fields.Add(new(name, list));

    /// <summary>Adds all of the other fields.</summary>
    public Fields Append(Fields others)
    {
        _fields.AddRange(others._fields);
        return this;
    }

    /// <summary>The first text with this name; null if there is none.</summary>
    public string? Text(string name) => _fields.Find(field => field.Key == name).Value as string;

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _fields.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
