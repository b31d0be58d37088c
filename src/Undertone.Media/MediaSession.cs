using System.Security.Cryptography;
using Undertone.Media.Plans;
using Undertone.Media.Ports;
using Undertone.Media.Workers;

namespace Undertone.Media;

/// <summary>The media of one call: its legs, all on one worker, and who hears whom. Any thread.</summary>
public sealed class MediaSession : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MediaPlane _plane;
    private readonly WorkerControl _control;
    private readonly PortKeeper _ports;
    private readonly SourceLearning _learning;
    private readonly List<MediaLeg> _legs = [];
    private HearingRoutes _routes = HearingRoutes.Silence;
    private SessionPlan? _posted;
    private bool _disposed;

    internal MediaSession(MediaPlane plane, WorkerControl control, PortKeeper ports, SourceLearning learning, IMediaEvents events)
    {
        _plane = plane;
        _control = control;
        _ports = ports;
        _learning = learning;
        Events = events;
    }

    internal IMediaEvents Events { get; }

    /// <summary>Whether its worker can carry another leg without harm to those it has.</summary>
    public MediaPressure Pressure => _control.Worker.Pressure;

    /// <summary>Opens a leg: an even port for RTP and the odd one after it for RTCP. It hears nobody and is heard by nobody until a plan names it.</summary>
    /// <param name="options">What it is for.</param>
    /// <param name="leg">The leg, when the answer is true.</param>
    /// <param name="refusal">Why there is none, when the answer is false.</param>
    public bool TryAddLeg(MediaLegOptions options, out MediaLeg? leg, out MediaRefusal refusal)
    {
        leg = null;
        lock (_gate)
        {
            if (_disposed)
            {
                refusal = MediaRefusal.Closed;
                return false;
            }

            if (!_control.TryReserve(out var place))
            {
                refusal = MediaRefusal.WorkerFull;
                return false;
            }

            if (_ports.TryOpen(_control.Io, out refusal) is not { } sockets)
            {
                _control.Release(place);
                return false;
            }

            leg = Add(options, place, sockets);
            refusal = leg is null ? MediaRefusal.Closed : MediaRefusal.None;
            return leg is not null;
        }
    }

    /// <summary>
    /// Changes who hears whom, for all ears at once. A later plan wins over an earlier one. Legs that are closed are left out; legs
    /// without an agreed codec neither hear nor are heard until they have one.
    /// </summary>
    /// <returns>The number of the worker's tick at which the plan took effect; not completed before it has.</returns>
    /// <exception cref="ArgumentException">A leg of another session is named.</exception>
    /// <exception cref="OperationCanceledException">The plane has ended.</exception>
    public ValueTask<long> ApplyPlanAsync(HearingRoutes routes)
    {
        foreach (var route in routes.Ears)
        {
            CheckMine(route.Ear);
            foreach (var mouth in route.Mouths)
            {
                CheckMine(mouth);
            }
        }

        lock (_gate)
        {
            _routes = routes;
            return new ValueTask<long>(PostPlan().Applied);
        }
    }

    /// <summary>Ends all legs and the session.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _routes = HearingRoutes.Silence;
            foreach (var leg in _legs)
            {
                Remove(leg);
            }

            _legs.Clear();
        }

        _plane.Forget(this);
    }

    internal void Configure(MediaLeg leg, RemoteState remote)
    {
        lock (_gate)
        {
            if (leg.IsClosed)
            {
                leg.CountStale();
                return;
            }

            var before = leg.Remote;
            leg.Remote = remote;
            _control.TryPost(new WorkerCommand(CommandKind.SetRemote, leg.Place, remote));
            if (before?.Codec != remote.Codec
                || before.AskedMilliseconds != remote.AskedMilliseconds
                || before.LongestMilliseconds != remote.LongestMilliseconds)
            {
                PostPlan();
            }
        }
    }

    /// <summary>The packets of a leg have another length than was known: who gets them untouched may change with that.</summary>
    internal void NoteSpoken(MediaLeg leg, int milliseconds)
    {
        lock (_gate)
        {
            if (leg.IsClosed)
            {
                return;
            }

            leg.SpokenMilliseconds = milliseconds;
            if (!Compile().IsLike(_posted))
            {
                PostPlan();
            }
        }
    }

    internal void Post(MediaLeg leg, in WorkerCommand command)
    {
        lock (_gate)
        {
            if (leg.IsClosed)
            {
                leg.CountStale();
                return;
            }

            _control.TryPost(command);
        }
    }

    internal void Close(MediaLeg leg)
    {
        lock (_gate)
        {
            if (leg.IsClosed)
            {
                leg.CountStale();
                return;
            }

            _legs.Remove(leg);
            Remove(leg);
            PostPlan();
        }
    }

    /// <summary>The plane has ended, and its workers with it.</summary>
    internal void Abandon()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var leg in _legs)
            {
                leg.IsClosed = true;
                leg.Abandon();
            }

            _legs.Clear();
        }
    }

    private MediaLeg? Add(MediaLegOptions options, LegRef place, SocketPair sockets)
    {
        var leg = new MediaLeg(this, _control, _ports, sockets, place);
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        var added = new AddedLeg(
            leg,
            sockets,
            options.DigitsAreCommands,
            options.SourceLearning ?? _learning,
            BitConverter.ToUInt32(random),
            BitConverter.ToUInt16(random[4..]),
            BitConverter.ToUInt32(random[6..]));
        if (!_control.TryPost(new WorkerCommand(CommandKind.AddLeg, place, added)))
        {
            sockets.Dispose();
            _control.Release(place);
            return null;
        }

        _legs.Add(leg);
        return leg;
    }

    private void Remove(MediaLeg leg)
    {
        leg.IsClosed = true;
        _control.TryPost(new WorkerCommand(CommandKind.RemoveLeg, leg.Place, leg));
    }

    private SessionPlan PostPlan()
    {
        _posted = Compile();
        if (!_control.TryPost(new WorkerCommand(CommandKind.SetPlan, default, _posted)))
        {
            _posted.Abandon();
        }

        return _posted;
    }

    private SessionPlan Compile()
    {
        var positions = new Dictionary<MediaLeg, int>();
        for (var i = 0; i < _legs.Count; i++)
        {
            positions[_legs[i]] = i;
        }

        var mouthsOf = new IReadOnlyList<int>[_legs.Count];
        Array.Fill(mouthsOf, []);
        var hearsSilence = new bool[_legs.Count];
        foreach (var route in _routes.Ears)
        {
            if (positions.TryGetValue(route.Ear, out var ear))
            {
                hearsSilence[ear] = route.HearsSilence;
                mouthsOf[ear] = [.. route.Mouths.Where(positions.ContainsKey).Select(mouth => positions[mouth])];
            }
        }

        var facts = _legs.ConvertAll(leg => new LegFacts(
            leg.Place, leg.Remote?.Codec, leg.Remote?.AskedMilliseconds, leg.Remote?.LongestMilliseconds ?? 0, leg.SpokenMilliseconds));
        return PlanCompiler.Compile(facts, mouthsOf, hearsSilence);
    }

    private void CheckMine(MediaLeg leg)
    {
        if (leg.Session != this)
        {
            throw new ArgumentException("A plan may name only legs of its own session.", nameof(leg));
        }
    }
}
