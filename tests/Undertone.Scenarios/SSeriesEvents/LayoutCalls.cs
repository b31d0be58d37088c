using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Peers;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>Makes each call once, with a user of each layout logged in, and keeps what each was told.</summary>
/// <param name="stage">The server.</param>
public sealed partial class LayoutCalls(EventStage stage) : IAsyncLifetime
{
    private readonly Dictionary<(Layout, ToldCall), string[]> _told = [];
    private readonly Dictionary<ToldCall, string> _ids = [];
    private readonly Dictionary<Layout, EventListener> _listeners = Enum.GetValues<Layout>().ToDictionary(layout => layout, _ => EventListener.Answering());
    private readonly List<ApiSession> _sessions = [];
    private readonly Dictionary<string, SimulatedPhone> _phones = [];

    // What had been told before the call that is made now.
    private Dictionary<Layout, int> _before = [];

    private EventListener Main => _listeners[Layout.CallList];

    private int Before => _before[Layout.CallList];

    /// <summary>What a user of a layout was told of a call, in order.</summary>
    public IReadOnlyList<string> Of(Layout layout, ToldCall call) => EventLines.Of(_told[(layout, call)], _ids[call]);

    /// <summary>What a user of a layout was told of an extension from its registration before a call to its end after it.</summary>
    public IReadOnlyList<string> Statuses(Layout layout, ToldCall call, string number) => EventLines.OfExtension(_told[(layout, call)], number);

    /// <summary>Everything that a user of a layout was told around a call.</summary>
    public IReadOnlyList<string> All(Layout layout, ToldCall call) => _told[(layout, call)];

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        ApiSession old = await LogInAsync("api1", "v1.0.0", Layout.Old, "");
        await LogInAsync("api2", "v1.1.0", Layout.CallList, ",\"version\":\"1.0.2\"");
        await LogInAsync("api3", "v0.0.1", Layout.OpenVox, ",\"version\":\"0.0.1\",\"urltag\":0", "json");
        await LogInAsync("api4", "v2.0.0", Layout.Second, ",\"version\":\"2.0.0\"");
        await PlayAsync(ToldCall.Internal, () => CallInternallyAsync(old), "2000", "2001");
        await PlayAsync(ToldCall.Inbound, CallInwardsAsync, "2000");
        await PlayAsync(ToldCall.Outbound, CallOutwardsAsync, "2000");
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        foreach (ApiSession session in _sessions)
        {
            await session.DisposeAsync();
        }

        foreach (EventListener listener in _listeners.Values)
        {
            await listener.DisposeAsync();
        }

        await EndPhonesAsync();
    }

    private async Task CallInternallyAsync(ApiSession api)
    {
        JsonObject dialled = await api.PostAsync("extension/dial_extension", """{"caller":"2000","callee":"2001","autoanswer":"no"}""");
        await (await _phones["2000"].NextIncomingCallAsync()).AnswerAsync();
        PhoneCall callee = await _phones["2001"].NextIncomingCallAsync();
        await Main.SaysAsync("\"RING\"", Before);
        await Main.SaysAsync("\"ALERT\"", Before);
        await callee.AnswerAsync();
        ReceivedEvent answered = await Main.SaysAsync("\"ANSWERED\"", Before);
        Assert.True(answered.IsOf((string)dialled["callid"]!), answered.Body);
        await callee.HangUpAsync();
    }

    private async Task CallInwardsAsync()
    {
        PhoneCall call = stage.Call(stage.Carrier, "5550001");
        PhoneCall callee = await _phones["2000"].NextIncomingCallAsync();
        await Main.SaysAsync("\"RING\"", Before);
        await callee.AnswerAsync();
        await call.WaitForAsync(PhoneCallState.Talking);
        await Main.SaysAsync("\"ANSWERED\"", Before);
        await call.HangUpAsync();
    }

    private async Task CallOutwardsAsync()
    {
        PhoneCall call = _phones["2000"].Call("0112345");
        PhoneCall callee = await stage.Carrier.NextIncomingCallAsync();
        await _listeners[Layout.Second].SaysAsync("\"memberstatus\":\"RING\"", _before[Layout.Second]);
        await callee.AnswerAsync();
        await call.WaitForAnswerAsync();
        await Main.SaysAsync("\"ANSWERED\"", Before);
        await call.HangUpAsync();
    }

    private async Task PlayAsync(ToldCall call, Func<Task> play, params string[] extensions)
    {
        _before = _listeners.ToDictionary(pair => pair.Key, pair => pair.Value.Events.Count);
        foreach (string number in extensions)
        {
            _phones[number] = await Phones.RegisterAsync(stage.Server, number, 400 + (200 * _phones.Count), AnswerPolicy.Never);
        }

        await play();
        ReceivedEvent record = await Main.SaysAsync("\"NewCdr\"", Before);
        _ids[call] = CallId().Match(record.Body).Groups[1].Value;
        await stage.EmptyAsync();
        foreach (string number in extensions)
        {
            await Until.TrueAsync(
                () => EventLines.OfExtension(Main.Bodies.Skip(Before), number) is [.., var busy, var idle] && Tells(busy, "Busy") && Tells(idle, "Registered"),
                () => $"{number} to be told as idle again; there came:\n{string.Join('\n', Main.Bodies.Skip(Before))}");
        }

        await EndPhonesAsync();
        foreach ((Layout layout, EventListener listener) in _listeners)
        {
            foreach (string number in extensions)
            {
                await listener.EventAsync(
                    e => e.Says($"\"extension\":\"{number}\"") && Tells(e.Body, "Unregistered"), $"{number} to be told as gone", _before[layout]);
            }

            _told[(layout, call)] = [.. listener.Bodies.Skip(_before[layout])];
        }
    }

    private static bool Tells(string body, string status) => body.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal);

    private async Task<ApiSession> LogInAsync(string user, string version, Layout layout, string fields, string type = "")
    {
        ApiSession session = await ApiSession.LogInAsync(stage.Server, user, version, $"\"port\":\"{_listeners[layout].Port}\"{fields}", type);
        _sessions.Add(session);
        return session;
    }

    private async Task EndPhonesAsync()
    {
        foreach (SimulatedPhone phone in _phones.Values)
        {
            await Phones.EndAsync(phone);
        }

        _phones.Clear();
    }

    [GeneratedRegex("\"callid\":\"([0-9]+\\.[0-9]+)\"")]
    private static partial Regex CallId();
}
