using Microsoft.Extensions.Logging;
using Undertone.Media.Io;
using Undertone.Media.Plans;
using Undertone.Media.Ports;
using Undertone.Media.Workers;

namespace Undertone.Media;

/// <summary>
/// All media of the server: worker threads that carry sessions, and the ports they use. Any thread. Knows nothing of signalling.
/// </summary>
public sealed partial class MediaPlane : IDisposable
{
    /// <summary>Two sockets a leg, and what the rest of the process needs.</summary>
    private const int DescriptorsPerLeg = 2;
    private const int DescriptorsOfTheProcess = 256;

    private readonly Lock _gate = new();
    private readonly MediaOptions _options;
    private readonly ILogger _log;
    private readonly PortKeeper _ports;
    private readonly IMediaIo _listener;
    private readonly WorkerControl[] _workers;
    private readonly EventDispatcher _dispatcher;
    private readonly HashSet<MediaSession> _sessions = [];
    private bool _started;
    private bool _disposed;

    /// <summary>Prepares workers, memory and ports; nothing runs before <see cref="Start"/>.</summary>
    /// <param name="options">See <see cref="MediaOptionsValidator"/>.</param>
    /// <param name="time">The clock of workers and of resting ports.</param>
    /// <param name="logs">Where the control side writes; workers write nothing.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message says all that is.</exception>
    public MediaPlane(MediaOptions options, TimeProvider time, ILoggerFactory logs)
    {
        var mistakes = MediaOptionsValidator.Validate(options);
        if (!mistakes.IsEmpty)
        {
            throw new ArgumentException(string.Join(" ", mistakes), nameof(options));
        }

        _options = options;
        _log = logs.CreateLogger<MediaPlane>();
        _ports = new PortKeeper(options, time);
        _listener = MediaIoFactory.Create(options, slots: 0);
        _workers = new WorkerControl[options.WorkerCount];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new WorkerControl(i, options, time, _listener);
        }

        _dispatcher = new EventDispatcher(_workers, _listener, _ports, time, _log);
    }

    /// <summary>Starts the threads. Once.</summary>
    public void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_started)
            {
                return;
            }

            _started = true;
            foreach (var worker in _workers)
            {
                worker.Start();
            }

            _dispatcher.Start();
        }

        LogStart();
    }

    /// <summary>Begins a session on the worker that carries the fewest legs, of those that can carry more.</summary>
    /// <param name="events">Gets what media has to tell about this session.</param>
    /// <param name="session">The session, when the answer is true.</param>
    /// <returns>False when every worker is full or overloaded, or the plane has ended.</returns>
    public bool TryCreateSession(IMediaEvents events, out MediaSession? session)
    {
        lock (_gate)
        {
            session = null;
            var worker = _workers.Where(candidate => candidate.Worker.Pressure != MediaPressure.Overloaded).MinBy(candidate => candidate.Legs);
            if (_disposed || worker is null || worker.Legs >= _options.LegCapacityPerWorker)
            {
                return false;
            }

            session = new MediaSession(this, worker, _ports, _options.SourceLearning, events);
            _sessions.Add(session);
            return true;
        }
    }

    /// <summary>The state of workers and ports.</summary>
    public MediaPlaneSnapshot Snapshot()
    {
        var (used, resting, free) = _ports.Count();
        return new MediaPlaneSnapshot([.. _workers.Select(worker => worker.Snapshot())], used, resting, free);
    }

    /// <summary>
    /// Ends all sessions and threads and gives everything back. Plans that have not taken effect are cancelled. Must not be called
    /// from <see cref="IMediaEvents"/>.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        foreach (var worker in _workers)
        {
            worker.Stop();
        }

        _dispatcher.Stop();
        foreach (var worker in _workers)
        {
            Abandon(worker.Commands.Close());
        }

        foreach (var session in _sessions)
        {
            session.Abandon();
        }

        foreach (var worker in _workers)
        {
            worker.Dispose();
        }

        _ports.Dispose();
        _listener.Dispose();
    }

    internal void Forget(MediaSession session)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _sessions.Remove(session);
            }
        }
    }

    /// <summary>Nobody will carry these out: who waits for a plan is told, and a leg that nobody will let go is given back.</summary>
    private static void Abandon(List<WorkerCommand> commands)
    {
        foreach (var command in commands)
        {
            (command.Subject as SessionPlan)?.Abandon();
            (command.Subject as MediaLeg)?.Abandon();
        }
    }

    private void LogStart()
    {
        var byDescriptors = MediaIoFactory.DescriptorLimit() is { } limit ? Math.Max(0, limit - DescriptorsOfTheProcess) / DescriptorsPerLeg : long.MaxValue;
        var byWorkers = (long)_workers.Length * _options.LegCapacityPerWorker;
        var legs = Math.Min(Math.Min(_options.PortPairs, byWorkers), byDescriptors);
        Log.Started(_log, _options.Address.ToString(), _options.FirstPort, _options.LastPort, _workers.Length, legs, legs / 2);
        if (byDescriptors < Math.Min(_options.PortPairs, byWorkers))
        {
            Log.FewDescriptors(_log, MediaIoFactory.DescriptorLimit() ?? 0, byDescriptors, Math.Min(_options.PortPairs, byWorkers));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2000, LogLevel.Information, "Media on {Address}, ports {First} to {Last}, {Workers} worker(s): room for {Legs} legs, {Calls} calls of two.")]
        public static partial void Started(ILogger log, string address, int first, int last, int workers, long legs, long calls);

        [LoggerMessage(2001, LogLevel.Warning, "The limit of {Limit} open files allows only {Legs} legs at a time; ports and workers would allow {Possible}. Raise it (ulimit -n, LimitNOFILE).")]
        public static partial void FewDescriptors(ILogger log, long limit, long legs, long possible);
    }
}
