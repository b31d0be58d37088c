using System.Net;
using System.Net.WebSockets;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarPSeries;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class AdmissionTests
{
    private const string Forbidden = """{"errcode":70087,"errmsg":"IP FORBIDDEN"}""";
    private const string Unavailable = """{"errcode":70123,"errmsg":"API UNAVAILABLE"}""";

    public static TheoryData<string, string> Endpoints { get; } = new()
    {
        { "POST", "/openapi/v1.0/get_token" },
        { "POST", "/openapi/v1.0/refresh_token" },
        { "GET", "/openapi/v1.0/del_token" },
        { "GET", "/openapi/v1.0/subscribe" },
        { "GET", "/openapi/v1.0/call/query" },
        { "POST", "/openapi/v1.0/call/listen" },
        { "GET", "/openapi/v1.0/extension/delete" },
        { "GET", "/openapi/v1.0/nothing" },
        { "GET", "/openapi/v2.0/cdr/list" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task AnAddressOutsideTheList_IsForbidden_WhateverItAsks(string method, string path)
    {
        await using PSeriesApp app = await PSeriesApp.StartAsync(Allowing("192.0.2.0/24", "2001:db8::/32"));

        Assert.Equal(Forbidden, await app.SendAsync(new HttpMethod(method), $"{path}?access_token={app.Token}", method == "GET" ? null : "{}"u8.ToArray(), "198.51.100.7"));
    }

    [Theory]
    [InlineData("192.0.2.255", true)]
    [InlineData("::ffff:192.0.2.1", true)]
    [InlineData("2001:db8:ffff::1", true)]
    [InlineData("192.0.3.0", false)]
    [InlineData("2001:db9::1", false)]
    [InlineData("127.0.0.1", false)]
    public async Task TheList_TakesAddressesOfBothFamilies(string address, bool isAllowed)
    {
        await using PSeriesApp app = await PSeriesApp.StartAsync(Allowing("192.0.2.0/24", "2001:db8::/32"));

        string answer = await app.SendAsync(HttpMethod.Get, $"/openapi/v1.0/call/query?access_token={app.Token}", null, address);

        Assert.Equal(isAllowed ? """{"errcode":0,"errmsg":"SUCCESS","data":[]}""" : Forbidden, answer);
    }

    [Fact]
    public async Task AnAddressOutsideTheList_GetsNoEventSocket_AndIsLoggedOnce()
    {
        await using PSeriesApp app = await PSeriesApp.StartAsync(Allowing("192.0.2.0/24"));

        for (int i = 0; i < 3; i++)
        {
            using var socket = new ClientWebSocket();
            await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(
                new Uri($"ws://127.0.0.1:{app.Address.Port}/openapi/v1.0/subscribe?access_token={app.Token}"), CancellationToken.None));
        }

        Assert.Single(app.Log.Lines, line => line.Id.Id == 5033 && line.Text.Contains("127.0.0.1", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task AnApiThatIsSwitchedOff_SaysSo_WhateverIsAsked(string method, string path)
    {
        await using PSeriesApp app = await PSeriesApp.StartAsync(new YeastarPSeriesOptions { IsEnabled = false });

        Assert.Equal(Unavailable, await app.SendAsync(new HttpMethod(method), $"{path}?access_token={app.Token}", method == "GET" ? null : "{}"u8.ToArray()));
    }

    private static YeastarPSeriesOptions Allowing(params string[] networks) => new() { AllowedNetworks = [.. networks.Select(IPNetwork.Parse)] };
}
