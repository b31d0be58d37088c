using System.Security.Cryptography;
using Undertone.Media.Io;
using Undertone.Media.Plans;

namespace Undertone.Media.Workers;

/// <summary>The control side of one worker: its places for legs, its queues and its thread. Any thread.</summary>
internal sealed class WorkerControl : IDisposable
{
    /// <summary>Commands that may have an answer, and room for as many other events.</summary>
    private const int EventQueueFactor = 2;

    private readonly Lock _gate = new();
    private readonly Stack<int> _freePlaces = new();
    private readonly uint[] _generations;
    private readonly MonotonicClock _clock;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private int _legs;

    public WorkerControl(int index, MediaOptions options, TimeProvider time, IMediaIo listener)
    {
        Index = index;
        _clock = new MonotonicClock(time);
        Io = MediaIoFactory.Create(options, options.LegCapacityPerWorker * 2);
        Commands = new CommandQueue(options.CommandQueueLength);
        Events = new SpscRing<WorkerEvent>(options.CommandQueueLength * EventQueueFactor);
        var settings = new WorkerSettings(
            options.LegCapacityPerWorker,
            options.SilenceAfter,
            _clock.UnixOffsetMicroseconds(),
            [.. Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)).Select(digit => (byte)digit)],
            (uint)RandomNumberGenerator.GetInt32(int.MaxValue),
            options.Pressure);
        Worker = new MediaWorker(Io, Commands.Ring, Events, listener, settings, _clock.Now());
        _generations = new uint[options.LegCapacityPerWorker];
        for (var place = options.LegCapacityPerWorker - 1; place >= 0; place--)
        {
            _freePlaces.Push(place);
        }

        _thread = new Thread(Run)
        {
            Name = $"undertone-media-{index}",
            IsBackground = true,
            Priority = ThreadPriority.Highest,
        };
    }

    public int Index { get; }

    public IMediaIo Io { get; }

    public CommandQueue Commands { get; }

    public SpscRing<WorkerEvent> Events { get; }

    public MediaWorker Worker { get; }

    /// <summary>Legs that have a place, also those that the worker has not seen yet or has not let go.</summary>
    public int Legs => Volatile.Read(ref _legs);

    public void Start() => _thread.Start();

    /// <summary>Hands a command to the worker; false when it has ended.</summary>
    public bool TryPost(in WorkerCommand command)
    {
        var posted = Commands.TryPost(command);
        Io.Wake();
        return posted;
    }

    /// <summary>Hands over commands that were kept back.</summary>
    public void Pump()
    {
        if (Commands.Pump())
        {
            Io.Wake();
        }
    }

    /// <summary>Finds a place for a leg.</summary>
    public bool TryReserve(out LegRef leg)
    {
        lock (_gate)
        {
            if (!_freePlaces.TryPop(out var place))
            {
                leg = default;
                return false;
            }

            _legs++;
            _generations[place] = Math.Max(1, _generations[place] + 1);
            leg = new LegRef(place, _generations[place]);
            return true;
        }
    }

    /// <summary>The worker has let go of a leg, or never had it.</summary>
    public void Release(LegRef leg)
    {
        lock (_gate)
        {
            _freePlaces.Push(leg.Index);
            _legs--;
        }
    }

    public WorkerSnapshot Snapshot() => new(
        Index,
        Worker.ActiveLegs,
        Worker.MixingEars,
        Worker.Tick,
        Worker.Overruns,
        Worker.Lateness.Snapshot(),
        Worker.Busy,
        Worker.Pressure,
        Worker.EventsMerged,
        Commands.HeldBackCount,
        Worker.StaleCommands);

    /// <summary>Ends the thread.</summary>
    public void Stop()
    {
        _stopping = true;
        Io.Wake();
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            return;
        }

        _thread.Join();
    }

    /// <summary>Gives memory and descriptors back; after <see cref="Stop"/>.</summary>
    public void Dispose()
    {
        Io.Dispose();
        Worker.Dispose();
    }

    private void Run()
    {
        Io.BecomePunctual();
        while (!_stopping)
        {
            var ready = Worker.Wait(_clock.Now());
            Worker.Turn(_clock.Now(), ready);
        }
    }
}
