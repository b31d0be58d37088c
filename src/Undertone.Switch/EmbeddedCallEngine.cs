using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Undertone.Media;
using Undertone.Sip;
using Undertone.Sip.Authentication;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;
using Undertone.Supervision.Trunks;
using Undertone.Switch.Calls;
using Undertone.Switch.Extensions;
using Undertone.Switch.Registrar;
using Undertone.Switch.Sessions;
using Undertone.Switch.Trunks;

namespace Undertone.Switch;

/// <summary>
/// The engine inside the server: registrar, back-to-back user agent and supervisors, on our own SIP stack and media plane.
/// Safe for any thread.
/// </summary>
public sealed class EmbeddedCallEngine : ICallEngine, IAsyncDisposable
{
    private const int NonceKeyBytes = 32;
    private readonly SwitchServices _services;
    private readonly ExtensionRegistrar _registrar;
    private readonly SipDispatch _dispatch;
    private readonly TrunkSet _trunks;
    private volatile bool _closing;

    /// <summary>Puts the engine together; nothing listens yet.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="stack">Signalling, not started; the engine starts it and disposes of it.</param>
    /// <param name="media">Audio, not started; the engine starts it and disposes of it.</param>
    /// <param name="extensions">Extensions, loaded.</param>
    /// <param name="gate">Rights and audit of monitors.</param>
    /// <param name="clock">Time.</param>
    /// <param name="loggers">Logs.</param>
    public EmbeddedCallEngine(
        SwitchOptions options,
        SipStack stack,
        MediaPlane media,
        ExtensionDirectory extensions,
        MonitorGate gate,
        TimeProvider clock,
        ILoggerFactory loggers)
    {
        var locations = new LocationTable();
        var activity = new ExtensionActivity(Events, clock);
        var routes = new RouteTable(options.Routes, [.. options.Trunks.Select(trunk => new Trunk(trunk))]);
        _services = new SwitchServices
        {
            Options = options,
            Stack = stack,
            Media = media,
            Sessions = new SessionTable(),
            Calls = new CallTable(clock),
            Locations = locations,
            Extensions = extensions,
            DialPlan = new DialPlan(extensions, locations, clock, routes),
            Activity = activity,
            Gate = gate,
            Events = Events,
            Clock = clock,
            Logger = loggers.CreateLogger<EmbeddedCallEngine>(),
        };
        var guard = new AuthenticationGuard(options.LockoutAfterFailures, options.LockoutPeriod, clock);
        var digest = new DigestAuthenticator(options.Domain, RandomNumberGenerator.GetBytes(NonceKeyBytes), clock);
        var authentication = new DeviceAuthentication(extensions, digest, new DigestOffer(options, clock), guard, locations, clock, _services.Logger);
        _registrar = new ExtensionRegistrar(extensions, locations, options, authentication, activity, Events, clock, _services.Logger);
        _dispatch = new SipDispatch(_services.Sessions, _registrar, new InviteRouter(_services, authentication));
        _trunks = new TrunkSet(options.Domain, _services.DialPlan, stack, Events, clock, _services.Logger);
        stack.Handler = _dispatch;
        extensions.Observe(new ExtensionFollower(_services, _registrar));
    }

    /// <inheritdoc />
    public EngineCapabilities Capabilities { get; } = new(
        BitExactListen: true, ConfirmedSwitch: true, WhisperDuringHold: true, DigitSwitch: true, SeveralSupervisors: true);

    /// <inheritdoc />
    public EngineEventFeed Events { get; } = new();

    /// <inheritdoc />
    public IReadOnlyList<CallSnapshot> Calls => [.. _services.Calls.All.Select(c => c.Snapshot)];

    /// <inheritdoc />
    public IReadOnlyList<TrunkStatus> Trunks => _trunks.Statuses;

    /// <summary>How many extensions have a registered device.</summary>
    public int RegisteredExtensions => _services.Locations.RegisteredExtensions;

    /// <summary>Where SIP is listened for, with the real ports.</summary>
    public IReadOnlyList<SipListenAddress> Listening => _services.Stack.Listening;

    /// <summary>State of the media plane.</summary>
    public MediaPlaneSnapshot Media => _services.Media.Snapshot();

    /// <summary>What it is busy with.</summary>
    public EngineLoad Load => new(Media, _services.Stack.Snapshot(), _services.Sessions.Count, _services.Sessions.PendingInvites);

    /// <summary>What its calls share, for tests that look for leftovers.</summary>
    internal SwitchServices Services => _services;

    /// <summary>Starts media and signalling.</summary>
    /// <exception cref="SipListenException">An address is in use or not ours.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        _services.Media.Start();
        await _services.Stack.StartAsync(cancellation);
        _trunks.Start();
    }

    /// <summary>Ends every call with a BYE to each leg, and the registrations with trunks; new calls get 503.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        _closing = true;
        _dispatch.Close();
        await Task.WhenAll(_services.Calls.All.Select(call => call.Mailbox.AskAsync(
            async () =>
            {
                await call.ShutDownAsync();
                return true;
            },
            whenClosed: false,
            cancellation).AsTask()).Append(_trunks.StopAsync()));
    }

    /// <summary>Takes over other trunks and routes while the engine runs; running calls go on.</summary>
    /// <param name="trunks">The trunks from now on, each with a name of its own.</param>
    /// <param name="routes">The routes from now on.</param>
    public void ReloadTrunks(ImmutableArray<TrunkOptions> trunks, TrunkRoutes routes) => _trunks.Reload(trunks, routes);

    /// <inheritdoc />
    public CallSnapshot? FindCall(CallId id) => _services.Calls.TryFind(id, out Call? call) ? call.Snapshot : null;

    /// <inheritdoc />
    public MonitorSnapshot? FindMonitor(CallId ownCallId)
        => _services.Calls.TryFindByMonitor(ownCallId, out Call? call)
            ? call.Snapshot.Monitors.FirstOrDefault(m => m.OwnCallId == ownCallId)
            : null;

    /// <inheritdoc />
    public ExtensionStatus StatusOf(string number)
    {
        IEnumerable<IPAddress> addresses = _services.Locations.Find(number, _services.Clock.GetUtcNow()).Select(b => b.Flow.Remote.Address);
        return new ExtensionStatus(number, _services.Activity.StateOf(number), [.. addresses.Select(a => a.ToString())]);
    }

    /// <inheritdoc />
    public ValueTask<Outcome<CallId>> PlaceCallAsync(PlaceCall command, CancellationToken cancellation)
    {
        bool isExtension = _services.Extensions.TryGet(command.Caller, out _);
        if (!isExtension && !(command.CallerMayBeOutside && _services.DialPlan.LeadsOutside(command.Caller)))
        {
            return ValueTask.FromResult<Outcome<CallId>>(command.CallerMayBeOutside ? Refusal.NumberNotFound : Refusal.ExtensionNotFound);
        }

        if (_closing || _services.Calls.Count >= _services.Options.MaxCalls
            || Call.TryOpen(_services, command.Caller, command.Callee, command) is not { } call)
        {
            return ValueTask.FromResult<Outcome<CallId>>(Refusal.Overloaded);
        }

        call.Start(() => call.StartByRequest(command));
        return ValueTask.FromResult<Outcome<CallId>>(call.Id);
    }

    /// <inheritdoc />
    public ValueTask<Outcome<MonitorReceipt>> StartMonitorAsync(StartMonitor command, CancellationToken cancellation)
        => _services.Calls.TryFindByLeg(command.Target, out Call? call)
            ? call.Mailbox.AskAsync(() => call.Monitors.StartAsync(command), Refusal.LegNotFound, cancellation)
            : ValueTask.FromResult<Outcome<MonitorReceipt>>(Refusal.LegNotFound);

    /// <inheritdoc />
    public ValueTask<Outcome<MonitorReceipt>> SwitchMonitorAsync(SwitchMonitor command, CancellationToken cancellation)
        => _services.Calls.TryFindByLeg(command.Monitor, out Call? call)
            ? call.Mailbox.AskAsync(() => call.Monitors.SwitchAsync(command), Refusal.LegNotFound, cancellation)
            : ValueTask.FromResult<Outcome<MonitorReceipt>>(Refusal.LegNotFound);

    /// <inheritdoc />
    public async ValueTask<Outcome<CallId>> HangUpAsync(LegId leg, CancellationToken cancellation)
    {
        if (!_services.Calls.TryFindByLeg(leg, out Call? call))
        {
            return Refusal.LegNotFound;
        }

        CallId actedOn = call.Snapshot.Monitors.FirstOrDefault(m => m.Id == leg)?.OwnCallId ?? call.Id;
        bool done = await call.Mailbox.AskAsync(() => call.HangUpAsync(leg), whenClosed: false, cancellation);
        return done ? actedOn : Refusal.LegNotFound;
    }

    /// <inheritdoc />
    public ValueTask<Outcome<CallId>> HoldAsync(HoldLeg command, CancellationToken cancellation)
        => AskCallOf(command.Leg, call => call.HoldAsync(command), cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<CallId>> MuteAsync(MuteLeg command, CancellationToken cancellation)
        => AskCallOf(command.Leg, call => call.MuteAsync(command), cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<CallId>> TransferAsync(TransferParty command, CancellationToken cancellation)
        => AskCallOf(command.Moved, call => call.TransferAsync(command), cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<CallId>> ConsultAsync(ConsultTarget command, CancellationToken cancellation)
        => AskCallOf(command.Transferor, call => call.ConsultAsync(command), cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<CallId>> EndConsultationAsync(EndConsultation command, CancellationToken cancellation)
        => AskCallOf(command.Transferor, call => call.EndConsultationAsync(command), cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _registrar.Dispose();
        _trunks.Dispose();
        await _services.Stack.DisposeAsync();
        _services.Media.Dispose();
    }

    private ValueTask<Outcome<CallId>> AskCallOf(LegId leg, Func<Call, ValueTask<Outcome<CallId>>> question, CancellationToken cancellation)
        => _services.Calls.TryFindByLeg(leg, out Call? call)
            ? call.Mailbox.AskAsync(() => question(call), Refusal.LegNotFound, cancellation)
            : ValueTask.FromResult<Outcome<CallId>>(Refusal.LegNotFound);
}
