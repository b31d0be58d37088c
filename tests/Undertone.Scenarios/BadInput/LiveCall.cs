using System.Diagnostics;
using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Phone.Hearing;
using Undertone.Scenarios.Harness;
using Undertone.Sip.Messages;

namespace Undertone.Scenarios.BadInput;

/// <summary>A call between two phones, with a supervisor if wanted, and the means to show that something did not disturb it.</summary>
public sealed class LiveCall : IAsyncDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ServerProcess _server;
    private string _mode = "";

    private LiveCall(ServerProcess server, PSeriesClient api) => (_server, Api) = (server, api);

    /// <summary>The API client that started what was started.</summary>
    public PSeriesClient Api { get; }

    /// <summary>The phone that was called, the one to be monitored.</summary>
    public SimulatedPhone Agent { get; private set; } = null!;

    /// <summary>The phone that called.</summary>
    public SimulatedPhone Customer { get; private set; } = null!;

    /// <summary>The supervisor's phone; null before <see cref="MonitorAsync"/>.</summary>
    public SimulatedPhone? Supervisor { get; private set; }

    /// <summary>The call at the agent.</summary>
    public PhoneCall AgentCall { get; private set; } = null!;

    /// <summary>The call at the customer.</summary>
    public PhoneCall CustomerCall { get; private set; } = null!;

    /// <summary>The call at the supervisor.</summary>
    public PhoneCall? SupervisorCall { get; private set; }

    /// <summary>The channel of the agent's leg.</summary>
    public string AgentChannel { get; private set; } = "";

    /// <summary>The channel of the customer's leg.</summary>
    public string CustomerChannel { get; private set; } = "";

    /// <summary>Both phones register, the customer calls the agent, both talk.</summary>
    public static async Task<LiveCall> StartAsync(ServerProcess server, PSeriesClient api, string agent, string customer)
    {
        var live = new LiveCall(server, api);
        try
        {
            live.Agent = await Phones.RegisterAsync(server, agent, Phones.AgentHz, AnswerPolicy.Always);
            live.Customer = await Phones.RegisterAsync(server, customer, Phones.CustomerHz, AnswerPolicy.Never);
            live.CustomerCall = await live.Customer.CallAsync(agent);
            live.AgentCall = await live.Agent.NextIncomingCallAsync();
            await live.AgentCall.WaitForAsync(PhoneCallState.Talking);
            live.AgentChannel = await api.ChannelOfAsync(agent, "ANSWER");
            live.CustomerChannel = await api.ChannelOfAsync(customer, "ANSWERED");
            await live.AssertHearingAsync();
            return live;
        }
        catch
        {
            await live.DisposeAsync();
            throw;
        }
    }

    /// <summary>A supervisor's phone registers and is brought onto the call, at the agent's side.</summary>
    public async Task<JsonObject> MonitorAsync(string supervisor, string type)
    {
        Supervisor = await Phones.RegisterAsync(_server, supervisor, Phones.SupervisorHz, AnswerPolicy.ByHeaders);
        JsonObject answer = await Api.ListenAsync(supervisor, AgentChannel, type);
        Assert.Equal(0, (int)answer["errcode"]!);
        SupervisorCall = await Supervisor.NextIncomingCallAsync();
        await SupervisorCall.WaitForAsync(PhoneCallState.Talking);
        await Api.ChannelOfAsync(supervisor, "ANSWER");
        await ExpectModeAsync(type);
        return answer;
    }

    /// <summary>From now on the hearing of this mode is the right one; "" for no supervisor. Waits until it is.</summary>
    public Task ExpectModeAsync(string type)
    {
        _mode = type;
        return AssertHearingAsync();
    }

    /// <summary>Takes down how things stand.</summary>
    public async Task<CallMark> MarkAsync() => new(
        await QueryAsync(), Agent.Received.Count, Customer.Received.Count, AgentCall.Ear.PacketCount, CustomerCall.Ear.PacketCount, SupervisorCall?.Ear.PacketCount ?? 0);

    /// <summary>
    /// Nothing has changed since the mark: the calls are the same, every ear hears whom it should and nobody else, its stream went on
    /// without a gap, the server sent no request to the parties, and its log is clean.
    /// </summary>
    /// <param name="mark">What to compare with.</param>
    /// <param name="evenTimestamps">False where a party's own stream was uneven, which its listener may see in the time stamps.</param>
    public async Task AssertUndisturbedAsync(CallMark mark, bool evenTimestamps = true)
    {
        await AssertHearingAsync();
        AssertContinuous(AgentCall, mark.AgentPackets, evenTimestamps);
        AssertContinuous(CustomerCall, mark.CustomerPackets, evenTimestamps);
        if (SupervisorCall is not null)
        {
            AssertContinuous(SupervisorCall, mark.SupervisorPackets, evenTimestamps: false);
        }

        Assert.Equal(mark.Calls, await QueryUntilAsync(mark.Calls));
        Assert.Empty(RequestsTo(Agent, mark.AgentMessages));
        Assert.Empty(RequestsTo(Customer, mark.CustomerMessages));
        ServerLog.AssertClean(_server, Api.Token);
    }

    /// <summary>Nobody has heard a tone since the mark, not even for one packet.</summary>
    public void AssertNeverHeard(CallMark mark, int toneHz)
    {
        foreach ((PhoneCall call, long first) in
            new[] { (AgentCall, mark.AgentPackets), (CustomerCall, mark.CustomerPackets), (SupervisorCall ?? AgentCall, mark.SupervisorPackets) })
        {
            long position = call.Ear.PacketsFrom(first).First(packet => packet.FirstSample >= 0).FirstSample;
            short[] heard = call.Ear.Read(position, (int)(call.Ear.EndSample - position));
            Assert.NotEqual(TonePresence.Present, new ToneMeter(toneHz).MeasureLoudest(heard)[0].Presence);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Phones.EndAsync(Supervisor);
        await Phones.EndAsync(Customer);
        await Phones.EndAsync(Agent);
    }

    private static void AssertContinuous(PhoneCall call, long first, bool evenTimestamps)
    {
        IReadOnlyList<EarPacket> packets = call.Ear.PacketsFrom(first);
        Assert.NotEmpty(packets);
        Assert.Single(packets.Select(packet => packet.Ssrc).Distinct());
        foreach ((EarPacket before, EarPacket after) in packets.Zip(packets.Skip(1)))
        {
            Assert.Equal((ushort)(before.Sequence + 1), after.Sequence);
            Assert.True(!evenTimestamps || after.Timestamp - before.Timestamp == (uint)before.Payload.Length, $"Time stamp {before.Timestamp}, then {after.Timestamp}");
        }
    }

    private static IEnumerable<string> RequestsTo(SimulatedPhone phone, int known)
        => phone.Received.Skip(known).Where(received => received.Message is SipRequest).Select(received => received.Summary);

    private async Task AssertHearingAsync()
    {
        string agent = Agent.Options.Number;
        string customer = Customer.Options.Number;
        string supervisor = Supervisor?.Options.Number ?? "";
        var expected = new Dictionary<string, string[]>
        {
            [agent] = _mode is "whisper" or "barge" ? [customer, supervisor] : [customer],
            [customer] = _mode is "barge" ? [agent, supervisor] : [agent],
            [supervisor] = [agent, customer],
        };
        HearingParty[] parties = _mode.Length > 0
            ? [AgentCall.AsParty(), CustomerCall.AsParty(), SupervisorCall!.AsParty()]
            : [AgentCall.AsParty(), CustomerCall.AsParty()];
        HearingReport report = await new HearingTable(parties).MeasureUntilRightAsync(_mode, expected, Window, Patience);
        Assert.True(report.IsRight, report.ToString());
    }

    /// <summary>The calls, asked for again while what has ended is still being cleared away.</summary>
    private async Task<string> QueryUntilAsync(string expected)
    {
        long start = Stopwatch.GetTimestamp();
        string calls;
        do
        {
            calls = await QueryAsync();
        }
        while (calls != expected && Stopwatch.GetElapsedTime(start) < Patience);
        return calls;
    }

    private async Task<string> QueryAsync() => (await Api.GetAsync("call/query")).ToJsonString();
}
