using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.PSeries;

/// <summary>Extensions that are made, changed and deleted through the API while the server runs, with phones.</summary>
public sealed class ExtensionLifeTests : IAsyncLifetime
{
    private ServerProcess _server = null!;
    private PSeriesClient _api = null!;

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.StartAsync();
        _api = await PSeriesClient.LogInAsync(_server);
    }

    public async Task DisposeAsync()
    {
        _api.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_Created_Extension_Registers_And_Calls_And_A_Deleted_One_Does_Neither()
    {
        await using EventSubscription events = await EventSubscription.OpenAsync(_server, _api, 30007, 30011, 30022);
        await CreateAsync("1011");
        await events.WaitForAsync(30022, message => (string)message["ext_number"]! == "1011" && (string)message["option"]! == "CREATE");

        await using LiveCall call = await LiveCall.StartAsync(_server, _api, agent: "1011", customer: "2001");
        await events.WaitForAsync(30007, message => (string)message["extension"]! == "1011" && (string)message["status"]! == "Registered");
        JsonObject shown = await _api.GetAsync("extension/query?numbers=1011");
        Assert.Equal(1, (int)shown["data"]![0]!["online_status"]!["sip_phone"]!["status"]!);

        Assert.Equal(0, (int)(await _api.GetAsync($"extension/delete?id={shown["data"]![0]!["id"]}"))["errcode"]!);

        await call.AgentCall.WaitForAsync(PhoneCallState.Ended);
        await call.CustomerCall.WaitForAsync(PhoneCallState.Ended);
        await events.WaitForAsync(30007, message => (string)message["extension"]! == "1011" && (string)message["status"]! == "Unregistered");
        await events.WaitForAsync(30011, message => message.ToJsonString().Contains("BYE", StringComparison.Ordinal));
        await events.WaitForAsync(30022, message => (string)message["ext_number"]! == "1011" && (string)message["option"]! == "DELETE");
        Assert.Equal(60001, (int)(await _api.GetAsync("extension/get?number=1011"))["errcode"]!);
        await Assert.ThrowsAsync<PhoneRequestException>(() => call.Agent.RegisterAsync());
        await Assert.ThrowsAsync<PhoneRequestException>(() => call.Customer.CallAsync("1011"));
    }

    [Fact]
    public async Task Another_Password_Ends_The_Registration_And_Only_The_New_One_Registers()
    {
        await using EventSubscription events = await EventSubscription.OpenAsync(_server, _api, 30007);
        SimulatedPhone phone = await Phones.RegisterAsync(_server, "2000", Phones.AgentHz, AnswerPolicy.Never);

        Assert.Equal(0, await PostAsync("extension/update", """{"number":"2000","reg_password":"another-secret"}"""));

        await events.WaitForAsync(30007, message => (string)message["extension"]! == "2000" && (string)message["status"]! == "Unregistered");
        await Assert.ThrowsAsync<PhoneRequestException>(() => phone.RegisterAsync());
        Assert.Equal(0, await PostAsync("extension/update", $$"""{"number":"2000","reg_password":"{{ServerProcess.PasswordOf("2000")}}"}"""));
        await phone.RegisterAsync();
        Assert.DoesNotContain("another-secret", _server.Log, StringComparison.Ordinal);
        await Phones.EndAsync(phone);
    }

    [Fact]
    public async Task What_Was_Created_Changed_And_Deleted_Survives_A_Power_Failure()
    {
        await CreateAsync("1011");
        Assert.Equal(0, await PostAsync("extension/update", """{"number":"2001","first_name":"Robin","presence_status":"lunch"}"""));
        Assert.Equal(0, await PostAsync("extension_status_monitor/update", """{"ext_monitor_list":[{"number":"2001","enb_call_status":0}]}"""));
        Assert.Equal(0, (int)(await _api.GetAsync("extension/delete?number=2002"))["errcode"]!);

        await _server.RestartAsync();
        using PSeriesClient api = await PSeriesClient.LogInAsync(_server);

        SimulatedPhone phone = await Phones.RegisterAsync(_server, "1011", Phones.AgentHz, AnswerPolicy.Never);
        await Phones.EndAsync(phone);
        JsonNode changed = (await api.GetAsync("extension/get?number=2001"))["data"]!;
        Assert.Equal(("Robin", "lunch"), ((string)changed["first_name"]!, (string)changed["presence_status"]!));
        JsonArray told = (await api.GetAsync("extension_status_monitor/list"))["data"]!.AsArray();
        Assert.Equal(0, (int)told.Single(item => (string)item!["number"]! == "2001")!["enb_call_status"]!);

        // It is still in the configuration file; what was deleted stays deleted.
        Assert.Equal(60001, (int)(await api.GetAsync("extension/get?number=2002"))["errcode"]!);
        await Assert.ThrowsAsync<PhoneRequestException>(() => Phones.RegisterAsync(_server, "2002", Phones.AgentHz, AnswerPolicy.Never));
    }

    private async Task CreateAsync(string number) => Assert.Equal(0, await PostAsync(
        "extension/create",
        $$"""
        {"type":"SIP","first_name":"New","last_name":"Agent","number":"{{number}}","user_password":"Yeastar12345","reg_name":"{{number}}",
         "reg_password":"{{ServerProcess.PasswordOf(number)}}","concurrent_registrations":1,"presence_status":"available","allowbeingmonitored":"on"}
        """));

    private async Task<int> PostAsync(string endpoint, string json) => (int)(await _api.PostAsync(endpoint, json))["errcode"]!;
}
