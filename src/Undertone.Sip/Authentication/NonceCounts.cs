namespace Undertone.Sip.Authentication;

/// <summary>
/// The highest count seen for each nonce in use, bounded. When it is full the oldest nonce is forgotten and with it every nonce issued before:
/// a forgotten nonce is refused, never accepted again. Safe for several threads.
/// </summary>
internal sealed class NonceCounts(int capacity, TimeSpan lifetime)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, uint> _highest = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, long> _byIssue = new();
    private long _refusedUpTo = long.MinValue;

    /// <summary>What became of one use of a nonce.</summary>
    public enum Use
    {
        /// <summary>A count higher than all before; it is now the highest.</summary>
        Accepted,

        /// <summary>This count or a higher one was used before.</summary>
        Replayed,

        /// <summary>The nonce was forgotten.</summary>
        Forgotten,
    }

    /// <summary>Records one use of a fresh nonce of ours.</summary>
    /// <param name="nonce">The nonce.</param>
    /// <param name="issuedMilliseconds">When it was issued, Unix milliseconds.</param>
    /// <param name="count">Its count in this request.</param>
    /// <param name="nowMilliseconds">Now, Unix milliseconds.</param>
    public Use Record(string nonce, long issuedMilliseconds, uint count, long nowMilliseconds)
    {
        lock (_gate)
        {
            if (_highest.TryGetValue(nonce, out var highest))
            {
                if (count <= highest)
                {
                    return Use.Replayed;
                }

                _highest[nonce] = count;
                return Use.Accepted;
            }

            if (issuedMilliseconds <= _refusedUpTo)
            {
                return Use.Forgotten;
            }

            _highest.Add(nonce, count);
            _byIssue.Enqueue(nonce, issuedMilliseconds);
            Shrink(nowMilliseconds);
            return Use.Accepted;
        }
    }

    private void Shrink(long nowMilliseconds)
    {
        var expired = nowMilliseconds - (long)lifetime.TotalMilliseconds;
        while (_byIssue.TryPeek(out var oldest, out var issued) && (_highest.Count > capacity || issued < expired))
        {
            _byIssue.Dequeue();
            _highest.Remove(oldest);
            _refusedUpTo = Math.Max(_refusedUpTo, issued);
        }
    }
}
