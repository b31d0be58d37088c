using System.Numerics;

namespace Undertone.Media.Workers;

/// <summary>A bounded queue from one writing to one reading thread, without locks and without allocating.</summary>
internal sealed class SpscRing<T>
    where T : struct
{
    private readonly T[] _items;
    private readonly int _mask;
    private long _read;
    private long _written;

    /// <param name="capacity">Rounded up to a power of two.</param>
    public SpscRing(int capacity)
    {
        _items = new T[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        _mask = _items.Length - 1;
    }

    public int Capacity => _items.Length;

    public int Count => (int)(Volatile.Read(ref _written) - Volatile.Read(ref _read));

    public bool TryWrite(in T item)
    {
        var written = _written;
        if (written - Volatile.Read(ref _read) == _items.Length)
        {
            return false;
        }

        _items[(int)written & _mask] = item;
        Volatile.Write(ref _written, written + 1);
        return true;
    }

    public bool TryRead(out T item)
    {
        var read = _read;
        if (read == Volatile.Read(ref _written))
        {
            item = default;
            return false;
        }

        ref var place = ref _items[(int)read & _mask];
        item = place;
        place = default;
        Volatile.Write(ref _read, read + 1);
        return true;
    }
}
