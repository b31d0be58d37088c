using System.Net;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarSSeries;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>Paths, methods, formats, and who is let in.</summary>
public sealed class TransportTests
{
    [Theory]
    [InlineData("GET", "/api/v1.1.0/login", "20001")]
    [InlineData("PUT", "/api/v2.0.0/call/listen", "20001")]
    [InlineData("DELETE", "/api/v2.0.0/nonsense", "20001")]
    [InlineData("POST", "/api/v1.1.0/nonsense", "10003")]
    [InlineData("POST", "/api/v1.1.0/call/listen", "10003")]
    [InlineData("POST", "/api/v2.0.0/extension/listen", "10003")]
    [InlineData("POST", "/api/v1.1.0/queue/query", "10003")]
    [InlineData("POST", "/api/x1.1.0/login", "10003")]
    [InlineData("POST", "/api/v1.1.0/", "20009")]
    [InlineData("POST", "/api/v1.1.0", "20009")]
    [InlineData("POST", "/api/", "20009")]
    [InlineData("POST", "/api//v1.1.0//heartbeat", "20005")]
    public async Task What_is_no_request_of_ours_gets_its_number(string method, string path, string errno)
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        (string type, string body) = await app.Host.SendAsync(new HttpMethod(method), path, null);
        Assert.Equal($$"""{"status":"Failed","errno":"{{errno}}"}""", body);
        Assert.Equal("application/json; charset=utf-8", type);
    }

    [Theory]
    [InlineData("v1.1.0/heartbeat?type=xml", """<?xml version="1.0" encoding="UTF-8" ?><xml><status>Success</status></xml>""")]
    [InlineData("v0.0.1/heartbeat?type=XML", """<?xml version="1.0" encoding="UTF-8" ?><xml><status>Success</status></xml>""")]
    [InlineData("v1.1.0/queue/query?type=xml", """<?xml version="1.0" encoding="UTF-8" ?><xml><status>Failed</status><errno>10003</errno></xml>""")]
    [InlineData("v1.1.0/heartbeat?type=json", """{"status":"Success"}""")]
    [InlineData("v2.0.0/heartbeat?type=xml", """{"status":"Success"}""")]
    public async Task The_answer_is_xml_where_an_openvox_request_wants_it(string path, string answer)
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        Assert.Equal(answer, await app.PostAsync(path));
    }

    [Fact]
    public async Task Who_is_not_on_the_allow_list_gets_20015_and_the_log_says_so_once()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync(new YeastarSSeriesOptions { AllowedNetworks = [IPNetwork.Parse("192.0.2.0/24")] });
        Assert.Equal("""{"status":"Failed","errno":"20015"}""", await app.PostBareAsync("v1.1.0/login", "{}"));
        Assert.Equal("""{"status":"Failed","errno":"20015"}""", await app.PostAsync("v1.1.0/heartbeat"));
        Assert.Equal("""{"status":"Failed","errno":"10004"}""", await app.PostBareAsync("v1.1.0/login", "{}", "192.0.2.7"));
        Assert.Single(app.Host.Log.Lines, line => line.Id == EventIds.AddressForbidden);
    }

    [Fact]
    public async Task A_dialect_that_is_switched_off_says_30003()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync(new YeastarSSeriesOptions { IsEnabled = false });
        Assert.Equal("""{"status":"Failed","errno":"30003"}""", await app.PostAsync("v1.1.0/extensionlist/query"));
    }

    [Fact]
    public async Task A_defect_is_30001_and_a_log_line_without_the_token()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        app.Engine.Put(Samples.InternalCall());
        app.Engine.Fault = new InvalidOperationException("the engine broke");
        Assert.Equal("""{"status":"Failed","errno":"30001"}""", await app.PostAsync("v1.1.0/extension/hangup", """{"extid":"2000"}"""));
        (_, _, string text) = Assert.Single(app.Host.Log.Lines, line => line.Id == EventIds.RequestFailed);
        Assert.Contains("/api/v1.1.0/extension/hangup", text, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Host.Log.Lines, line => line.Text.Contains(app.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        Assert.Equal("""{"status":"Failed","errno":"20000"}""", await app.PostBareAsync("v1.1.0/login", $$"""{"username":"{{new string('x', 70_000)}}"}"""));
        Assert.Contains("<errno>10002</errno>", await app.PostBareAsync("v1.1.0/login?type=xml", $"<xml><username>{new string('x', 70_000)}</username></xml>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_names_who_asked_for_what_and_never_a_password()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        await app.PostAsync("v1.1.0/extension/update", """{"extid":"2000","username":"Al\nice","registerpassword":"topsecret1"}""");
        (_, _, string text) = Assert.Single(app.Host.Log.Lines, line => line.Id == EventIds.SSeriesRequest);
        Assert.Contains("extid=2000, username=Al?ice", text, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Host.Log.Lines, line => line.Text.Contains("topsecret1", StringComparison.Ordinal));
    }
}
