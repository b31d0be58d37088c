using System.Collections;

namespace Undertone.Sip.Messages;

/// <summary>
/// The headers of a message in wire order, as raw values. Names are compared without case, and compact names stand for the full ones.
/// The parser puts each element of Via, Contact, Route, Record-Route, Path and Service-Route on a line of its own.
/// Not safe for use by several threads while one of them changes it.
/// </summary>
public sealed class SipHeaders : IReadOnlyList<SipHeader>
{
    /// <summary>More than most messages have; a list that grows would be copied for each of them.</summary>
    private const int UsualCount = 16;

    private readonly List<SipHeader> _lines;

    /// <summary>No headers.</summary>
    public SipHeaders() => _lines = new List<SipHeader>(UsualCount);

    private SipHeaders(List<SipHeader> lines) => _lines = [.. lines];

    /// <summary>How many lines there are.</summary>
    public int Count => _lines.Count;

    /// <summary>Grows with each change; typed views use it to notice that they are out of date.</summary>
    internal int Version { get; private set; }

    /// <summary>The line at a position, from 0.</summary>
    public SipHeader this[int index] => _lines[index];

    /// <summary>Adds a line at the end.</summary>
    public void Add(string name, string value)
    {
        _lines.Add(new SipHeader(SipHeaderNames.Expand(name), value));
        Version++;
    }

    /// <summary>Adds a line before the first line of that name, or before all others when there is none.</summary>
    public void AddFirst(string name, string value)
    {
        var full = SipHeaderNames.Expand(name);
        _lines.Insert(Math.Max(0, IndexOf(full)), new SipHeader(full, value));
        Version++;
    }

    /// <summary>Replaces all lines of that name by one, in the place of the first; adds it at the end when there was none.</summary>
    public void Set(string name, string value)
    {
        var full = SipHeaderNames.Expand(name);
        var index = IndexOf(full);
        if (index < 0)
        {
            _lines.Add(new SipHeader(full, value));
        }
        else
        {
            _lines[index] = new SipHeader(full, value);
            RemoveFrom(index + 1, full);
        }

        Version++;
    }

    /// <summary>Replaces all lines of that name by these, in the place of the first; adds them at the end when there was none.</summary>
    public void Replace(string name, IEnumerable<string> values)
    {
        var full = SipHeaderNames.Expand(name);
        var index = IndexOf(full);
        RemoveFrom(Math.Max(0, index), full);
        _lines.InsertRange(index < 0 ? _lines.Count : index, values.Select(value => new SipHeader(full, value)));
        Version++;
    }

    /// <summary>Removes all lines of that name; false when there was none.</summary>
    public bool Remove(string name)
    {
        var full = SipHeaderNames.Expand(name);
        var removed = RemoveFrom(0, full);
        Version++;
        return removed;
    }

    /// <summary>Removes the first line of that name; false when there was none.</summary>
    public bool RemoveFirst(string name)
    {
        var index = IndexOf(SipHeaderNames.Expand(name));
        if (index < 0)
        {
            return false;
        }

        _lines.RemoveAt(index);
        Version++;
        return true;
    }

    /// <summary>The value of the first line of that name, or null.</summary>
    public string? First(string name)
    {
        var index = IndexOf(SipHeaderNames.Expand(name));
        return index < 0 ? null : _lines[index].Value;
    }

    /// <summary>The values of all lines of that name, in order, not split at commas.</summary>
    public IReadOnlyList<string> All(string name)
    {
        // Asked for every message many times; iterators and closures were a sixth of all that a call allocates.
        var full = SipHeaderNames.Expand(name);
        var count = 0;
        foreach (var line in _lines)
        {
            count += IsNamed(line, full) ? 1 : 0;
        }

        if (count == 0)
        {
            return [];
        }

        var values = new string[count];
        var next = 0;
        foreach (var line in _lines)
        {
            if (IsNamed(line, full))
            {
                values[next++] = line.Value;
            }
        }

        return values;
    }

    /// <summary>
    /// The elements of all lines of a list-valued header (Allow, Supported, Require, Contact and so on), in order, empty ones left out.
    /// Not for authentication headers, whose commas separate parameters.
    /// </summary>
    public IReadOnlyList<string> List(string name)
    {
        var elements = new List<string>();
        foreach (var value in All(name))
        {
            var rest = value.AsSpan();
            while (SipList.TryTake(ref rest, out var element))
            {
                if (!element.IsEmpty)
                {
                    elements.Add(element.ToString());
                }
            }
        }

        return elements;
    }

    /// <summary>True when a list-valued header holds that token, compared without case, as in <c>Supported: timer</c>.</summary>
    public bool ListContains(string name, string token) => List(name).Contains(token, StringComparer.OrdinalIgnoreCase);

    /// <summary>True when there is a line of that name.</summary>
    public bool Contains(string name) => IndexOf(SipHeaderNames.Expand(name)) >= 0;

    /// <summary>An independent copy.</summary>
    public SipHeaders Clone() => new(_lines);

    /// <inheritdoc/>
    public IEnumerator<SipHeader> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds a line whose name is already in full.</summary>
    internal void AddExpanded(string fullName, string value)
    {
        _lines.Add(new SipHeader(fullName, value));
        Version++;
    }

    private bool RemoveFrom(int start, string fullName)
    {
        var before = _lines.Count;
        for (var i = _lines.Count - 1; i >= start; i--)
        {
            if (IsNamed(_lines[i], fullName))
            {
                _lines.RemoveAt(i);
            }
        }

        return _lines.Count < before;
    }

    private static bool IsNamed(SipHeader line, string fullName) => string.Equals(line.Name, fullName, StringComparison.OrdinalIgnoreCase);

    private int IndexOf(string fullName)
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            if (IsNamed(_lines[i], fullName))
            {
                return i;
            }
        }

        return -1;
    }
}
