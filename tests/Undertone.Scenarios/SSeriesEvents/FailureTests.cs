using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>A call that is not connected, in each layout: who was called comes first, and the reason is spelt as the vendor does.</summary>
[Collection(EventStage.Name)]
public sealed class FailureTests(EventStage stage) : IAsyncLifetime
{
    private readonly EventListener _listener = EventListener.Answering();
    private ApiSession? _session;
    private SimulatedPhone? _caller;
    private SimulatedPhone? _callee;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Phones.EndAsync(_caller);
        await Phones.EndAsync(_callee);
        await stage.EmptyAsync();
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }

        await _listener.DisposeAsync();
    }

    [Theory]
    [InlineData(Layout.Old)]
    [InlineData(Layout.CallList)]
    [InlineData(Layout.OpenVox)]
    [InlineData(Layout.Second)]
    public async Task A_busy_extension_is_told_with_the_caller(Layout layout)
    {
        await LogInAsync(layout);
        _callee = await Phones.RegisterAsync(stage.Server, "2001", Phones.CustomerHz, AnswerPolicy.Busy);
        string id = await DialAsync("2001");

        string reason = ReasonBusy(layout);
        string expected = layout is Layout.Second
            ? """{"event":"CallFailed","callid":"CALL","reason":"486 Busy here","members":[{"ext":{"number":"2000","channelid":"PJSIP/2000-LEG1"}},{"ext":{"number":"2001","channelid":"PJSIP/2001-LEG2"}}],"sn":"UNDERTONE"}"""
            : $$"""{"action":"CallFailed","reason":{{reason}},"callid":"CALL",{{LayoutStories.Parties(layout, "2001", "2000")}}{{Serial(layout)}}}""";
        Assert.Equal(expected, await FailureAsync(id));
    }

    [Theory]
    [InlineData(Layout.Old)]
    [InlineData(Layout.CallList)]
    [InlineData(Layout.OpenVox)]
    public async Task A_busy_number_outside_is_a_key_of_its_own_even_where_there_is_a_list(Layout layout)
    {
        await LogInAsync(layout);
        string id = await DialAsync("0112345");
        await (await stage.Carrier.NextIncomingCallAsync()).DeclineAsync(486);

        string reason = ReasonBusy(layout);
        Assert.Equal(
            $$"""{"action":"CallFailed","reason":{{reason}},"callid":"CALL","outbound":{"from":"2000","to":"0112345","trunk":"carrier","outboundid":"CALL"},"ext":{"extid":"2000"}{{Serial(layout)}}}""",
            await FailureAsync(id));
    }

    private static string ReasonBusy(Layout layout) => layout is Layout.OpenVox ? "486" : "\"486 Busy Here\"";

    private static string Serial(Layout layout) => layout is Layout.Old ? "" : ",\"sn\":\"UNDERTONE\"";

    private async Task LogInAsync(Layout layout)
    {
        string port = $"\"port\":\"{_listener.Port}\"";
        _session = await (layout switch
        {
            Layout.Old => ApiSession.LogInAsync(stage.Server, "api5", "v1.0.0", port),
            Layout.CallList => ApiSession.LogInAsync(stage.Server, "api5", "v1.1.0", $"{port},\"version\":\"1.0.2\""),
            Layout.OpenVox => ApiSession.LogInAsync(stage.Server, "api5", "v1.1.0", port, "json"),
            _ => ApiSession.LogInAsync(stage.Server, "api5", "v2.0.0", $"{port},\"version\":\"2.0.0\""),
        });
    }

    // The other API dials, so that each layout's own is not needed here.
    private async Task<string> DialAsync(string callee)
    {
        _caller = await Phones.RegisterAsync(stage.Server, "2000", Phones.AgentHz, AnswerPolicy.Always);
        JsonObject dialled = await stage.Api.PostAsync("call/dial", $$"""{"caller":"2000","callee":"{{callee}}","auto_answer":"yes"}""");
        Assert.Equal(0, (int)dialled["errcode"]!);
        return (string)dialled["call_id"]!;
    }

    // Once it has failed there is nothing to release, so that no BYE is told.
    private async Task<string> FailureAsync(string id)
    {
        await _listener.EventAsync(e => e.IsOf(id) && e.Says("\"NewCdr\""), "the record of the call");
        Assert.DoesNotContain(_listener.Bodies, body => body.Contains("\"action\":\"BYE\"", StringComparison.Ordinal));
        return EventLines.Of(_listener.Bodies, id).Single(line => line.Contains("\"CallFailed\"", StringComparison.Ordinal));
    }
}
