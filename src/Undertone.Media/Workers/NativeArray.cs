using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Undertone.Media.Workers;

/// <summary>
/// An array outside the garbage-collected heap, aligned to a page: what no leg has used yet is reserved but costs no memory.
/// </summary>
internal sealed unsafe class NativeArray<T> : IDisposable
    where T : unmanaged
{
    private const nuint PageBytes = 4096;
    private const int CacheLineBytes = 64;

    private T* _items;

    public NativeArray(int length)
    {
        Length = length;
        _items = (T*)NativeMemory.AlignedAlloc((nuint)length * (nuint)sizeof(T), PageBytes);
        NativeMemoryUse.Add((long)length * sizeof(T));
    }

    public int Length { get; }

    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert((uint)index < (uint)Length && _items is not null, "A place outside the array, or after its end.");
            return ref _items[index];
        }
    }

    public Span<T> Slice(int start, int length)
    {
        Debug.Assert(start >= 0 && start + length <= Length && _items is not null, "A range outside the array, or after its end.");
        return new Span<T>(_items + start, length);
    }

    public T* Pointer(int index) => _items + index;

    /// <summary>Asks the processor to fetch an item into its cache, because it will be needed in a moment. A wish.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int index)
    {
        if (Sse.IsSupported)
        {
            var item = (byte*)(_items + index);
            for (var offset = 0; offset < sizeof(T); offset += CacheLineBytes)
            {
                Sse.Prefetch1(item + offset);
            }
        }
    }

    public void Dispose()
    {
        if (_items is not null)
        {
            NativeMemory.AlignedFree(_items);
            NativeMemoryUse.Add(-(long)Length * sizeof(T));
            _items = null;
        }
    }
}
