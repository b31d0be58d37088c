using System.Diagnostics;
using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Phone.Hearing;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.Supervision.Stage;

/// <summary>
/// Two extensions who talk with each other, each with a tone of its own, and the supervisors who come onto their call. At the end every
/// phone hangs up and unregisters, so that the next story finds an empty server.
/// </summary>
internal sealed class SupervisedCall : IAsyncDisposable
{
    public const string Caller = "2000";
    public const string Callee = "2001";
    public const string TransferTarget = "2002";

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);

    // G.711 adds sums and differences of odd order (3a, 2a - b, a + b - c). Those of the parties' tones are 200 Hz off the multiples of 400 Hz
    // that the supervisors have, and those of two supervisors on one call fall on nobody's tone: what is measured is a mouth, never an artefact.
    private static readonly Dictionary<string, int> ToneOf = new()
    {
        [Caller] = 600, [Callee] = 1000, [TransferTarget] = 2200, ["2009"] = 1000, ["3000"] = 1600, ["3001"] = 2400, ["3002"] = 2800, ["3003"] = 3200, ["3004"] = 2000,
    };

    private readonly SupervisionServer _server;
    private readonly List<SimulatedPhone> _phones = [];
    private readonly List<Supervisor> _supervisors = [];

    private SupervisedCall(SupervisionServer server) => _server = server;

    public PSeriesClient Api => _server.Api;

    /// <summary>The caller's phone and the callee's.</summary>
    public SimulatedPhone CallerPhone { get; private set; } = null!;

    public SimulatedPhone CalleePhone { get; private set; } = null!;

    /// <summary>The call as the caller's phone has it, and as the callee's has it.</summary>
    public PhoneCall CallerCall { get; private set; } = null!;

    public PhoneCall CalleeCall { get; private set; } = null!;

    /// <summary>The id of the call at the server.</summary>
    public string CallId { get; private set; } = "";

    /// <summary>Sets the stage: <paramref name="caller"/> has called <paramref name="callee"/>, and both hear each other.</summary>
    public static async Task<SupervisedCall> OpenAsync(
        SupervisionServer server,
        Func<SimulatedPhoneOptions, SimulatedPhoneOptions>? change = null,
        string caller = Caller,
        string callee = Callee)
    {
        await UntilNoCallAsync(server.Api);
        var stage = new SupervisedCall(server);
        try
        {
            stage.CallerPhone = await stage.RegisterAsync(caller, change);
            stage.CalleePhone = await stage.RegisterAsync(callee, change, AnswerPolicy.Always);
            stage.CallerCall = await stage.CallerPhone.CallAsync(callee);
            do
            {
                // A callee who does not speak the caller's codec has refused a first offer before the one that counts.
                stage.CalleeCall = await stage.CalleePhone.NextIncomingCallAsync();
            }
            while (stage.CalleeCall.State == PhoneCallState.Ended);
            await stage.CalleeCall.WaitForAsync(PhoneCallState.Talking);
            await server.Api.ChannelOfAsync(callee, "ANSWER");
            stage.CallId = await stage.FindCallIdAsync(caller);
            await stage.CallerCall.Ear.WaitForPacketsAsync(5, TimeSpan.FromSeconds(10));
            await stage.CalleeCall.Ear.WaitForPacketsAsync(5, TimeSpan.FromSeconds(10));
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The party's phone.</summary>
    public SimulatedPhone PhoneOf(string party) => party == CallerPhone.Options.Number ? CallerPhone : CalleePhone;

    /// <summary>The party's side of the call.</summary>
    public PhoneCall CallOf(string party) => party == CallerPhone.Options.Number ? CallerCall : CalleeCall;

    /// <summary>The number of the party that this one talks with.</summary>
    public string OtherThan(string party) => party == CallerPhone.Options.Number ? CalleePhone.Options.Number : CallerPhone.Options.Number;

    /// <summary>Another phone has taken the callee's place, by a transfer.</summary>
    public void CalleeIsNow(SimulatedPhone phone, PhoneCall call) => (CalleePhone, CalleeCall) = (phone, call);

    /// <summary>Registers one more phone, with the tone of its number; it answers by itself if asked.</summary>
    public async Task<SimulatedPhone> RegisterAsync(
        string number, Func<SimulatedPhoneOptions, SimulatedPhoneOptions>? change = null, AnswerPolicy answering = AnswerPolicy.ByHeaders)
    {
        var options = new SimulatedPhoneOptions
        {
            Number = number,
            Password = ServerProcess.PasswordOf(number),
            Server = _server.Process.Sip,
            ToneFrequencyHz = ToneOf[number],
            Answering = answering,
            Patience = TimeSpan.FromSeconds(20),
        };
        SimulatedPhone phone = await SimulatedPhone.StartAsync(change?.Invoke(options) ?? options);
        _phones.Add(phone);
        await phone.RegisterAsync();
        return phone;
    }

    /// <summary>Brings a supervisor onto the call through the API; she answers by herself.</summary>
    public async Task<Supervisor> MonitorAsync(
        string supervisor, string target, string mode, Func<SimulatedPhoneOptions, SimulatedPhoneOptions>? change = null)
        => await MonitorAsync(await RegisterAsync(supervisor, change), target, mode);

    /// <summary>Brings a supervisor whose phone is registered onto the call through the API.</summary>
    public async Task<Supervisor> MonitorAsync(SimulatedPhone phone, string target, string mode)
    {
        string callId = await RequestAsync(phone.Options.Number, target, mode);
        return await JoinedAsync(phone, await phone.NextIncomingCallAsync(), target, mode, callId);
    }

    /// <summary>A supervisor dials a feature code.</summary>
    public async Task<Supervisor> DialAsync(SimulatedPhone phone, string code, string target, string mode)
        => await JoinedAsync(phone, await phone.CallAsync(code + target), target, mode, "");

    /// <summary>Waits until a supervisor whose phone rings, or has dialled, is on the call.</summary>
    public async Task<Supervisor> JoinedAsync(SimulatedPhone phone, PhoneCall call, string target, string mode, string callId)
    {
        await call.WaitForAsync(PhoneCallState.Talking);
        await Api.ChannelOfAsync(phone.Options.Number, "ANSWER");
        var supervisor = new Supervisor { Phone = phone, Call = call, Target = target, Mode = mode, CallId = callId };
        _supervisors.Add(supervisor);
        return supervisor;
    }

    /// <summary>Asks for a monitor or a switch, which the server must grant; gives back the call id of the answer.</summary>
    public async Task<string> RequestAsync(string supervisor, string target, string mode)
    {
        JsonObject answer = await TryRequestAsync(supervisor, target, mode);
        Assert.Equal(0, (int)answer["errcode"]!);
        return (string)answer["call_id"]!;
    }

    /// <summary>Asks for a monitor or a switch; the answer as it came.</summary>
    public async Task<JsonObject> TryRequestAsync(string supervisor, string target, string mode)
        => await Api.ListenAsync(supervisor, await Api.ChannelOfAsync(target), mode);

    /// <summary>Switches a supervisor's mode by a second request, which must be answered with the id of the first.</summary>
    public async Task SwitchAsync(Supervisor supervisor, string mode)
    {
        Assert.Equal(supervisor.CallId, await RequestAsync(supervisor.Number, supervisor.Target, mode));
        supervisor.Mode = mode;
    }

    /// <summary>Every ear hears what the promised table says for the supervisors who are there, and nothing else.</summary>
    public Task AssertHearingAsync(string title)
    {
        (string, string, string)[] present = [.. Present.Select(s => (s.Number, s.Target, s.Mode))];
        return AssertHearingAsync(title, WhoHearsWhom.Table(CallerPhone.Options.Number, CalleePhone.Options.Number, present));
    }

    /// <summary>Every ear hears what <paramref name="expected"/> says, and nothing else.</summary>
    public async Task AssertHearingAsync(string title, IReadOnlyDictionary<string, string[]> expected)
    {
        PhoneCall[] others = [.. _phones.SelectMany(p => p.Calls).Where(c => expected.ContainsKey(c.AsParty().Name) && c != CallerCall && c != CalleeCall)];
        var table = new HearingTable([CallerCall.AsParty(), CalleeCall.AsParty(), .. others.Select(c => c.AsParty())]);
        HearingReport report;
        int tries = 0;
        do
        {
            report = await table.MeasureAsync(title, expected, Window);
        }

        // A starved machine may tear a hole into a window, and then it is measured again; but what is heard where it must not be is never forgiven.
        while (!report.IsRight && ++tries < 8 && !report.Wrong.Any(IsLeak));
        Assert.True(report.IsRight, report.ToString());

        static bool IsLeak(HearingCell cell) => !cell.ShouldHear && cell.Measured.Presence == Phone.Audio.TonePresence.Present;
    }

    /// <summary>Each party got one unbroken stream from the first packet to the last.</summary>
    public void AssertContinuousStreams()
    {
        AssertContinuous(CallerCall);
        AssertContinuous(CalleeCall);
    }

    /// <summary>An ear got one unbroken stream from its packet number <paramref name="first"/> on.</summary>
    public void AssertContinuous(PhoneCall ear, long first = 0)
    {
        PhoneCall[] all = [CallerCall, CalleeCall, .. _supervisors.Select(s => s.Call)];
        IEnumerable<IReadOnlyList<long>> sent = all.Select(call => (IReadOnlyList<long>)[.. call.SentPackets.Select(packet => packet.SentTicks)]);
        IEnumerable<IReadOnlyList<long>> heardByOthers = all
            .Where(call => call != ear)
            .Select(call => (IReadOnlyList<long>)[.. call.Ear.Packets().Select(packet => packet.ArrivalTicks)]);
        StreamChecks.AssertContinuous(ear.Ear.PacketsFrom(first), [.. sent, .. heardByOthers]);
    }

    /// <summary>Waits until a supervisor's call is shown no more by the API.</summary>
    public async Task UntilGoneAsync(string supervisor)
    {
        long start = Stopwatch.GetTimestamp();
        while ((await Api.GetAsync($"call/query?extension={supervisor}"))["data"]!.AsArray().Count > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), $"{supervisor} is still shown in a call");
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (SimulatedPhone phone in _phones)
        {
            foreach (PhoneCall call in phone.Calls)
            {
                await IgnoringFailureAsync(() => call.HangUpAsync());
            }
        }

        foreach (SimulatedPhone phone in _phones)
        {
            await IgnoringFailureAsync(() => phone.UnregisterAsync());
            await phone.DisposeAsync();
        }
    }

    private IEnumerable<Supervisor> Present => _supervisors.Where(s => s.Call.State != PhoneCallState.Ended);

    private static async Task UntilNoCallAsync(PSeriesClient api)
    {
        long start = Stopwatch.GetTimestamp();
        while ((await api.GetAsync("call/query"))["data"]!.AsArray() is { Count: > 0 } calls)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), $"The story before has left calls behind: {calls}");
        }
    }

    // A failed story must be told by its own failure, not by that of the tidying up after it.
    private static async Task IgnoringFailureAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is PhoneRequestException or TimeoutException or InvalidOperationException)
        {
        }
    }

    private async Task<string> FindCallIdAsync(string number)
    {
        JsonArray calls = (await Api.GetAsync($"call/query?extension={number}"))["data"]!.AsArray();
        return (string)calls[0]!["call_id"]!;
    }
}
