using System.Collections.Concurrent;
using HdrHistogram;
using Undertone.Load.Rtp.Native;

namespace Undertone.Load.Rtp;

/// <summary>
/// Sends and receives for all legs on one thread: every leg's packet at its own place in the 20 ms, spread evenly, and every packet that
/// comes with the time at which the kernel got it, so that a busy generator does not make the server look slow.
/// </summary>
internal sealed class RtpEngine : IDisposable
{
    /// <summary>Legs that send at the same moment.</summary>
    private const int Places = 160;
    private const long FrameNanoseconds = 20_000_000;
    private const long PlaceNanoseconds = FrameNanoseconds / Places;
    private const int FirstRoom = 256;

    private readonly PacketPoller _poller = new();
    private readonly ConcurrentQueue<Action> _orders = new();
    private readonly List<RtpLeg>[] _sendingAt = [.. Enumerable.Range(0, Places).Select(_ => new List<RtpLeg>())];
    private readonly Dictionary<RtpLeg, (int Mark, int Place)> _places = [];
    private readonly Stack<int> _freeMarks = new();
    private readonly Thread _thread;
    private RtpLeg?[] _legs = new RtpLeg?[FirstRoom];
    private int _marks;
    private int _added;
    private volatile bool _stopping;

    public RtpEngine()
    {
        _thread = new Thread(Run) { Name = "load-rtp", IsBackground = true };
        _thread.Start();
    }

    /// <summary>How late packets were sent, in microseconds: what the generator itself adds to the unevenness of the streams.</summary>
    public HistogramBase SendLateness { get; } = new LongHistogram(1, 60_000_000, 3);

    /// <summary>Lets a leg speak and hear.</summary>
    public void Add(RtpLeg leg) => _orders.Enqueue(() => AddNow(leg));

    /// <summary>Ends a leg and closes its sockets.</summary>
    public void Remove(RtpLeg leg) => _orders.Enqueue(() => RemoveNow(leg));

    /// <summary>Has something done between two packets, and waits for it.</summary>
    public Task RunAsync(Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Enqueue(() =>
        {
            action();
            done.SetResult();
        });
        return done.Task;
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        foreach (var leg in _places.Keys)
        {
            leg.Sockets.Dispose();
        }

        _poller.Dispose();
    }

    private unsafe void Run()
    {
        // The kernel may wake a thread 50 us late to save power; not this one.
        _ = LibC.Control(LibC.SetTimerSlack, 1);
        var place = WallClock.Now / PlaceNanoseconds;
        while (!_stopping)
        {
            while (_orders.TryDequeue(out var order))
            {
                order();
            }

            // By the clock, not by what comes: waking a thread on another core for every packet costs the server more than sending it,
            // and the kernel has the time of arrival anyhow.
            WallClock.SleepUntil((place + 1) * PlaceNanoseconds);
            place = Send(place, WallClock.Now);
            Receive();
        }
    }

    /// <summary>Takes what has come, at most one packet of each of 256 legs.</summary>
    private void Receive()
    {
        var ready = _poller.Ready();
        for (var i = 0; i < ready; i++)
        {
            // One packet a socket: there is hardly ever a second, and asking for it costs as much as getting one.
            if (_legs[_poller.Mark(i)] is { } leg && _poller.TryReceive(leg.Sockets.Descriptor, out var bytes, out var arrival))
            {
                leg.Ear.Take(_poller.Packet(bytes), arrival);
            }
        }
    }

    /// <summary>Sends what became due since the last time.</summary>
    private unsafe long Send(long place, long now)
    {
        var due = now / PlaceNanoseconds;
        while (place < due)
        {
            place++;
            foreach (var leg in _sendingAt[place % Places])
            {
                var at = WallClock.Now;
                fixed (byte* packet = leg.NextPacket(at))
                {
                    // What the system does not take is missing at an ear, and counted there.
                    _ = LibC.Send(leg.Sockets.Descriptor, packet, RtpLeg.PacketBytes, 0);
                }

                SendLateness.RecordValue(Math.Clamp((at - (place * PlaceNanoseconds)) / 1000, 0, 60_000_000));
            }
        }

        return place;
    }

    private void AddNow(RtpLeg leg)
    {
        if (!_freeMarks.TryPop(out var mark))
        {
            mark = _marks++;
            if (mark == _legs.Length)
            {
                Array.Resize(ref _legs, _legs.Length * 2);
            }
        }

        // The golden ratio spreads any number of legs evenly, also when some of them have gone.
        var place = (int)(_added++ * 0.6180339887498949 % 1 * Places);
        _legs[mark] = leg;
        _places[leg] = (mark, place);
        _sendingAt[place].Add(leg);
        _poller.Add(leg.Sockets.Descriptor, mark);
    }

    private void RemoveNow(RtpLeg leg)
    {
        if (_places.Remove(leg, out var where))
        {
            _poller.Remove(leg.Sockets.Descriptor);
            _sendingAt[where.Place].Remove(leg);
            _legs[where.Mark] = null;
            _freeMarks.Push(where.Mark);
        }

        leg.Sockets.Dispose();
    }
}
