using System.Net;
using System.Security.Cryptography;
using Undertone.Media.Io;

namespace Undertone.Media.Ports;

/// <summary>
/// Opens socket pairs from the range and keeps those of ended legs bound, discarding what comes, until they have rested. Any thread.
/// </summary>
internal sealed class PortKeeper : IDisposable
{
    /// <summary>A flood to one resting pair must not keep the others waiting.</summary>
    private const int DiscardAtOnce = 64;

    private const int Attempts = 32;

    private readonly Lock _gate = new();
    private readonly IPAddress _address;
    private readonly PortPool _pool;
    private readonly TimeProvider _time;
    private readonly Dictionary<int, SocketPair?> _resting = [];
    private readonly List<int> _rested = [];
    private bool _disposed;

    public PortKeeper(MediaOptions options, TimeProvider time)
    {
        _address = options.Address;
        _pool = new PortPool(options.FirstPort, options.LastPort, options.PortRest);
        _time = time;
    }

    /// <summary>Used, resting and free pairs.</summary>
    public (int Used, int Resting, int Free) Count()
    {
        lock (_gate)
        {
            return (_pool.Used, _pool.Resting, _pool.Free);
        }
    }

    public SocketPair? TryOpen(IMediaIo io, out MediaRefusal refusal)
    {
        lock (_gate)
        {
            refusal = _disposed ? MediaRefusal.Closed : MediaRefusal.NoPortFree;
            for (var attempt = 0; attempt < Attempts && !_disposed && _pool.TryTake(RandomNumberGenerator.GetInt32, out var port); attempt++)
            {
                var outcome = TryOpen(io, port, out var pair);
                switch (outcome)
                {
                    case BindOutcome.Bound:
                        refusal = MediaRefusal.None;
                        return pair;
                    case BindOutcome.PortTaken:
                        // Another program has it; it is not asked for again for a while.
                        _pool.BeginRest(port, _time.GetUtcNow());
                        _resting[port] = null;
                        break;
                    default:
                        _pool.GiveBack(port);
                        refusal = outcome == BindOutcome.NoDescriptors ? MediaRefusal.NoDescriptors : MediaRefusal.AddressRefused;
                        return null;
                }
            }

            return null;
        }
    }

    /// <summary>Takes the sockets of a leg that has ended.</summary>
    public void BeginRest(SocketPair pair)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                pair.Dispose();
                return;
            }

            pair.DiscardPending(DiscardAtOnce);
            _resting[pair.RtpPort] = pair;
            _pool.BeginRest(pair.RtpPort, _time.GetUtcNow());
        }
    }

    /// <summary>To be called about once a second: discards, and frees what has rested.</summary>
    public void Tend()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            foreach (var (port, pair) in _resting)
            {
                if (pair?.DiscardPending(DiscardAtOnce) == true)
                {
                    _pool.HeardAgain(port, now);
                }
            }

            _rested.Clear();
            _pool.EndRests(now, _rested);
            foreach (var port in _rested)
            {
                _resting.Remove(port, out var pair);
                pair?.Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var pair in _resting.Values)
            {
                pair?.Dispose();
            }

            _resting.Clear();
        }
    }

    private BindOutcome TryOpen(IMediaIo io, int port, out SocketPair? pair)
    {
        pair = null;
        var outcome = io.TryBind(_address, port, out var rtp);
        if (outcome != BindOutcome.Bound)
        {
            return outcome;
        }

        outcome = io.TryBind(_address, port + 1, out var rtcp);
        if (outcome != BindOutcome.Bound)
        {
            rtp!.Dispose();
            return outcome;
        }

        pair = new SocketPair(rtp!, rtcp!);
        return BindOutcome.Bound;
    }
}
