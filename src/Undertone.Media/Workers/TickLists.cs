namespace Undertone.Media.Workers;

/// <summary>Which ears tick in which of the four phases: intrusive lists over leg numbers.</summary>
internal sealed class TickLists
{
    public const int Phases = 4;

    private const int None = -1;

    private readonly int[] _heads = [None, None, None, None];
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly sbyte[] _phaseOf;

    public TickLists(int capacity)
    {
        _next = new int[capacity];
        _previous = new int[capacity];
        _phaseOf = new sbyte[capacity];
        Array.Fill(_phaseOf, (sbyte)None);
    }

    public int Count { get; private set; }

    public bool Contains(int leg) => _phaseOf[leg] != None;

    /// <summary>The first leg of a phase, or a negative number. A leg may be removed while it is visited if its successor is read before.</summary>
    public int First(int phase) => _heads[phase];

    public int After(int leg) => _next[leg];

    public void Add(int leg, int phase)
    {
        if (Contains(leg))
        {
            return;
        }

        var head = _heads[phase];
        _next[leg] = head;
        _previous[leg] = None;
        if (head != None)
        {
            _previous[head] = leg;
        }

        _heads[phase] = leg;
        _phaseOf[leg] = (sbyte)phase;
        Count++;
    }

    public void Remove(int leg)
    {
        if (!Contains(leg))
        {
            return;
        }

        if (_previous[leg] == None)
        {
            _heads[_phaseOf[leg]] = _next[leg];
        }
        else
        {
            _next[_previous[leg]] = _next[leg];
        }

        if (_next[leg] != None)
        {
            _previous[_next[leg]] = _previous[leg];
        }

        _phaseOf[leg] = None;
        Count--;
    }
}
