using System.Collections;
using System.Text;

namespace Undertone.Sip.Messages;

/// <summary>
/// An immutable, ordered list of <c>;name=value</c> parameters, of a header or of a URI. Names are compared without case.
/// Values are held without quotes and escapes; null stands for a parameter without a value.
/// Two lists are equal when they hold the same parameters in any order.
/// </summary>
public sealed class SipParameters : IReadOnlyList<KeyValuePair<string, string?>>, IEquatable<SipParameters>
{
    private readonly Entry[] _entries;

    private SipParameters(Entry[] entries) => _entries = entries;

    /// <summary>No parameters.</summary>
    public static SipParameters Empty { get; } = new([]);

    /// <summary>How many parameters there are.</summary>
    public int Count => _entries.Length;

    /// <summary>The parameter at a position, from 0.</summary>
    public KeyValuePair<string, string?> this[int index] => new(_entries[index].Name, _entries[index].Value);

    /// <summary>The value of the first parameter of that name; null when it is absent or has no value.</summary>
    public string? this[string name] => TryGet(name, out var value) ? value : null;

    /// <summary>Finds the first parameter of that name; its value is null when it has none.</summary>
    public bool TryGet(string name, out string? value)
    {
        foreach (var entry in _entries)
        {
            if (entry.HasName(name))
            {
                value = entry.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>True when a parameter of that name is present, with or without a value.</summary>
    public bool Contains(string name) => TryGet(name, out _);

    /// <summary>A copy with the parameter set: in its old place when it was present, else at the end.</summary>
    public SipParameters With(string name, string? value)
    {
        var index = Array.FindIndex(_entries, entry => entry.HasName(name));
        if (index < 0)
        {
            return new SipParameters([.. _entries, new Entry(name, value, false)]);
        }

        var entries = (Entry[])_entries.Clone();
        entries[index] = new Entry(name, value, false);
        return new SipParameters(entries);
    }

    /// <summary>A copy without any parameter of that name.</summary>
    public SipParameters Without(string name) =>
        Contains(name) ? new SipParameters([.. _entries.Where(entry => !entry.HasName(name))]) : this;

    /// <inheritdoc/>
    public bool Equals(SipParameters? other)
    {
        if (other is null || other.Count != Count)
        {
            return false;
        }

        // Counted, because a broken sender may give one name twice.
        return Array.TrueForAll(_entries, entry => Occurrences(entry) == other.Occurrences(entry));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SipParameters);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var entry in _entries)
        {
            hash ^= HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(entry.Name), entry.Value);
        }

        return hash;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator()
    {
        foreach (var entry in _entries)
        {
            yield return new KeyValuePair<string, string?>(entry.Name, entry.Value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Occurrences(Entry wanted) =>
        _entries.Count(entry => entry.HasName(wanted.Name) && string.Equals(entry.Value, wanted.Value, StringComparison.Ordinal));

    /// <summary>The header form, each parameter behind a semicolon, values quoted where they must be.</summary>
    public override string ToString()
    {
        var builder = new StringBuilder();
        AppendToHeader(builder);
        return builder.ToString();
    }

    internal static SipParameters FromEntries(List<Entry>? entries) => entries is null ? Empty : new SipParameters([.. entries]);

    internal void AppendToHeader(StringBuilder builder)
    {
        foreach (var entry in _entries)
        {
            builder.Append(';').Append(entry.Name);
            if (entry.Value is null)
            {
                continue;
            }

            builder.Append('=');
            if (entry.WasQuoted || !SipCharacters.IsPlainValue(entry.Value))
            {
                QuotedString.Append(builder, entry.Value);
            }
            else
            {
                builder.Append(entry.Value);
            }
        }
    }

    internal void AppendToUri(StringBuilder builder)
    {
        foreach (var entry in _entries)
        {
            builder.Append(';');
            PercentEncoding.Append(builder, entry.Name, SipCharacters.UriParameter);
            if (entry.Value is not null)
            {
                builder.Append('=');
                PercentEncoding.Append(builder, entry.Value, SipCharacters.UriParameter);
            }
        }
    }

    /// <summary>One parameter; remembers quotes so that a value is written as its sender wrote it.</summary>
    internal readonly record struct Entry(string Name, string? Value, bool WasQuoted)
    {
        public bool HasName(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
    }
}
