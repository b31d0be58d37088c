using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class StatusMonitorTests : IAsyncLifetime
{
    private const string Done = """{"errcode":0,"errmsg":"SUCCESS"}""";

    private PSeriesApp _app = null!;

    public async Task InitializeAsync() => _app = await PSeriesApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task List_ShowsEveryExtension_AllToldAtFirst()
    {
        Assert.Equal(
            """{"errcode":0,"errmsg":"SUCCESS","total_number":5,"data":[{"ext_id":5,"number":"2008","name":"Sue Supervisor","enb_register_status":1,"enb_call_status":1,"enb_presence_status":1},{"ext_id":4,"number":"1005","name":"Agent 1005","enb_register_status":1,"enb_call_status":1,"enb_presence_status":1}]}""",
            await _app.GetAsync("extension_status_monitor/list?page=1&page_size=2&sort_by=ext_id&order_by=desc"));
        Assert.Equal(
            """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"sort_by","value":"colour"}]}""",
            await _app.GetAsync("extension_status_monitor/list?sort_by=colour"));
    }

    [Fact]
    public async Task Update_StoresTheChoice_OfTheListedExtensionsOnly()
    {
        Assert.Equal(Done, await _app.PostAsync(
            "extension_status_monitor/update",
            """{"ext_monitor_list":[{"ext_id":1,"number":"2000","name":"x","enb_register_status":0,"enb_call_status":1,"enb_presence_status":0},{"number":"2001","enb_call_status":0}]}"""));

        Assert.Equal(new WatchedChanges(false, true, false), Watched("2000"));
        Assert.Equal(new WatchedChanges(true, false, true), Watched("2001"));
        Assert.Equal(WatchedChanges.All, Watched("2005"));
        Assert.Contains(_app.Log.Lines, line => line.Id.Id == 5032);
    }

    [Theory]
    [InlineData("""{}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"ext_monitor_list","validation_type":"required"}]}""")]
    [InlineData("""{"ext_monitor_list":{}}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"ext_monitor_list","validation_type":"array"}]}""")]
    [InlineData("""{"ext_monitor_list":[7]}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"ext_monitor_list","validation_type":"array"}]}""")]
    [InlineData("""{"ext_monitor_list":[{"enb_call_status":0}]}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"ext_id","validation_type":"required"}]}""")]
    [InlineData("""{"ext_monitor_list":[{"ext_id":1,"enb_call_status":2}]}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"enb_call_status","value":"2"}]}""")]
    [InlineData("""{"ext_monitor_list":[{"ext_id":1,"enb_call_status":0},{"ext_id":99}]}""", """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""")]
    [InlineData("""{"ext_monitor_list":[{"ext_id":1,"number":"2001","enb_call_status":0}]}""", """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""")]
    [InlineData("nonsense", """{"errcode":40001,"errmsg":"PARAMETER SYNTAX ERROR"}""")]
    public async Task Update_WrongRequests_ChangeNothing(string body, string answer)
    {
        Assert.Equal(answer, await _app.PostAsync("extension_status_monitor/update", body));
        Assert.Equal(WatchedChanges.All, Watched("2000"));
    }

    [Fact]
    public async Task Events_AreToldOnlyOfWhatIsChosen()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app, "[30007,30008,30009]");
        await _app.PostAsync(
            "extension_status_monitor/update",
            """{"ext_monitor_list":[{"number":"2000","enb_register_status":0,"enb_call_status":0,"enb_presence_status":0}]}""");

        foreach (string number in (string[])["2000", "2001"])
        {
            _app.Engine.Events.Publish(new ExtensionRegistrationChanged(Samples.Start, number, true, "192.0.2.7"));
            _app.Engine.Events.Publish(new ExtensionStateChanged(Samples.Start, number, ExtensionState.Ringing));
            await _app.PostAsync("extension/update", $$"""{"number":"{{number}}","presence_status":"lunch"}""");
        }

        Assert.Equal("""{"type":30007,"sn":"3631A2124XXX","msg":"{\"extension\":\"2001\",\"kind\":\"Sip\",\"status\":\"Registered\",\"registered_ip\":\"192.0.2.7\"}"}""", await socket.ReadAsync());
        Assert.Equal("""{"type":30008,"sn":"3631A2124XXX","msg":"{\"extension\":\"2001\",\"status\":\"Ringing\"}"}""", await socket.ReadAsync());
        Assert.Equal("""{"type":30009,"sn":"3631A2124XXX","msg":"{\"extension\":\"2001\",\"status\":\"lunch\"}"}""", await socket.ReadAsync());
    }

    [Fact]
    public async Task Events_ToldAgain_BeginWithTheNextRealChange()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app, "[30008]");
        await ChooseCallStatusAsync(0);
        _app.Engine.Events.Publish(new ExtensionStateChanged(Samples.Start, "2000", ExtensionState.Busy));
        _app.Engine.Events.Publish(new ExtensionStateChanged(Samples.Start, "2001", ExtensionState.Busy));
        Assert.Contains("2001", await socket.ReadAsync(), StringComparison.Ordinal);
        await ChooseCallStatusAsync(1);

        _app.Engine.Events.Publish(new ExtensionStateChanged(Samples.Start, "2000", ExtensionState.Hold));
        _app.Engine.Events.Publish(new ExtensionStateChanged(Samples.Start, "2000", ExtensionState.Registered));

        Assert.Equal("""{"type":30008,"sn":"3631A2124XXX","msg":"{\"extension\":\"2000\",\"status\":\"Idle\"}"}""", await socket.ReadAsync());
    }

    [Fact]
    public async Task Events_OfADeletedExtension_FollowItsLastChoice()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app, "[30007]");
        await _app.PostAsync("extension_status_monitor/update", """{"ext_monitor_list":[{"number":"2000","enb_register_status":0}]}""");
        await _app.GetAsync("extension/delete?numbers=2000,2001");

        _app.Engine.Events.Publish(new ExtensionRegistrationChanged(Samples.Start, "2000", false, ""));
        _app.Engine.Events.Publish(new ExtensionRegistrationChanged(Samples.Start, "2001", false, ""));

        Assert.Contains("2001", await socket.ReadAsync(), StringComparison.Ordinal);
    }

    private async Task ChooseCallStatusAsync(int enabled) => Assert.Equal(Done, await _app.PostAsync(
        "extension_status_monitor/update", $$"""{"ext_monitor_list":[{"number":"2000","enb_call_status":{{enabled}}}]}"""));

    private WatchedChanges Watched(string number)
        => _app.Extensions.TryGet(number, out Extension? found) ? found.Watched : throw new InvalidOperationException(number);
}
