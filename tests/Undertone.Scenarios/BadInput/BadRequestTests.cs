using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.PSeries;

namespace Undertone.Scenarios.BadInput;

/// <summary>Requests that are wrong in themselves: each gets the dialect's error, changes nothing and disturbs nobody.</summary>
[Collection(BadHttpStage.Name)]
public class BadRequestTests(BadHttpStage stage)
{
    private const string Syntax = """{"errcode":40001,"errmsg":"PARAMETER SYNTAX ERROR"}""";
    private const string TooLarge = """{"errcode":40004,"errmsg":"FILE SIZE EXCEEDED"}""";
    private const string Expired = """{"errcode":10004,"errmsg":"TOKEN EXPIRED"}""";
    private const string NoChannel = """{"errcode":70130,"errmsg":"CAHNNEL ID NOT FOUND"}""";
    private const string NoRight = """{"errcode":10009,"errmsg":"OPERATION FAILED"}""";
    private const string Forbidden = """{"errcode":70084,"errmsg":"ACTION FORBIDDEN"}""";
    private const string Failure = """{"errcode":-1,"errmsg":"FAILURE"}""";

    public static TheoryData<string, string> WrongBodies => new()
    {
        { "", Syntax },
        { "monitor=3000&channel_id={agent}&type=listen", Syntax },
        { """{"monitor":"3000","channel_id":"{agent}","type":"listen" """, Syntax },
        { """{"monitor":"3000","channel_id":"{agent}","type":"listen"}}""", Syntax },
        { """[{"monitor":"3000","channel_id":"{agent}","type":"listen"}]""", Syntax },
        { "\"listen\"", Syntax },
        { "null", Syntax },
        { """{"monitor":"\ud800","channel_id":"{agent}","type":"listen"}""", Syntax },
        { new string('[', 20_000), Syntax },
        { "{}", Wrong(Required("monitor"), Required("channel_id"), Required("type")) },
        { """{"channel_id":"{agent}","type":"listen"}""", Wrong(Required("monitor")) },
        { """{"monitor":"3000","type":"listen"}""", Wrong(Required("channel_id")) },
        { """{"monitor":"3000","channel_id":"{agent}"}""", Wrong(Required("type")) },
        { """{"monitor":null,"channel_id":"","type":"listen"}""", Wrong(Required("monitor"), Required("channel_id")) },
        { """{"monitor":3000,"channel_id":["{agent}"],"type":{"listen":true}}""", Wrong(NotText("monitor"), NotText("channel_id"), NotText("type")) },
        { """{"monitor":"3000","channel_id":"{agent}","type":"spy"}""", Wrong("""{"field":"type","value":"spy"}""") },
        { """{"monitor":"3000","channel_id":"{agent}","type":"LISTEN"}""", Wrong("""{"field":"type","value":"LISTEN"}""") },
    };

    public static TheoryData<string, string> RefusedRequests => new()
    {
        { """{"monitor":"9999","channel_id":"{agent}","type":"listen"}""", """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""" },
        { """{"monitor":"3000","channel_id":"PJSIP/2000-fffffff0","type":"listen"}""", NoChannel },
        { """{"monitor":"3000","channel_id":"PJSIP/2001-{agent-id}","type":"listen"}""", NoChannel },
        { """{"monitor":"3000","channel_id":"2000","type":"listen"}""", NoChannel },
        { """{"monitor":"3000","channel_id":"PJSIP/2000-00000000' OR '1'='1","type":"listen"}""", NoChannel },
        { """{"monitor":"3001","channel_id":"{agent}","type":"listen"}""", Failure },
        { """{"monitor":"3003","channel_id":"{agent}","type":"whisper"}""", Failure },
        { """{"monitor":"2000","channel_id":"{agent}","type":"listen"}""", Forbidden },
        { """{"monitor":"2001","channel_id":"{agent}","type":"barge"}""", Forbidden },
        { """{"monitor":"3002","channel_id":"{private}","type":"listen"}""", NoRight },
        { """{"monitor":"3002","channel_id":"{agent}","type":"whisper"}""", NoRight },
        { """{"monitor":"3002","channel_id":"{customer}","type":"barge"}""", NoRight },
        { """{"monitor":"2004","channel_id":"{agent}","type":"listen"}""", NoRight },
    };

    [Theory]
    [MemberData(nameof(WrongBodies))]
    public Task A_Wrong_Body_Gets_Its_Error_And_Disturbs_Nobody(string body, string expected) => AssertRefusedAsync(body, expected);

    [Theory]
    [MemberData(nameof(RefusedRequests))]
    public Task A_Request_That_Cannot_Be_Granted_Gets_Its_Error_And_Disturbs_Nobody(string body, string expected) => AssertRefusedAsync(body, expected);

    [Theory]
    [InlineData("/openapi/v1.0/call/listen?access_token=")]
    [InlineData("/openapi/v1.0/call/listen")]
    [InlineData("/openapi/v1.0/call/listen?access_token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/openapi/v1.0/call/hangup?access_token=' OR 1=1 --&x=")]
    public async Task A_Missing_Or_Forged_Token_Opens_Nothing(string path)
    {
        CallMark mark = await stage.Main.MarkAsync();
        string body = stage.Fill("""{"monitor":"3000","channel_id":"{agent}","type":"barge"}""");
        Assert.Equal(Expired, (await RawHttp.PostAsync(stage.Server, path.Replace(' ', '+'), body)).Json.ToJsonString());
        await stage.Main.AssertUndisturbedAsync(mark);
    }

    [Fact]
    public async Task An_Expired_Token_Opens_Nothing()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(configuration =>
            configuration["Apis"]!["YeastarPSeries"]!["AccessTokenLife"] = "1s");
        using PSeriesClient api = await PSeriesClient.LogInAsync(server);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        JsonObject answer;
        do
        {
            deadline.Token.ThrowIfCancellationRequested();
            answer = await api.GetAsync("call/query");
        }
        while ((int)answer["errcode"]! == 0);
        Assert.Equal(Expired, answer.ToJsonString());
        Assert.Equal(Expired, (await api.PostAsync("call/dial", """{"caller":"2000","callee":"2001"}""")).ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Body_Of_Ten_Megabytes_Is_Refused(bool chunked)
    {
        CallMark mark = await stage.Main.MarkAsync();
        using var http = new HttpClient { BaseAddress = stage.Server.Http };
        using var content = new ByteArrayContent(new byte[10_000_000]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"openapi/v1.0/call/listen?access_token={stage.Api.Token}") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(TooLarge, await answer.Content.ReadAsStringAsync());
        await stage.Main.AssertUndisturbedAsync(mark);
    }

    [Theory]
    [InlineData("GET / HTTP/9.9\r\n\r\n", 505)]
    [InlineData("POST /openapi/v1.0/call/listen HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", 400)]
    [InlineData("POST /openapi/v1.0/call/listen HTTP/1.1\r\nHost: x\r\nHost: y\r\nContent-Length: 2\r\n\r\n{}", 400)]
    [InlineData("\0\u0001\u0002 not http at all\r\n\r\n", 400)]
    public async Task What_Is_No_Http_Is_Refused_By_The_Protocol(string bytes, int status)
    {
        CallMark mark = await stage.Main.MarkAsync();
        Assert.Equal(status, (await RawHttp.SendAsync(stage.Server, bytes)).Status);
        await stage.Main.AssertUndisturbedAsync(mark);
    }

    private static string Required(string field) => $$"""{"field":"{{field}}","validation_type":"required"}""";

    private static string NotText(string field) => $$"""{"field":"{{field}}","validation_type":"string"}""";

    private static string Wrong(params string[] list)
        => $$"""{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{{string.Join(',', list)}}]}""";

    private async Task AssertRefusedAsync(string body, string expected)
    {
        CallMark mark = await stage.Main.MarkAsync();
        Assert.Equal(expected, (await stage.Api.PostAsync("call/listen", stage.Fill(body))).ToJsonString());
        await stage.Main.AssertUndisturbedAsync(mark);
    }
}
