using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers;
using Undertone.Sip.Messages;

namespace Undertone.Scenarios.Trunks;

/// <summary>One test with the shared server: phones that come and go, an API client, and the events of its calls.</summary>
internal sealed class TrunkScene : IAsyncDisposable
{
    private readonly List<SimulatedPhone> _phones = [];
    private readonly TrunkServer _server;

    private TrunkScene(TrunkServer server, PSeriesClient client, EventSocket events) => (_server, Client, Events) = (server, client, events);

    public PSeriesClient Client { get; }

    public EventSocket Events { get; }

    public ServerProcess Server => _server.Process;

    public static async Task<TrunkScene> OpenAsync(TrunkServer server)
    {
        PSeriesClient client = await PSeriesClient.LogInAsync(server.Process);
        return new TrunkScene(server, client, await EventSocket.SubscribeAsync(server.Process, client, 30011, 30012, 30015));
    }

    /// <summary>A registered phone with a tone of its own.</summary>
    public async Task<SimulatedPhone> PhoneAsync(string number, AnswerPolicy answering = AnswerPolicy.ByHeaders, int toneHz = 600)
    {
        SimulatedPhone phone = await SimulatedPhone.StartAsync(new SimulatedPhoneOptions
        {
            Number = number,
            Password = ServerProcess.PasswordOf(number),
            Server = _server.Process.Sip,
            ToneFrequencyHz = toneHz,
            Answering = answering,
            Patience = TimeSpan.FromSeconds(20),
        });
        _phones.Add(phone);
        await phone.RegisterAsync();
        return phone;
    }

    /// <summary>The carrier that is a simulated phone calls a number of ours.</summary>
    public PhoneCall CallFromCarrier(string number)
        => _server.Carrier.Call(SipUri.Create(number, _server.Process.Sip.Address.ToString(), _server.Process.Sip.Port));

    /// <summary>The members of the only live call, each as the object under its one key.</summary>
    public async Task<IReadOnlyList<(string Kind, JsonObject Member)>> MembersAsync(string query = "")
    {
        JsonArray calls = (await Client.GetAsync($"call/query{query}"))["data"]!.AsArray();
        return [.. Assert.Single(calls)!["members"]!.AsArray().Select(m => m!.AsObject().Single()).Select(m => (m.Key, m.Value!.AsObject()))];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (PhoneCall call in _phones.SelectMany(p => p.Calls).Concat(_server.Carrier.Calls).Concat(_server.TcpCarrier.Calls).ToArray())
        {
            await call.HangUpAsync();
        }

        foreach (SimulatedPhone phone in _phones)
        {
            await phone.UnregisterAsync();
            await phone.DisposeAsync();
        }

        // What is still to be told of these calls must not be told to the next test. A monitor, which is alone in its call, has no record.
        await Until.TrueAsync(
            () => CallIds(30011, m => m["members"]!.AsArray().Count > 1).All(id => CallIds(30012, _ => true).Contains(id)), () => "the records of all calls");
        await Until.TrueAsync(async () => (await Client.GetAsync("call/query"))["data"]!.AsArray().Count == 0, () => "the server to have no call left");
        await AssertPushedAsync();
        await Events.DisposeAsync();
        Client.Dispose();
    }

    // A webhook must have been told of these calls what the socket was told, in the same order.
    private async Task AssertPushedAsync()
    {
        HashSet<string> calls = [.. CallIds(30012, _ => true)];
        List<string> told = Lines(Events.Events);
        await Until.TrueAsync(
            () => Lines(_server.Webhook.Events).SequenceEqual(told),
            () => $"the webhook to be told\n{string.Join('\n', told)}\ninstead of\n{string.Join('\n', Lines(_server.Webhook.Events))}");

        List<string> Lines(IEnumerable<SeenEvent> events)
            => [.. events.Where(e => calls.Contains((string)e.Message["call_id"]!)).Select(e => $"{e.Type} {e.Message.ToJsonString()}")];
    }

    private IReadOnlyList<string> CallIds(int type, Func<JsonObject, bool> satisfies)
        => [.. Events.Events.Where(e => e.Type == type && satisfies(e.Message)).Select(e => (string)e.Message["call_id"]!)];
}
