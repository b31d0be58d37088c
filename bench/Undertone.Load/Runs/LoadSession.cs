using System.Diagnostics;
using Undertone.Load.Api;
using Undertone.Load.Audio;
using Undertone.Load.CommandLine;
using Undertone.Load.Rtp;
using Undertone.Load.Servers;
using Undertone.Load.Sip;
using Undertone.Sip.Messages;
using Undertone.Sip.Sdp;

namespace Undertone.Load.Runs;

/// <summary>What all steps of a run share: the server, the phones, their audio and the API.</summary>
internal sealed class LoadSession : IAsyncDisposable
{
    private const int RegistrationsAtOnce = 100;

    /// <summary>The port that legs without audio tell; nobody listens there.</summary>
    private const int PortOfSilentLegs = 9;

    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(5);

    private readonly OwnServer? _own;
    private readonly NeighbourLoad? _neighbours;
    private readonly PortRange _ports;
    private readonly List<LoadPhone> _registered = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _refreshing = Task.CompletedTask;

    private LoadSession(LoadOptions options, Progress progress, OwnServer? own, LoadTarget target, NeighbourLoad? neighbours)
    {
        Options = options;
        Progress = progress;
        _own = own;
        _neighbours = neighbours;
        Target = target;
        _ports = new PortRange(options.LocalAddress, options.RtpPorts.First, options.RtpPorts.Last);
        Audio = new RtpEngine();
        Phones = new LoadPhones(target.Sip, target.Domain, options.LocalAddress, options.IsALaw ? AudioCodec.Pcma : AudioCodec.Pcmu, Audio);
        Api = target.Api is null ? null : new PSeriesClient(target.Api, target.ClientId, target.ClientSecret);
    }

    public LoadOptions Options { get; }

    public Progress Progress { get; }

    public LoadTarget Target { get; }

    public RtpEngine Audio { get; }

    public LoadPhones Phones { get; }

    public PSeriesClient? Api { get; }

    /// <summary>What the server used when nobody was registered; null when it is not to be seen.</summary>
    public ProcessUse? AtStart { get; private set; }

    public int Registered => _registered.Count;

    /// <summary>Starts or finds the server and registers the phones.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="extensions">How many extensions the run needs.</param>
    /// <param name="progress">Where to tell how far it is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LoadException">The server is not there, or refuses.</exception>
    public static async Task<LoadSession> StartAsync(LoadOptions options, int extensions, Progress progress, CancellationToken cancellation)
    {
        OwnServer? own = null;
        var target = options.Target;
        if (target is null)
        {
            progress.Show("Starting a server.");
            own = await OwnServer.StartAsync(
                options, Enumerable.Range(0, extensions).Select(options.NumberOf).Select(number => (number, options.PasswordOf(number))), cancellation);
            target = own.Target;
        }

        LoadSession? session = null;
        try
        {
            session = new LoadSession(options, progress, own, target, options.Neighbours > 0 ? NeighbourLoad.Start(options.Neighbours, options.ServerCore) : null);
            await session.Phones.StartAsync(cancellation);
            session.AtStart = session.ReadUse();
            await session.RegisterAsync(extensions, cancellation);
            if (session.Api is not null && options.Mode is not null)
            {
                await session.Api.LogInAsync(cancellation);
            }

            return session;
        }
        catch
        {
            if (session is not null)
            {
                await session.DisposeAsync();
            }
            else if (own is not null)
            {
                await own.DisposeAsync();
            }

            throw;
        }
    }

    public LoadPhone PhoneOf(int extension) => _registered[extension];

    /// <summary>A leg of a call with a mouth and an ear of its own.</summary>
    public LoadLeg OpenLeg(LoadPhone phone, int call, int mouth)
    {
        var sockets = _ports.Open();
        var spoken = new Mouth(call, mouth, Options.IsALaw, stagger: (call * 17) + (mouth * 23));
        return new LoadLeg(Phones, phone, new RtpLeg(sockets, spoken, Options.IsALaw), sockets.Port);
    }

    /// <summary>A leg without audio.</summary>
    public LoadLeg OpenSilentLeg(LoadPhone phone) => new(Phones, phone, null, PortOfSilentLegs);

    /// <summary>The phones let their registrations lapse from now on: a server that they still ask has always something in hand.</summary>
    public async Task StopRefreshingAsync()
    {
        await _stop.CancelAsync();
        await _refreshing;
    }

    public ProcessUse? ReadUse() => Target.ProcessId is { } id ? ProcessUse.Read(id) : null;

    public async Task<ServerMetrics?> ReadMetricsAsync(CancellationToken cancellation)
        => Target.Api is null ? null : await ServerMetrics.ReadAsync(Target.Api, cancellation);

    public async ValueTask DisposeAsync()
    {
        await StopRefreshingAsync();
        await Phones.DisposeAsync();
        Audio.Dispose();
        Api?.Dispose();
        _neighbours?.Dispose();
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task RegisterAsync(int extensions, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var done = 0;
        using var room = new SemaphoreSlim(RegistrationsAtOnce);
        var running = new List<Task>();
        for (var i = 0; i < extensions; i++)
        {
            await room.WaitAsync(cancellation);
            var number = Options.NumberOf(i);
            var phone = new LoadPhone(number, Options.PasswordOf(number));
            _registered.Add(phone);
            running.Add(RegisterOneAsync(phone));
            if (i < 1)
            {
                // The first tells whether there is a server at all and whether it lets us in; one line is enough for all.
                await FirstAsync(running[0]);
            }

            var faulted = running.Find(task => task.IsFaulted);
            if (faulted is not null)
            {
                await faulted;
            }

            Progress.Show($"Registering: {Volatile.Read(ref done)} of {extensions}.");
        }

        await Task.WhenAll(running);
        Progress.Done($"{extensions} extensions are registered, {extensions / Math.Max(0.001, Stopwatch.GetElapsedTime(began).TotalSeconds):0} a second.");
        _refreshing = RefreshAsync(_stop.Token);

        async Task RegisterOneAsync(LoadPhone phone)
        {
            var response = await Phones.RegisterAsync(phone, Options.Expires);
            room.Release();
            Interlocked.Increment(ref done);
            if (!response.IsSuccess)
            {
                throw new LoadException(response.StatusCode == SipStatus.RequestTimeout && response.Headers.Count == 0
                    ? $"No SIP server answers at {Target.Sip} (REGISTER of {phone.Number}, 32 s)."
                    : $"The server refuses the registration of {phone.Number}: {response.StatusCode} {response.ReasonPhrase}.");
            }
        }
    }

    private async Task FirstAsync(Task registering)
    {
        try
        {
            await registering.WaitAsync(FirstPatience);
        }
        catch (TimeoutException)
        {
            throw new LoadException($"No SIP server answers at {Target.Sip} (REGISTER, {FirstPatience.TotalSeconds} s).");
        }
    }

    /// <summary>Refreshes all registrations, one after the other, twice in their lifetime.</summary>
    private async Task RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            while (_registered.Count > 0)
            {
                foreach (var phone in _registered)
                {
                    await Task.Delay(Options.Expires / 2 / _registered.Count, cancellation);
                    _ = Phones.RegisterAsync(phone, Options.Expires);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
