using Undertone.Http.Tests.Kit;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class ExtensionEventTests : IAsyncLifetime
{
    private PSeriesApp _app = null!;

    public async Task InitializeAsync() => _app = await PSeriesApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task ChangesThroughTheApi_AreTold_WithoutASerialNumber()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app, "[30022]");

        await _app.PostAsync(
            "extension/create",
            """{"type":"SIP","user_password":"Yeastar12345","number":"1011","reg_name":"1011","reg_password":"secret-11","concurrent_registrations":1,"presence_status":"available"}""");
        await _app.PostAsync("extension/update", """{"number":"1011","mobile_number":"1"}""");
        await _app.GetAsync("extension/delete?number=1011");

        Assert.Equal("""{"type":30022,"msg":"{\"ext_number\":\"1011\",\"option\":\"CREATE\"}"}""", await socket.ReadAsync());
        Assert.Equal("""{"type":30022,"msg":"{\"ext_number\":\"1011\",\"option\":\"UPDATE\"}"}""", await socket.ReadAsync());
        Assert.Equal("""{"type":30022,"msg":"{\"ext_number\":\"1011\",\"option\":\"DELETE\"}"}""", await socket.ReadAsync());
    }

    [Fact]
    public async Task ARequestThatChangesNothing_AndTheChoiceOfEvents_AreNoNews()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app, "[30009,30022]");

        await _app.PostAsync("extension/update", """{"number":"2000","presence_status":"available"}""");
        await _app.PostAsync("extension_status_monitor/update", """{"ext_monitor_list":[{"number":"2000","enb_call_status":0}]}""");
        await _app.PostAsync("extension/update", """{"number":"2000","colour":"red"}""");
        await _app.PostAsync("extension/update", """{"number":"9999","mobile_number":"1"}""");
        await _app.PostAsync("extension/update", """{"number":"2001","mobile_number":"1"}""");

        Assert.Equal("""{"type":30022,"msg":"{\"ext_number\":\"2001\",\"option\":\"UPDATE\"}"}""", await socket.ReadAsync());
    }

    [Theory]
    [InlineData("away")]
    [InlineData("business_trip")]
    [InlineData("do_not_disturb")]
    [InlineData("lunch")]
    [InlineData("off_work")]
    public async Task Presence_IsToldAndShown(string presence)
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app, "[30009]");

        await _app.PostAsync("extension/update", $$"""{"number":"2000","presence_status":"{{presence}}"}""");

        Assert.Equal($$"""{"type":30009,"sn":"3631A2124XXX","msg":"{\"extension\":\"2000\",\"status\":\"{{presence}}\"}"}""", await socket.ReadAsync());
        Assert.Contains($"\"presence_status\":\"{presence}\"", await _app.GetAsync("extension/get?number=2000"), StringComparison.Ordinal);
        Assert.Contains($"\"presence_status\":\"{presence}\"", await _app.GetAsync("extension/list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presence_UnknownWord_IsNamed()
        => Assert.Equal(
            """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"presence_status","value":"asleep"}]}""",
            await _app.PostAsync("extension/update", """{"number":"2000","presence_status":"asleep"}"""));
}
