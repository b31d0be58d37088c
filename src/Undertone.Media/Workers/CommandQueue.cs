namespace Undertone.Media.Workers;

/// <summary>
/// The control side's end of a worker's command ring. When the ring is full, commands are kept back here in their order: none is
/// lost, and the worker knows nothing of it. Any thread.
/// </summary>
internal sealed class CommandQueue(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<WorkerCommand> _heldBack = new();
    private long _heldBackCount;
    private bool _closed;

    /// <summary>The worker reads here.</summary>
    public SpscRing<WorkerCommand> Ring { get; } = new(capacity);

    /// <summary>How many commands had to wait so far.</summary>
    public long HeldBackCount => Interlocked.Read(ref _heldBackCount);

    public bool HasHeldBack
    {
        get
        {
            lock (_gate)
            {
                return _heldBack.Count > 0;
            }
        }
    }

    /// <summary>Adds a command; false when the worker has ended.</summary>
    public bool TryPost(in WorkerCommand command)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            if (_heldBack.Count > 0 || !Ring.TryWrite(command))
            {
                _heldBack.Enqueue(command);
                _heldBackCount++;
            }

            return true;
        }
    }

    /// <summary>Hands over what was kept back, as far as there is room; true when something was.</summary>
    public bool Pump()
    {
        lock (_gate)
        {
            var moved = false;
            while (_heldBack.TryPeek(out var command) && Ring.TryWrite(command))
            {
                _heldBack.Dequeue();
                moved = true;
            }

            return moved;
        }
    }

    /// <summary>After the worker has ended: takes no more, and gives back what nobody will carry out.</summary>
    public List<WorkerCommand> Close()
    {
        lock (_gate)
        {
            _closed = true;
            var left = new List<WorkerCommand>();
            while (Ring.TryRead(out var command))
            {
                left.Add(command);
            }

            left.AddRange(_heldBack);
            _heldBack.Clear();
            return left;
        }
    }
}
