using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Harness;
using Undertone.Storage;
using Undertone.Supervision.Calls;

namespace Undertone.Scenarios.Calls;

/// <summary>A server of its own or a shared one, an API client that watches all events, and phones that come and go.</summary>
internal sealed class CallScene : IAsyncDisposable
{
    private static readonly int[] Watched = [30007, 30008, 30011, 30012, 30015];
    private readonly List<SimulatedPhone> _phones = [];
    private readonly bool _ownsServer;
    private int _toneHz = 400;

    private CallScene(ServerProcess server, bool ownsServer, PSeriesClient client, EventSocket events)
    {
        _ownsServer = ownsServer;
        Server = server;
        Client = client;
        Events = events;
    }

    public ServerProcess Server { get; }

    public PSeriesClient Client { get; }

    public EventSocket Events { get; }

    /// <summary>On a server that other tests use too.</summary>
    public static Task<CallScene> StartAsync(CallServer server) => WatchAsync(server.Process, ownsServer: false);

    /// <summary>On a server of its own.</summary>
    public static async Task<CallScene> StartAsync(Action<JsonObject> change)
    {
        ServerProcess server = await ServerProcess.StartAsync(change);
        try
        {
            return await WatchAsync(server, ownsServer: true);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A registered phone.</summary>
    public async Task<SimulatedPhone> PhoneAsync(string number, AnswerPolicy answering = AnswerPolicy.Never, bool earlyMedia = false)
    {
        SimulatedPhone phone = await SimulatedPhone.StartAsync(new SimulatedPhoneOptions
        {
            Number = number,
            Password = ServerProcess.PasswordOf(number),
            Server = Server.Sip,
            ToneFrequencyHz = _toneHz += 200,
            Answering = answering,
            EarlyMedia = earlyMedia,
        });
        _phones.Add(phone);
        await phone.RegisterAsync();
        return phone;
    }

    /// <summary>2000 and 2001 in conversation, 2000 having called.</summary>
    public async Task<(PhoneCall Caller, PhoneCall Callee)> TalkAsync()
    {
        SimulatedPhone from = await PhoneAsync("2000");
        SimulatedPhone to = await PhoneAsync("2001");
        PhoneCall caller = from.Call("2001");
        PhoneCall callee = await to.NextIncomingCallAsync();
        await caller.WaitForAsync(PhoneCallState.Ringing);
        await callee.AnswerAsync();
        await caller.WaitForAsync(PhoneCallState.Talking);
        await Events.EventAsync(30011, m => m.ToJsonString().Contains("\"ANSWERED\"", StringComparison.Ordinal));
        return (caller, callee);
    }

    /// <summary>Waits until an ear hears a tone, or none, judged by what arrived in the last 200 ms.</summary>
    public static async Task HearsAsync(PhoneCall ear, int toneHz, bool present = true)
    {
        long start = Stopwatch.GetTimestamp();
        while (IsHeard() != present)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), $"the tone of {toneHz} Hz is {(present ? "not " : "still ")}heard");
            await Task.Delay(20);
        }

        bool IsHeard()
        {
            long now = Stopwatch.GetTimestamp();
            short[] heard = ear.Ear.LatestAsHeard(now - (Stopwatch.Frequency / 5), now);
            return new ToneMeter(toneHz).Measure(heard)[0].Presence is TonePresence.Present;
        }
    }

    /// <summary>The records of ended calls as the database has them, newest first.</summary>
    public async Task<IReadOnlyList<CallRecord>> StoredRecordsAsync()
    {
        var options = new StorageOptions { ConnectionString = $"Data Source={Path.Combine(Server.Folder.FullName, "undertone.db")}" };
        await using UndertoneStore store = await UndertoneStore.OpenAsync(options, TimeProvider.System, NullLogger<UndertoneStore>.Instance, mustExist: true);
        return await store.CallRecords.ReadNewestAsync(100, CancellationToken.None);
    }

    /// <summary>Pulls the plug of a phone: it stays registered.</summary>
    public async Task UnplugAsync(SimulatedPhone phone)
    {
        _phones.Remove(phone);
        await phone.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_ownsServer)
            {
                await LeaveAsync();
            }
        }
        finally
        {
            foreach (SimulatedPhone phone in _phones)
            {
                await phone.DisposeAsync();
            }

            await Events.DisposeAsync();
            Client.Dispose();
            if (_ownsServer)
            {
                await Server.DisposeAsync();
            }
        }
    }

    private static async Task<CallScene> WatchAsync(ServerProcess server, bool ownsServer)
    {
        PSeriesClient client = await PSeriesClient.LogInAsync(server);
        return new CallScene(server, ownsServer, client, await EventSocket.SubscribeAsync(server, client, Watched));
    }

    // Events are told in order: when the last phone is told to be gone, nothing is left to be told to the next test.
    private async Task LeaveAsync()
    {
        try
        {
            foreach (PhoneCall call in _phones.SelectMany(p => p.Calls).ToArray())
            {
                await call.HangUpAsync();
            }

            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while ((await Client.GetAsync("call/query"))["data"]?.AsArray() is { Count: > 0 })
            {
                await Task.Delay(5, patience.Token);
            }
        }
        finally
        {
            // Whatever went wrong above, the next test must not meet these phones.
            foreach (SimulatedPhone phone in _phones)
            {
                await phone.UnregisterAsync();
                await Events.EventAsync(30007, m => (string)m["extension"]! == phone.Options.Number && (string)m["status"]! == "Unregistered");
            }
        }
    }
}
