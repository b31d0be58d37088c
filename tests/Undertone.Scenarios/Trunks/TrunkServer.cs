using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers.Sipp;
using Undertone.Sip;

namespace Undertone.Scenarios.Trunks;

/// <summary>
/// A server with trunks of every kind for all tests of the collection: a carrier that is a simulated phone, one that SIPp plays, two that
/// are registered with, and two at which nobody is.
/// </summary>
public sealed class TrunkServer : IAsyncLifetime
{
    public const string Account = "account";
    public const string Password = "carrier-secret";
    public const string OutsideNumber = "5503301";

    private readonly int _registrarPort = FreePorts.UdpAndTcp();
    private readonly int _refusingPort = FreePorts.UdpAndTcp();

    /// <summary>The server.</summary>
    public ServerProcess Process { get; private set; } = null!;

    /// <summary>The carrier whose ear and mouth can be measured.</summary>
    public SimulatedPhone Carrier { get; private set; } = null!;

    /// <summary>Another that speaks TCP.</summary>
    public SimulatedPhone TcpCarrier { get; private set; } = null!;

    /// <summary>Where the carrier that SIPp plays is expected.</summary>
    public int SippPort { get; } = FreePorts.UdpAndTcp();

    /// <summary>What has been told of the trunks since shortly after the start.</summary>
    public EventSocket TrunkEvents { get; private set; } = null!;

    /// <summary>What a webhook is told of the calls.</summary>
    internal WebhookReceiver Webhook { get; private set; } = null!;

    /// <summary>The registrar that wants a digest, and the one that refuses.</summary>
    internal SippProcess Registrar { get; private set; } = null!;

    internal SippProcess Refusing { get; private set; } = null!;

    private PSeriesClient Client { get; set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Carrier = await SimulatedPhone.StartAsync(new SimulatedPhoneOptions
        {
            Number = OutsideNumber, ToneFrequencyHz = 1000, Answering = AnswerPolicy.Never, Patience = TimeSpan.FromSeconds(20),
        });
        TcpCarrier = await SimulatedPhone.StartAsync(Carrier.Options with { Transport = SipTransportKind.Tcp });
        Process = await ServerProcess.StartAsync(Configure);
        Client = await PSeriesClient.LogInAsync(Process);
        Webhook = await WebhookReceiver.StartAsync();
        await Client.PostAsync("webhook/update", Webhook.Subscription("/ok", 30011, 30012, 30015));
        TrunkEvents = await EventSocket.SubscribeAsync(Process, Client, 30010);
        var account = new Dictionary<string, string> { ["account"] = Account, ["password"] = Password };
        Registrar = SippProcess.Start(Process, new SippRun("registrar-challenges", Account) { Port = _registrarPort, Values = account });
        Refusing = SippProcess.Start(Process, new SippRun("registrar-refuses", Account) { Port = _refusingPort });
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await Registrar.DisposeAsync();
        await Refusing.DisposeAsync();
        await TrunkEvents.DisposeAsync();
        Client.Dispose();
        await Process.DisposeAsync();
        await Webhook.DisposeAsync();
        await Carrier.DisposeAsync();
        await TcpCarrier.DisposeAsync();
    }

    private void Configure(JsonObject configuration)
    {
        configuration["Trunks"] = new JsonArray(
            Trunk("phone", Carrier.DirectAddress.Port!.Value),
            Trunk("phone-tcp", TcpCarrier.DirectAddress.Port!.Value, trunk => trunk["Address"] = $"{trunk["Address"]};transport=tcp"),
            Trunk("sipp", SippPort, trunk =>
            {
                trunk["Username"] = Account;
                trunk["Password"] = Password;
            }),
            Trunk("registrar", _registrarPort, trunk => Registers(trunk)),
            Trunk("refusing", _refusingPort, trunk => Registers(trunk)),
            Trunk("nobody", FreePorts.UdpAndTcp(), trunk => trunk["Timeout"] = "500ms"),
            Trunk("nobody-tcp", FreePorts.UdpAndTcp(), trunk => trunk["Address"] = $"{trunk["Address"]};transport=tcp"));
        configuration["Routes"] = new JsonObject
        {
            ["Outbound"] = new JsonArray(
                Route("^01", "phone"), Route("^02", "sipp"), Route("^03", "nobody"), Route("^04", "nobody"), Route("^04", "phone"), Route("^05", "nobody-tcp"), Route("^06", "phone-tcp")),
            ["Inbound"] = new JsonArray(
                Inbound("phone", "^555", "2000"), Inbound("phone", "^444", "0212345"), Inbound("phone-tcp", "^555", "2000"), Inbound("sipp", "^555", "2001")),
        };
    }

    private static void Registers(JsonObject trunk)
    {
        trunk["Username"] = Account;
        trunk["Password"] = Password;
        trunk["Register"] = true;
        trunk["Timeout"] = "30s";
    }

    private static JsonObject Trunk(string name, int port, Action<JsonObject>? change = null)
    {
        var trunk = new JsonObject { ["Name"] = name, ["Address"] = $"sip:127.0.0.1:{port}", ["ProbeInterval"] = "0s" };
        change?.Invoke(trunk);
        return trunk;
    }

    private static JsonObject Route(string pattern, string trunk) => new() { ["Pattern"] = pattern, ["Trunk"] = trunk };

    private static JsonObject Inbound(string trunk, string number, string extension)
        => new() { ["Trunk"] = trunk, ["Number"] = number, ["Extension"] = extension };
}
