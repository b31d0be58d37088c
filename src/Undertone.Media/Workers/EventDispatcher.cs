using Microsoft.Extensions.Logging;
using Undertone.Media.Io;
using Undertone.Media.Plans;
using Undertone.Media.Ports;
using Undertone.Media.Rtp;

namespace Undertone.Media.Workers;

/// <summary>
/// One control-side thread for what workers report: it completes plans, frees places and ports, calls <see cref="IMediaEvents"/>,
/// tends resting ports, and writes the log that workers may not write.
/// </summary>
internal sealed partial class EventDispatcher
{
    private static readonly TimeSpan TendEvery = TimeSpan.FromSeconds(1);
    private const long WaitNanoseconds = 500_000_000;
    private const long WaitWithHeldBackNanoseconds = 1_000_000;

    private readonly IReadOnlyList<WorkerControl> _workers;
    private readonly IMediaIo _listener;
    private readonly PortKeeper _ports;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private readonly long[] _loggedOverruns;
    private readonly long[] _loggedMerged;
    private readonly MediaPressure[] _loggedPressure;
    private readonly int[] _noSockets = new int[1];
    private volatile bool _stopping;

    public EventDispatcher(IReadOnlyList<WorkerControl> workers, IMediaIo listener, PortKeeper ports, TimeProvider time, ILogger log)
    {
        _workers = workers;
        _listener = listener;
        _ports = ports;
        _time = time;
        _log = log;
        _loggedOverruns = new long[workers.Count];
        _loggedMerged = new long[workers.Count];
        _loggedPressure = new MediaPressure[workers.Count];
        _thread = new Thread(Run) { Name = "undertone-media-events", IsBackground = true };
    }

    public void Start() => _thread.Start();

    /// <summary>Ends the thread and handles what is left. Must not be called from an event.</summary>
    public void Stop()
    {
        _stopping = true;
        _listener.Wake();
        if (!_thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            _thread.Join();
        }

        DispatchAll();
    }

    private void Run()
    {
        var tended = _time.GetTimestamp();
        while (!_stopping)
        {
            var isHolding = _workers.Any(worker => worker.Commands.HasHeldBack);
            _listener.Wait(_noSockets, isHolding ? WaitWithHeldBackNanoseconds : WaitNanoseconds);
            DispatchAll();
            if (_time.GetElapsedTime(tended) >= TendEvery)
            {
                tended = _time.GetTimestamp();
                _ports.Tend();
                LogTroubles();
            }
        }
    }

    private void DispatchAll()
    {
        foreach (var worker in _workers)
        {
            worker.Pump();
            while (worker.Events.TryRead(out var news))
            {
                Dispatch(news);
            }
        }
    }

    private void Dispatch(in WorkerEvent news)
    {
        if (news.Subject is SessionPlan plan)
        {
            plan.Acknowledge(news.Value);
            return;
        }

        var leg = (MediaLeg)news.Subject!;
        if (news.Kind == EventKind.LegRemoved)
        {
            leg.Finish();
            return;
        }

        if (news.Kind == EventKind.PacketLength)
        {
            leg.Session.NoteSpoken(leg, (int)news.Value);
            return;
        }

        try
        {
            Tell(leg, news);
        }
#pragma warning disable CA1031 // Whatever the owner of one session does wrong, the other sessions get their events.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.OwnerFailed(_log, failure, news.Kind, leg.RtpPort);
        }
    }

    private static void Tell(MediaLeg leg, in WorkerEvent news)
    {
        var owner = leg.Session.Events;
        var duration = TimeSpan.FromMicroseconds(news.Value);
        switch (news.Kind)
        {
            case EventKind.FirstPacket when news.Source.ToEndPoint() is { } source:
                owner.OnFirstPacket(leg, source);
                break;
            case EventKind.Silence:
                owner.OnSilence(leg, duration);
                break;
            case EventKind.Sound:
                owner.OnSound(leg);
                break;
            case EventKind.Digit when TelephoneEvent.TryGetDigit(news.Code, out var digit):
                owner.OnDigit(leg, digit, duration);
                break;
            default:
                break;
        }
    }

    private void LogTroubles()
    {
        for (var i = 0; i < _workers.Count; i++)
        {
            var worker = _workers[i].Worker;
            if (worker.Overruns > _loggedOverruns[i])
            {
                Log.Overrun(_log, i, worker.Overruns - _loggedOverruns[i], worker.ActiveLegs, worker.MixingEars);
                _loggedOverruns[i] = worker.Overruns;
            }

            LogPressure(i, worker);
            if (worker.EventsMerged > _loggedMerged[i])
            {
                Log.EventsMerged(_log, i, worker.EventsMerged - _loggedMerged[i]);
                _loggedMerged[i] = worker.EventsMerged;
            }
        }
    }

    private void LogPressure(int index, MediaWorker worker)
    {
        var pressure = worker.Pressure;
        if (pressure == _loggedPressure[index])
        {
            return;
        }

        _loggedPressure[index] = pressure;
        var busyPercent = (int)(worker.Busy * 100);
        switch (pressure)
        {
            case MediaPressure.Strained:
                Log.Strained(_log, index, busyPercent, worker.ActiveLegs);
                break;
            case MediaPressure.Overloaded:
                Log.Overloaded(_log, index, busyPercent, worker.ActiveLegs);
                break;
            default:
                Log.AtEase(_log, index, busyPercent, worker.ActiveLegs);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2010, LogLevel.Warning, "Media worker {Worker} was so late {Times} times in the last second that it gave up audio; it carries {Legs} legs, {Mixing} of them mixed.")]
        public static partial void Overrun(ILogger log, int worker, long times, int legs, int mixing);

        [LoggerMessage(2011, LogLevel.Warning, "Media worker {Worker} could not report {Events} events in the last second; digits or silence notices may be missing.")]
        public static partial void EventsMerged(ILogger log, int worker, long events);

        [LoggerMessage(2013, LogLevel.Warning, "Media worker {Worker} is strained ({Busy} % of its time, {Legs} legs): its calls get no more supervisors until that is over.")]
        public static partial void Strained(ILogger log, int worker, int busy, int legs);

        [LoggerMessage(2014, LogLevel.Warning, "Media worker {Worker} is overloaded ({Busy} % of its time, {Legs} legs): it takes no more calls or supervisors until that is over.")]
        public static partial void Overloaded(ILogger log, int worker, int busy, int legs);

        [LoggerMessage(2015, LogLevel.Information, "Media worker {Worker} takes calls and supervisors again ({Busy} % of its time, {Legs} legs).")]
        public static partial void AtEase(ILogger log, int worker, int busy, int legs);

        [LoggerMessage(2012, LogLevel.Error, "The owner of the leg on RTP port {Port} failed to handle {Kind}.")]
        public static partial void OwnerFailed(ILogger log, Exception failure, EventKind kind, int port);
    }
}
