using System.Diagnostics;
using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>Who gets events, from when and until when, and how often an event is tried.</summary>
[Collection(EventStage.Name)]
public sealed class DeliveryLifeTests(EventStage stage) : IAsyncLifetime
{
    private readonly List<SimulatedPhone> _phones = [];
    private readonly EventListener _first = EventListener.Answering();
    private readonly EventListener _second = EventListener.Answering();
    private ApiSession? _session;
    private ApiSession? _other;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (ApiSession? session in new[] { _session, _other })
        {
            if (session is not null)
            {
                await session.DisposeAsync();
            }
        }

        foreach (SimulatedPhone phone in _phones)
        {
            await Phones.EndAsync(phone);
        }

        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task What_is_answered_with_500_is_tried_three_times_in_all()
    {
        await using EventListener failing = EventListener.Failing(4);
        _other = await LogInAsync("api6", _second);
        await RegisterAsync("2008");
        await _second.SaysAsync(Registered("2008"));

        // All that happened before this login has been told: events are told in order.
        _session = await LogInAsync("api5", failing);
        await RegisterAsync("2003");
        await RegisterAsync("2004");

        await failing.CountAsync(5);
        Assert.Equal(["2003", "2003", "2003", "2004", "2004"], Extensions(failing));
        ReceivedEvent[] tries = [.. failing.Events];
        Assert.All([(0, 1), (1, 2), (3, 4)], pair => Assert.InRange(
            Stopwatch.GetElapsedTime(tries[pair.Item1].At, tries[pair.Item2].At), TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public async Task A_receiver_that_is_started_again_gets_what_happened_meanwhile()
    {
        int port = FreePorts.UdpAndTcp();
        int failures = Failures();
        _session = await ApiSession.LogInAsync(stage.Server, "api5", "v1.1.0", $"\"port\":\"{port}\",\"version\":\"1.0.2\"");
        await RegisterAsync("2003");
        await RegisterAsync("2004");
        await Until.TrueAsync(() => Failures() > failures, () => "the log to say that nobody is at the port");

        await using EventListener restarted = EventListener.Answering(port);
        await restarted.SaysAsync(Registered("2004"));
        Assert.Equal(["2003", "2004"], Extensions(restarted));

        int Failures() => stage.Server.Log.Split("S-Series user api5 failed at attempt").Length;
    }

    [Fact]
    public async Task A_logout_ends_the_events_of_its_user_and_of_nobody_else()
    {
        _session = await LogInAsync("api5", _first);
        _other = await LogInAsync("api6", _second);
        await RegisterAsync("2003");
        await _first.SaysAsync(Registered("2003"));
        await _session.LogOutAsync();
        await RegisterAsync("2004");
        await _second.SaysAsync(Registered("2004"));

        // A new login gets what happens after it, so that what the first receiver was not told is past.
        _session = await LogInAsync("api5", _first);
        await RegisterAsync("2005");
        await _first.SaysAsync(Registered("2005"));
        await _second.SaysAsync(Registered("2005"));
        Assert.Equal(["2003", "2005"], Extensions(_first));
        Assert.Equal(["2003", "2004", "2005"], Extensions(_second));
    }

    [Fact]
    public async Task A_heartbeat_moves_the_events_to_another_port_and_without_a_body_leaves_them()
    {
        _session = await LogInAsync("api5", _first);
        await _session.PostAsync("heartbeat");
        await RegisterAsync("2003");
        await _first.SaysAsync(Registered("2003"));
        await _session.PostAsync("heartbeat", $$"""{"ipaddr":"127.0.0.1","port":"{{_second.Port}}"}""");
        await RegisterAsync("2004");
        await _second.SaysAsync(Registered("2004"));
        await _session.PostAsync("heartbeat", $$"""{"url":"127.0.0.1:{{_first.Port}}/moved","urltag":"1"}""");
        await RegisterAsync("2005");
        ReceivedEvent moved = await _first.SaysAsync(Registered("2005"));

        Assert.Equal("POST /moved HTTP/1.1", moved.RequestLine);
        Assert.Equal(["2003", "2005"], Extensions(_first));
        Assert.Equal(["2004"], Extensions(_second));
    }

    [Fact]
    public async Task The_newest_login_of_a_user_gets_the_events()
    {
        _session = await LogInAsync("api5", _first);
        await RegisterAsync("2003");
        await _first.SaysAsync(Registered("2003"));
        _other = await LogInAsync("api5", _second);
        await RegisterAsync("2004");
        await _second.SaysAsync(Registered("2004"));

        // The older token is as good as before for everything else.
        await _session.PostAsync("heartbeat");
        await RegisterAsync("2005");
        await _second.SaysAsync(Registered("2005"));
        Assert.Equal(["2003"], Extensions(_first));
    }

    // Of what the phones of the test before do at its end, something may be told here.
    private static IEnumerable<string> Extensions(EventListener listener)
        => listener.Bodies.Select(body => JsonNode.Parse(body)!).Where(e => (string?)e["status"] == "Registered").Select(e => (string)e["extension"]!);

    private static string Registered(string number) => $"\"extension\":\"{number}\",\"status\":\"Registered\"";

    private Task<ApiSession> LogInAsync(string user, EventListener listener)
        => ApiSession.LogInAsync(stage.Server, user, "v1.1.0", $"\"port\":\"{listener.Port}\",\"version\":\"1.0.2\"");

    private async Task RegisterAsync(string number)
        => _phones.Add(await Phones.RegisterAsync(stage.Server, number, 600, AnswerPolicy.Never));
}
