namespace Undertone.Media.Ports;

/// <summary>
/// Which port pairs are free, used or resting. Pure: randomness and time come from the caller. A pair is named by its even (RTP) port;
/// RTCP has the odd one after it.
/// </summary>
/// <remarks>
/// After a call its phones may go on sending for a while. A pair is therefore not given to another call until it was quiet for the
/// rest time, so that nobody hears the end of somebody else's conversation; but at most for <see cref="LongestRest"/>, so that a
/// broken phone cannot take ports away for ever.
/// </remarks>
internal sealed class PortPool
{
    /// <summary>A pair that never gets quiet is free after so long all the same.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    private readonly List<int> _free = [];
    private readonly Dictionary<int, Rest> _resting = [];
    private readonly TimeSpan _rest;
    private readonly int _total;

    public PortPool(int firstPort, int lastPort, TimeSpan rest)
    {
        _rest = rest;
        for (var port = firstPort + (firstPort & 1); port < lastPort; port += 2)
        {
            _free.Add(port);
        }

        _total = _free.Count;
    }

    public int Free => _free.Count;

    public int Resting => _resting.Count;

    public int Used => _total - _free.Count - _resting.Count;

    /// <summary>Takes any free pair.</summary>
    /// <param name="random">A number from 0 to the given maximum, exclusive.</param>
    /// <param name="port">The even port.</param>
    public bool TryTake(Func<int, int> random, out int port)
    {
        if (_free.Count == 0)
        {
            port = 0;
            return false;
        }

        var index = random(_free.Count);
        port = _free[index];
        _free[index] = _free[^1];
        _free.RemoveAt(_free.Count - 1);
        return true;
    }

    /// <summary>Gives a pair back that never carried a packet.</summary>
    public void GiveBack(int port) => _free.Add(port);

    /// <summary>The leg of a used pair has ended.</summary>
    public void BeginRest(int port, DateTimeOffset now) => _resting[port] = new Rest(now, now);

    /// <summary>A packet still came to a resting pair.</summary>
    public void HeardAgain(int port, DateTimeOffset now)
    {
        if (_resting.TryGetValue(port, out var rest))
        {
            _resting[port] = rest with { LastHeard = now };
        }
    }

    /// <summary>Makes pairs free that have rested long enough, and names them in <paramref name="rested"/>.</summary>
    public void EndRests(DateTimeOffset now, List<int> rested)
    {
        foreach (var (port, rest) in _resting)
        {
            if (now - rest.LastHeard >= _rest || now - rest.Began >= LongestRest)
            {
                rested.Add(port);
            }
        }

        foreach (var port in rested)
        {
            _resting.Remove(port);
            _free.Add(port);
        }
    }

    private readonly record struct Rest(DateTimeOffset Began, DateTimeOffset LastHeard);
}
