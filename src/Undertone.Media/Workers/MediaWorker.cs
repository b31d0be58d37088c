using Undertone.Media.Io;
using Undertone.Media.Plans;

namespace Undertone.Media.Workers;

/// <summary>
/// Receives, forwards, mixes and sends for its legs. All of it happens in <see cref="Turn"/>, on one thread, without allocating,
/// locking, logging or throwing; the thread is elsewhere, so that a test can drive hours of audio in a second.
/// </summary>
/// <remarks>
/// A turn: commands, then packets, then the phases that are due. Commands come first, so a plan is in force before any packet is
/// looked at, for all ears of the session at once. Times are nanoseconds of one monotonic clock.
/// </remarks>
internal sealed partial class MediaWorker : IDisposable
{
    private const int CommandsPerTurn = 256;
    private const int PacketsPerLegAndTurn = 8;
    private const long LeastSleepNanoseconds = 20_000;
    private const int LargestPacketBytes = 2048;
    private const long HousekeepingNanoseconds = 100_000_000;
    private const int HousekeepingParts = 20;
    private const long HousekeepingPartNanoseconds = HousekeepingNanoseconds / HousekeepingParts;
    private const long EventQueueFullNanoseconds = 1_000_000;

    private readonly IMediaIo _io;
    private readonly SpscRing<WorkerCommand> _commands;
    private readonly SpscRing<WorkerEvent> _events;
    private readonly IMediaIo? _listener;
    private readonly LegTable _legs;
    private readonly TickLists _ticks;
    private readonly long _silenceAfterNanoseconds;
    private readonly long _unixOffsetMicroseconds;

    private readonly uint[] _generations;
    private readonly uint[] _prepared;
    private readonly AddedLeg?[] _added;
    private readonly RemoteState?[] _remotes;
    private readonly LegPlan[] _plans;
    private readonly long[] _configuredAt;
    private readonly long[] _firstTicks;
    private readonly int[] _active;
    private readonly int[] _placeInActive;
    private readonly bool[] _isConnected;

    private readonly int[] _ready = new int[512];
    private readonly byte[] _packet = new byte[LargestPacketBytes];
    private readonly byte[] _ours = new byte[LargestPacketBytes];

    private PhaseClock _clock;
    private long _now;
    private long _nextHousekeeping;
    private int _nextToKeep;
    private PacketGathering _gathering;
    private WorkerPressure _pressure;
    private long _waitBegan;
    private int _publishedPressure;
    private double _publishedBusy;
    private int _activeCount;
    private bool _published;
    private long _eventsMerged;
    private long _staleCommands;

    /// <param name="io">The way to the network; not disposed here.</param>
    /// <param name="commands">From the control side.</param>
    /// <param name="events">To the control side.</param>
    /// <param name="listener">Woken when there are new events; null in tests.</param>
    /// <param name="settings">Sizes and limits.</param>
    /// <param name="now">Present time.</param>
    public MediaWorker(
        IMediaIo io,
        SpscRing<WorkerCommand> commands,
        SpscRing<WorkerEvent> events,
        IMediaIo? listener,
        WorkerSettings settings,
        long now)
    {
        _io = io;
        _commands = commands;
        _events = events;
        _listener = listener;
        _legs = new LegTable(settings.LegCapacity);
        _ticks = new TickLists(settings.LegCapacity);
        _silenceAfterNanoseconds = settings.SilenceAfter.Ticks * 100;
        _unixOffsetMicroseconds = settings.UnixOffsetMicroseconds;
        _canonicalName = settings.CanonicalName;
        _random = settings.Seed | 1;
        _generations = new uint[settings.LegCapacity];
        _prepared = new uint[settings.LegCapacity];
        _added = new AddedLeg?[settings.LegCapacity];
        _remotes = new RemoteState?[settings.LegCapacity];
        _plans = new LegPlan[settings.LegCapacity];
        Array.Fill(_plans, LegPlan.Nobody);
        _configuredAt = new long[settings.LegCapacity];
        _firstTicks = new long[settings.LegCapacity];
        _active = new int[settings.LegCapacity];
        _placeInActive = new int[settings.LegCapacity];
        _isConnected = new bool[settings.LegCapacity];
        _clock = new PhaseClock(now);
        _pressure = new WorkerPressure(settings.Pressure, now);
        _nextHousekeeping = now + HousekeepingNanoseconds;
    }

    /// <summary>Memory of the legs; the counters in it may be read by any thread.</summary>
    public LegTable Legs => _legs;

    /// <summary>How late phases began.</summary>
    public LatenessHistogram Lateness { get; } = new();

    public int ActiveLegs => Volatile.Read(ref _activeCount);

    public int MixingEars => _ticks.Count;

    public long Tick => _clock.Tick;

    /// <summary>How near it is to its limit. Any thread.</summary>
    public MediaPressure Pressure => (MediaPressure)Volatile.Read(ref _publishedPressure);

    /// <summary>Share of the last second in which it did not wait. Any thread.</summary>
    public double Busy => Volatile.Read(ref _publishedBusy);

    public long Overruns => _clock.Overruns;

    public long EventsMerged => Volatile.Read(ref _eventsMerged);

    public long StaleCommands => Volatile.Read(ref _staleCommands);

    /// <summary>
    /// True when the memory of this place tells of this leg and no longer of an earlier one; it goes on to do so after the leg was
    /// removed, until another is added. Any thread.
    /// </summary>
    public bool HasCountersOf(LegRef leg) => Volatile.Read(ref _prepared[leg.Index]) == leg.Generation;

    /// <summary>Waits until there is something to do; gives the number of sockets to read, for <see cref="Turn"/>.</summary>
    public int Wait(long now)
    {
        _waitBegan = now;
        var left = TimeUntilWork(now);
        var gather = Math.Min(_gathering.TimeToSleep(now), left);
        if (gather < LeastSleepNanoseconds)
        {
            return _io.Wait(_ready, left);
        }

        _io.Sleep(gather);
        return _io.Wait(_ready, left - gather);
    }

    /// <summary>Does what is due, without waiting.</summary>
    public void RunTurn(long now)
    {
        _waitBegan = now;
        Turn(now, _io.Wait(_ready, 0));
    }

    /// <summary>Does what is due.</summary>
    /// <param name="now">Present time.</param>
    /// <param name="readySockets">What <see cref="Wait"/> said.</param>
    public void Turn(long now, int readySockets)
    {
        _now = now;
        _pressure.Waited(now - _waitBegan);
        if (_ticks.Count == 0)
        {
            _clock.SkipTo(now);
        }

        RunCommands();
        ReceiveAll(readySockets);
        RunPhases();
        if (now >= _nextHousekeeping)
        {
            KeepHouse();
        }

        if (_published)
        {
            _published = false;
            _listener?.Wake();
        }
    }

    public void Dispose() => _legs.Dispose();

    private long TimeUntilWork(long now)
    {
        if (_commands.Count > 0)
        {
            return _events.Count < _events.Capacity ? 0 : EventQueueFullNanoseconds;
        }

        var next = _ticks.Count > 0 ? Math.Min(_clock.Deadline, _nextHousekeeping) : _nextHousekeeping;
        return Math.Max(0, next - now);
    }

    private void RunPhases()
    {
        _clock.BeginTurn();
        while (_ticks.Count > 0 && _clock.IsDue(_now))
        {
            var deadline = _clock.Deadline;
            Lateness.Add(_now - deadline);
            var leg = _ticks.First((int)(_clock.Tick & 3));
            while (leg >= 0)
            {
                var after = _ticks.After(leg);
                TickEar(leg, deadline);
                leg = after;
            }

            _clock.Advance();
        }
    }

    /// <summary>
    /// What is not worth a look at every packet: silence, lost key releases, reports, whether a source is settled. A twentieth of the legs
    /// at a time, so that nobody's packet waits for the books of all.
    /// </summary>
    private void KeepHouse()
    {
        if (_activeCount > 0)
        {
            _pressure.Woke(_now - _nextHousekeeping);
        }

        _pressure.Judge(_now, _activeCount);
        Volatile.Write(ref _publishedPressure, (int)_pressure.Level);
        Volatile.Write(ref _publishedBusy, _pressure.Busy);
        for (var left = (_activeCount + HousekeepingParts - 1) / HousekeepingParts; left > 0; left--)
        {
            _nextToKeep = _nextToKeep < _activeCount ? _nextToKeep : 0;
            var leg = _active[_nextToKeep++];
            ReportSilence(leg);
            ExpireKey(leg);
            ReportReception(leg);
            KeepConnected(leg);
        }

        _nextHousekeeping = _now + (_activeCount > 0 ? HousekeepingPartNanoseconds : HousekeepingNanoseconds);
    }

    private void KeepConnected(int leg)
    {
        var isSettled = _legs.Sources[leg].IsSettled(_now);
        if (isSettled != _isConnected[leg])
        {
            _isConnected[leg] = isSettled;
            if (isSettled)
            {
                _io.Connect(RtpSlot(leg), _legs.Sources[leg].Locked);
            }
            else
            {
                _io.Disconnect(RtpSlot(leg));
            }
        }
    }

    private void ReportSilence(int leg)
    {
        ref var mouth = ref _legs.Mouths[leg];
        if (_remotes[leg] is null)
        {
            return;
        }

        var silentFor = _now - Math.Max(mouth.LastArrival, _configuredAt[leg]);
        if (silentFor >= _silenceAfterNanoseconds && _now - mouth.LastSilenceReport >= _silenceAfterNanoseconds)
        {
            if (PublishOptional(new WorkerEvent(EventKind.Silence, _added[leg]!.Owner, silentFor / 1000)))
            {
                mouth.LastSilenceReport = _now;
                mouth.IsReportedSilent = true;
            }
        }
    }

    private bool IsCurrent(LegRef leg) => _generations[leg.Index] == leg.Generation;

    /// <summary>Something the control side must learn. There is room, because no command is taken while there is none.</summary>
    private void PublishCertain(in WorkerEvent news)
    {
        _events.TryWrite(news);
        _published = true;
    }

    /// <summary>News of a kind that the control side may miss: half of the queue is kept for what it may not.</summary>
    private bool PublishOptional(in WorkerEvent news)
    {
        if (_events.Count >= _events.Capacity / 2)
        {
            _eventsMerged++;
            return false;
        }

        _published = true;
        return _events.TryWrite(news);
    }
}
