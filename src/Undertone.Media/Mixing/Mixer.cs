using System.Numerics;
using System.Runtime.InteropServices;

namespace Undertone.Media.Mixing;

/// <summary>
/// Adds voices. Two voices: one saturating addition, which is exact. More: sum in 32 bits with <see cref="Widen"/> and
/// <see cref="Add"/>, then clamp once with <see cref="Clamp"/>; clamping after each voice would distort what a later voice cancels.
/// All spans of one call have the same length. Lengths that are multiples of the vector (160 and 320 are) have no scalar remainder.
/// </summary>
internal static class Mixer
{
    /// <summary>Writes the clamped sum of two voices; <paramref name="mix"/> may be one of them.</summary>
    public static void MixTwo(ReadOnlySpan<short> first, ReadOnlySpan<short> second, Span<short> mix)
    {
        ref var from = ref MemoryMarshal.GetReference(first);
        ref var with = ref MemoryMarshal.GetReference(second[..first.Length]);
        ref var to = ref MemoryMarshal.GetReference(mix[..first.Length]);
        var i = 0;
        for (; i <= first.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector.AddSaturate(Vector.LoadUnsafe(ref from, (nuint)i), Vector.LoadUnsafe(ref with, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        MixerScalar.MixTwo(first[i..], second[i..], mix[i..]);
    }

    /// <summary>Begins a sum with its first voice.</summary>
    public static void Widen(ReadOnlySpan<short> voice, Span<int> sum)
    {
        ref var from = ref MemoryMarshal.GetReference(voice);
        ref var to = ref MemoryMarshal.GetReference(sum[..voice.Length]);
        var i = 0;
        for (; i <= voice.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)i), out var low, out var high);
            low.StoreUnsafe(ref to, (nuint)i);
            high.StoreUnsafe(ref to, (nuint)(i + Vector<int>.Count));
        }

        MixerScalar.Widen(voice[i..], sum[i..]);
    }

    /// <summary>Adds a further voice to a sum. 65,536 voices fit before 32 bits overflow.</summary>
    public static void Add(ReadOnlySpan<short> voice, Span<int> sum)
    {
        ref var from = ref MemoryMarshal.GetReference(voice);
        ref var to = ref MemoryMarshal.GetReference(sum[..voice.Length]);
        var i = 0;
        for (; i <= voice.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)i), out var low, out var high);
            var middle = (nuint)(i + Vector<int>.Count);
            (Vector.LoadUnsafe(ref to, (nuint)i) + low).StoreUnsafe(ref to, (nuint)i);
            (Vector.LoadUnsafe(ref to, middle) + high).StoreUnsafe(ref to, middle);
        }

        MixerScalar.Add(voice[i..], sum[i..]);
    }

    /// <summary>Ends a sum: each value clamped to 16 bits.</summary>
    public static void Clamp(ReadOnlySpan<int> sum, Span<short> mix)
    {
        ref var from = ref MemoryMarshal.GetReference(sum);
        ref var to = ref MemoryMarshal.GetReference(mix[..sum.Length]);
        var i = 0;
        for (; i <= sum.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            var low = Vector.LoadUnsafe(ref from, (nuint)i);
            var high = Vector.LoadUnsafe(ref from, (nuint)(i + Vector<int>.Count));
            Vector.NarrowWithSaturation(low, high).StoreUnsafe(ref to, (nuint)i);
        }

        MixerScalar.Clamp(sum[i..], mix[i..]);
    }
}
