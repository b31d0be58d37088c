using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>A monitor is told as a call of its own with the supervisor alone, and the monitored call as if there were none.</summary>
[Collection(EventStage.Name)]
public sealed class MonitorEventTests(EventStage stage) : IAsyncLifetime
{
    private const string Agent = "2000";
    private const string Customer = "2001";
    private const string Supervisor = "3000";

    private readonly EventListener _listener = EventListener.Answering();
    private ApiSession? _session;
    private SimulatedPhone? _phone;
    private LiveCall? _call;
    private int _before;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Phones.EndAsync(_phone);
        if (_call is not null)
        {
            await _call.DisposeAsync();
        }

        await stage.EmptyAsync();
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }

        await _listener.DisposeAsync();
    }

    [Theory]
    [InlineData("listen", "listener", "listenedext", true)]
    [InlineData("whisper", "whisperer", "whisperedext", true)]
    [InlineData("barge", "bargein", "bargedext", true)]
    [InlineData("listen", "listener", "listenedext", false)]
    public async Task The_first_version_tells_it_in_three_actions(string mode, string monitor, string monitored, bool supervisorHangsUp)
    {
        string call = await TalkAsync("v1.1.0", "1.0.2");
        await _session!.PostAsync($"extension/{mode}", $$"""{"{{monitor}}":"{{Supervisor}}","{{monitored}}":"{{Agent}}"}""");

        PhoneCall supervision = await _phone!.NextIncomingCallAsync();
        ReceivedEvent ring = await _listener.EventAsync(IsOfSupervisor, "the ringing of the supervisor");
        await supervision.AnswerAsync();
        await _listener.EventAsync(e => IsOfSupervisor(e) && e.Says("\"ANSWER\""), "the answer of the supervisor");
        await (supervisorHangsUp ? supervision : _call!.CustomerCall).HangUpAsync();
        await _listener.EventAsync(e => IsOfSupervisor(e) && e.Says("\"BYE\""), "the end of the monitor");
        await AssertCallIsToldAloneAsync(call);

        string id = CallIdOf(ring);
        Assert.NotEqual(call, id);
        Assert.Equal(new[] { "RING", "ANSWER", "BYE" }.Select(action => Told(action)), EventLines.Of(_listener.Bodies, id));
        Assert.All(_listener.Events.Where(IsOfSupervisor), e => Assert.Equal(id, CallIdOf(e)));

        static string Told(string action) => $$$"""{"action":"{{{action}}}","callid":"CALL","call":[{"ext":{"extid":"{{{Supervisor}}}"}}],"sn":"UNDERTONE"}""";
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_second_version_tells_it_as_a_call_with_one_member(bool supervisorHangsUp)
    {
        string call = await TalkAsync("v2.0.0", "2.0.0");
        JsonObject granted = await ListenAsync("listen");

        PhoneCall supervision = await _phone!.NextIncomingCallAsync();
        await _listener.EventAsync(IsOfSupervisor, "the ringing of the supervisor");
        await supervision.AnswerAsync();
        await _listener.EventAsync(e => IsOfSupervisor(e) && e.Says("\"ANSWER\""), "the answer of the supervisor");
        await ListenAsync("barge");
        await (supervisorHangsUp ? supervision : _call!.CustomerCall).HangUpAsync();
        await _listener.EventAsync(e => IsOfSupervisor(e) && e.Says("\"BYE\""), "the end of the monitor");
        await AssertCallIsToldAloneAsync(call);

        string id = (string)granted["callid"]!;
        Assert.NotEqual(call, id);
        Assert.Equal(
            new[] { "RING", "ANSWER", "BYE" }.Select(status => SecondLayoutStories.Status(SecondLayoutStories.Extension(Supervisor, 1, status))),
            EventLines.Of(_listener.Bodies, id));
        Assert.All(_listener.Events.Where(IsOfSupervisor), e => Assert.Equal(id, CallIdOf(e)));

        Task<JsonObject> ListenAsync(string mode)
            => _session!.PostAsync("call/listen", $$"""{"monitor":"{{Supervisor}}","extension":"{{Agent}}","type":"{{mode}}"}""");
    }

    [Theory]
    [InlineData("v1.1.0", "1.0.2")]
    [InlineData("v2.0.0", "2.0.0")]
    public async Task The_supervisors_extension_is_told_as_any_other(string path, string version)
    {
        await TalkAsync(path, version);
        await stage.Api.ListenAsync(Supervisor, _call!.AgentChannel, "listen");
        PhoneCall supervision = await _phone!.NextIncomingCallAsync();
        await _listener.EventAsync(e => IsStatus(e, "Ringing"), "the supervisor's phone to be told as ringing");
        await supervision.AnswerAsync();
        await _listener.EventAsync(e => IsStatus(e, "Busy"), "the supervisor's phone to be told as busy");
        await supervision.HangUpAsync();
        await _listener.EventAsync(e => IsStatus(e, "Registered"), "the supervisor's phone to be told as idle", _before);

        Assert.Equal(
            ["Ringing", "Busy", "Registered"],
            EventLines.OfExtension(_listener.Bodies.Skip(_before), Supervisor).Select(body => (string)JsonNode.Parse(body)!["status"]!));

        static bool IsStatus(ReceivedEvent e, string status)
            => e.Says($"\"ExtensionStatus\",\"extension\":\"{Supervisor}\"") && e.Says($"\"status\":\"{status}\"");
    }

    // Events that name the supervisor as a party, not as an extension that does something.
    private static bool IsOfSupervisor(ReceivedEvent e) => e.Says($"\"{Supervisor}\"") && !e.Says("\"ExtensionStatus\"");

    private static string CallIdOf(ReceivedEvent e) => (string)JsonNode.Parse(e.Body)!["callid"]!;

    // The supervisor's phone registers, and 2001 calls 2000; the id of that call as events have it.
    private async Task<string> TalkAsync(string path, string version)
    {
        _session = await ApiSession.LogInAsync(stage.Server, "api5", path, $"\"port\":{_listener.Port},\"version\":\"{version}\"");
        _phone = await Phones.RegisterAsync(stage.Server, Supervisor, Phones.SupervisorHz, AnswerPolicy.Never);
        _call = await LiveCall.StartAsync(stage.Server, stage.Api, Agent, Customer);
        string id = CallIdOf(await _listener.SaysAsync("\"ANSWERED\""));
        _before = _listener.Events.Count;
        return id;
    }

    private async Task AssertCallIsToldAloneAsync(string call)
    {
        if (_call!.CustomerCall.State is not PhoneCallState.Ended)
        {
            await _call.CustomerCall.HangUpAsync();
        }

        await _listener.EventAsync(e => e.IsOf(call) && e.Says("\"NewCdr\""), "the record of the monitored call");
        Assert.All(_listener.Events.Where(e => e.IsOf(call)), e => Assert.False(e.Says($"\"{Supervisor}\""), e.Body));
        Assert.Single(_listener.Events, e => e.IsOf(call) && e.Says("\"NewCdr\""));
    }
}
