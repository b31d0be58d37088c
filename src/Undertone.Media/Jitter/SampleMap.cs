namespace Undertone.Media.Jitter;

/// <summary>
/// One bit for each sample of a ring: set when that sample is there. Exact to the sample, because packets of any length begin
/// anywhere; a 20 ms frame is still only three or four words.
/// </summary>
internal static class SampleMap
{
    /// <summary>Sets or clears <paramref name="count"/> bits from <paramref name="start"/>, going round at the end.</summary>
    public static void Mark(Span<ulong> map, int start, int count, bool present)
    {
        var untilEnd = Math.Min(count, (map.Length * 64) - start);
        MarkStraight(map, start, untilEnd, present);
        MarkStraight(map, 0, count - untilEnd, present);
    }

    /// <summary>True when all <paramref name="count"/> bits from <paramref name="start"/> are set, going round at the end.</summary>
    public static bool AllPresent(ReadOnlySpan<ulong> map, int start, int count)
    {
        var untilEnd = Math.Min(count, (map.Length * 64) - start);
        return AllPresentStraight(map, start, untilEnd) && AllPresentStraight(map, 0, count - untilEnd);
    }

    private static void MarkStraight(Span<ulong> map, int start, int count, bool present)
    {
        while (count > 0)
        {
            var bits = BitsInWord(start, count, out var taken);
            ref var word = ref map[start >> 6];
            word = present ? word | bits : word & ~bits;
            start += taken;
            count -= taken;
        }
    }

    private static bool AllPresentStraight(ReadOnlySpan<ulong> map, int start, int count)
    {
        while (count > 0)
        {
            var bits = BitsInWord(start, count, out var taken);
            if ((map[start >> 6] & bits) != bits)
            {
                return false;
            }

            start += taken;
            count -= taken;
        }

        return true;
    }

    private static ulong BitsInWord(int start, int count, out int taken)
    {
        var first = start & 63;
        taken = Math.Min(count, 64 - first);
        return (ulong.MaxValue >> (64 - taken)) << first;
    }
}
