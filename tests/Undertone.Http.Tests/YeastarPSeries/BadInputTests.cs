using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Undertone.Http.Tests.Kit;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class BadInputTests : IAsyncLifetime
{
    private const string SyntaxError = """{"errcode":40001,"errmsg":"PARAMETER SYNTAX ERROR"}""";
    private const string NotExisted = """{"errcode":10001,"errmsg":"INTERFACE NOT EXISTED"}""";
    private const string TooLarge = """{"errcode":40004,"errmsg":"FILE SIZE EXCEEDED"}""";

    private static readonly byte[][] NoJsonObjects =
    [
        [],
        "not JSON"u8.ToArray(),
        "{"u8.ToArray(),
        "{} {}"u8.ToArray(),
        "[]"u8.ToArray(),
        "\"text\""u8.ToArray(),
        "17"u8.ToArray(),
        "null"u8.ToArray(),
        "monitor=2008&type=listen"u8.ToArray(),
        "<xml/>"u8.ToArray(),
        [.. "{\"monitor\":\""u8, 0xC3, 0x28, .. "\"}"u8],
        [0xFF, 0xFE, 0x00],
        "{\"monitor\":\"\\ud800\"}"u8.ToArray(),
        "{\"\\udc00\":1}"u8.ToArray(),
        Encoding.ASCII.GetBytes("{\"monitor\":" + new string('[', 100_000)),
        Encoding.ASCII.GetBytes("{\"a\":" + new string('[', 40) + new string(']', 40) + "}"),
    ];

    private PSeriesApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await PSeriesApp.StartAsync();
        _app.Engine.Put(Samples.InternalCall());
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("get_token")]
    [InlineData("refresh_token")]
    [InlineData("call/listen")]
    [InlineData("call/dial")]
    [InlineData("call/hangup")]
    [InlineData("extension/update")]
    [InlineData("extension/create")]
    [InlineData("extension_status_monitor/update")]
    public async Task ABodyThatIsNoJsonObject_Gets40001(string path)
    {
        int writes = _app.ExtensionStore.Writes;

        for (int i = 0; i < NoJsonObjects.Length; i++)
        {
            Assert.Equal((i, SyntaxError), (i, await _app.PostAsync(path, NoJsonObjects[i])));
        }

        Assert.Empty(_app.Engine.Commands);
        Assert.Equal(writes, _app.ExtensionStore.Writes);
    }

    [Fact]
    public async Task AByteOrderMark_IsTolerated()
        => Assert.StartsWith(
            """{"errcode":0,""",
            await _app.PostAsync("call/dial", [0xEF, 0xBB, 0xBF, .. """{"caller":"1005","callee":"2000"}"""u8]),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("get_token")]
    [InlineData("refresh_token")]
    [InlineData("call/listen")]
    [InlineData("call/dial")]
    [InlineData("call/hangup")]
    [InlineData("extension/update")]
    public async Task ATenMegabyteBody_GetsAnErrorOfTheDialect(string path)
    {
        byte[] body = new byte[10 * 1024 * 1024];
        body.AsSpan().Fill((byte)' ');

        Assert.Equal(TooLarge, await _app.PostAsync(path, body));
        Assert.Empty(_app.Engine.Commands);
        Assert.StartsWith("""{"errcode":0,""", await _app.GetAsync("call/query"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATenMegabyteBodyInChunks_GetsAnErrorOfTheDialect()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_app.Address, $"/openapi/v1.0/call/listen?access_token={_app.Token}"));
        using var body = new MemoryStream(new byte[10 * 1024 * 1024]);
        request.Content = new StreamContent(body);
        request.Headers.TransferEncodingChunked = true;

        using HttpResponseMessage response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(TooLarge, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ABodyJustWithinTheLimit_IsRead()
    {
        string filler = new('x', (1024 * 1024) - 60);

        Assert.StartsWith(
            """{"errcode":0,""",
            await _app.PostAsync("call/dial", $$"""{"caller":"1005","callee":"2000","filler":"{{filler}}"}"""),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/openapi/v1.0/nothing")]
    [InlineData("POST", "/openapi/v1.0/call/park")]
    [InlineData("POST", "/openapi/v1.0/call/record")]
    [InlineData("GET", "/openapi/v1.0/extension/create")]
    [InlineData("POST", "/openapi/v1.0/extension/delete")]
    [InlineData("GET", "/openapi/v1.0/trunk/query")]
    [InlineData("POST", "/openapi/v1.0/openapi/v1.0/refresh_token")]
    [InlineData("GET", "/openapi/v1.0")]
    [InlineData("GET", "/openapi/v1.0/")]
    [InlineData("GET", "/openapi")]
    [InlineData("GET", "/openapi/else/call/query")]
    [InlineData("GET", "/openapi/v1.0/get_token")]
    [InlineData("GET", "/openapi/v1.0/call/listen")]
    [InlineData("PUT", "/openapi/v1.0/call/listen")]
    [InlineData("DELETE", "/openapi/v1.0/extension/list")]
    [InlineData("POST", "/openapi/v1.0/call/query")]
    [InlineData("OPTIONS", "/openapi/v1.0/call/query")]
    [InlineData("PATCH", "/openapi/v1.0/subscribe")]
    [InlineData("GET", "/openapi/v1.0/call/query/%ff/%0a")]
    public async Task UnknownPathOrMethod_Gets10001(string method, string path)
        => Assert.Equal(NotExisted, await _app.SendAsync(new HttpMethod(method), $"{path}?access_token={_app.Token}", null));

    [Theory]
    [InlineData("/openapi/v2.0/cdr/list")]
    [InlineData("/openapi/v2.0")]
    [InlineData("/openapi/v1.1/call/query")]
    public async Task AnotherVersion_Gets10003(string path)
        => Assert.Equal("""{"errcode":10003,"errmsg":"API VERSION UNSUPPORTED"}""", await _app.SendAsync(HttpMethod.Get, path, null));

    [Theory]
    [InlineData("/openapi/v1.0//call/query")]
    [InlineData("//openapi///v1.0/call//query")]
    public async Task RepeatedSlashes_AreCollapsed(string path)
        => Assert.Equal(await _app.GetAsync("call/query"), await _app.SendAsync(HttpMethod.Get, $"{path}?access_token={_app.Token}", null));

    [Fact]
    public async Task AnUnexpectedFault_GetsMinus2_AndIsLoggedWithThePath()
    {
        _app.Engine.Fault = new InvalidOperationException("boom");

        Assert.Equal(
            """{"errcode":-2,"errmsg":"INTERNAL SERVER ERROR"}""",
            await _app.PostAsync("call/listen", """{"monitor":"2008","channel_id":"PJSIP/2000-00000114","type":"listen"}"""));
        (_, _, string text) = Assert.Single(_app.Log.Lines, l => l.Id.Id == EventIds.RequestFailed);
        Assert.Contains("POST /openapi/v1.0/call/listen", text, StringComparison.Ordinal);
        Assert.Contains("boom", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoUserAgent_AForeignHost_AndNoContentType_AreServed()
    {
        const string body = """{"monitor":"2008","channel_id":"PJSIP/2000-00000114","type":"listen"}""";

        string answer = await RawAsync(
            $"POST /openapi/v1.0/call/listen?access_token={_app.Token} HTTP/1.1\r\nHost: pbx.example.com:8088\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("""{"errcode":0,"errmsg":"SUCCESS","call_id":"1650094666.549"}""", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEarlyHangUp_InTheMiddleOfABody_IsNoError()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, _app.Address.Port);
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST /openapi/v1.0/call/listen?access_token={_app.Token} HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n{{"));
        }

        Assert.StartsWith("""{"errcode":0,""", await _app.GetAsync("call/query"), StringComparison.Ordinal);
        Assert.DoesNotContain(_app.Log.Lines, l => l.Id.Id == EventIds.RequestFailed);
    }

    [Fact]
    public async Task ALongWrongValue_IsEchoedShortened()
    {
        string answer = await _app.PostAsync(
            "call/listen", $$"""{"monitor":"2008","channel_id":"a","type":"{{new string('x', 63)}}{{char.ConvertFromUtf32(0x1F600)}}{{new string('y', 5000)}}"}""");

        using JsonDocument document = JsonDocument.Parse(answer);
        Assert.Equal(new string('x', 63), document.RootElement.GetProperty("invalid_param_list")[0].GetProperty("value").GetString());
    }

    private async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _app.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
