using System.Net;
using Undertone.Http.Exotel.Accounts;
using Undertone.Media;
using Undertone.Server.Configuration.Settings;
using Undertone.Sip;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch;
using Undertone.Switch.Monitoring;
using Undertone.Switch.Trunks;

namespace Undertone.Server.Hosting;

/// <summary>
/// Puts the embedded engine together from SIP, media and the switch. It is the only place of the program that knows these parts.
/// </summary>
internal sealed class EmbeddedEngineRunner : IEngineRunner
{
    private const double Percent = 100;

    private readonly EmbeddedCallEngine _engine;
    private bool _running;

    private EmbeddedEngineRunner(EmbeddedCallEngine engine) => _engine = engine;

    public ICallEngine Engine => _engine;

    public EngineLoad? Load => _engine.Load;

    public IReadOnlyList<string> ListensOn => _running ? [.. _engine.Listening.Select(address => address.ToString())] : [];

    public static IEngineRunner Create(ServerSettings settings, EngineServices services)
    {
        string? publicAddress = settings.Sip.PublicAddress.Length == 0 ? null : settings.Sip.PublicAddress;
        var stack = new SipStack(
            new SipStackOptions
            {
                Listen = [.. settings.Sip.Listen.Select(SipListenAddress.Parse)],
                PublicAddress = publicAddress,
                UserAgent = $"Undertone/{UndertoneServer.Version}",
            },
            services.Clock,
            services.Loggers);
        var media = new MediaPlane(
            new MediaOptions
            {
                Address = IPAddress.Parse(settings.Media.Address),
                FirstPort = settings.Media.FirstPort,
                LastPort = settings.Media.LastPort,
                Workers = settings.Media.Workers,
                LegCapacityPerWorker = LegsPerWorker(settings.Media),
                Pressure = new PressureLimits(settings.Media.RefuseMonitorsAbove / Percent, settings.Media.RefuseCallsAbove / Percent),
            },
            services.Clock,
            services.Loggers);
        var gate = new MonitorGate(
            services.Extensions, services.Audit, services.Clock, new OutsideSupervisors(ServerDialects.ExotelAccounts(settings)));
        return new EmbeddedEngineRunner(new EmbeddedCallEngine(
            ToSwitchOptions(settings, publicAddress), stack, media, services.Extensions, gate, services.Clock, services.Loggers));
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        await _engine.StartAsync(cancellation);
        _running = true;
    }

    public Task StopAsync(CancellationToken cancellation)
    {
        _running = false;
        return _engine.StopAsync(cancellation);
    }

    public void ReloadTrunks(ServerSettings settings)
        => _engine.ReloadTrunks([.. settings.Trunks.Select(ToTrunkOptions)], ToRoutes(settings.Routes));

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    /// <summary>Room for all legs that the ports admit, so that the worker is never the narrower bound.</summary>
    private static int LegsPerWorker(MediaSettings media)
    {
        int workers = media.Workers > 0 ? media.Workers : Math.Max(1, Environment.ProcessorCount / 2);
        return Math.Max(2, (media.Legs + workers - 1) / workers);
    }

    private static SwitchOptions ToSwitchOptions(ServerSettings settings, string? publicAddress) => new()
    {
        Domain = settings.Sip.Domain,
        PublicMediaAddress = publicAddress,
        Codecs = settings.Media.Codecs,
        DigestAlgorithms = [.. settings.Sip.DigestAlgorithms.Select(name => name == "MD5" ? DigestAlgorithm.Md5 : DigestAlgorithm.Sha256)],
        RingTimeout = settings.Calls.RingTimeout,
        MonitorRingTimeout = settings.Calls.RingTimeout,
        MaxMonitorsPerCall = settings.Calls.MaxMonitorsPerCall,
        MaxCalls = settings.Calls.MaxCalls,
        MinRegistration = settings.Sip.MinimumRegistration,
        MaxRegistration = settings.Sip.MaximumRegistration,
        Trunks = [.. settings.Trunks.Select(ToTrunkOptions)],
        Routes = ToRoutes(settings.Routes),
        FeatureCodes =
        [
            .. settings.FeatureCodes.Listen.Select(code => new FeatureCode(code, MonitorMode.Listen)),
            .. settings.FeatureCodes.Whisper.Select(code => new FeatureCode(code, MonitorMode.Whisper)),
            .. settings.FeatureCodes.Barge.Select(code => new FeatureCode(code, MonitorMode.Barge)),
        ],
    };
    private static TrunkOptions ToTrunkOptions(TrunkSettings trunk) => new()
    {
        Name = trunk.Name,
        Address = SipUri.TryParse(trunk.Address, out SipUri? address)
            ? address
            : throw new ArgumentException($"{trunk.Address} is no SIP URI; the settings were not checked.", nameof(trunk)),
        Username = trunk.Username,
        Password = trunk.Password,
        Register = trunk.Register,
        CallerId = trunk.CallerId,
        Timeout = trunk.Timeout,
        Expires = trunk.Expires,
        ProbeInterval = trunk.ProbeInterval,
    };

    private static TrunkRoutes ToRoutes(RouteSettings routes) => new()
    {
        Outbound = [.. routes.Outbound.Select(route => new Switch.Trunks.OutboundRoute(route.Pattern, route.Trunk))],
        Inbound = [.. routes.Inbound.Select(route => new Switch.Trunks.InboundRoute(route.Trunk, route.Number, route.Extension))],
    };
}
