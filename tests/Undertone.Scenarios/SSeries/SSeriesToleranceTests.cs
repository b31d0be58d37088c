using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.PSeries;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.SSeries;

/// <summary>What careless clients send, byte for byte, and what the vendor's own client demands of answers.</summary>
[Collection(SSeriesStage.Name)]
public sealed partial class SSeriesToleranceTests(SSeriesStage stage)
{
    private const string Done = """{"status":"Success"}""";
    private const string NoCall = """{"status":"Failed","errno":"10007"}""";

    [Theory]
    [InlineData("")]
    [InlineData("Host: 127.0.0.1\r\n")]
    [InlineData("Host: pbx.example.com:8088\r\nUser-Agent: WebAPI\r\n")]
    [InlineData("Host: x\r\nContent-Type: text/plain\r\n")]
    [InlineData("Host: x\r\nContent-Type: application/x-www-form-urlencoded\r\nUser-Agent: curl/8.0\r\n")]
    [InlineData("Host: x\r\nContent-Type: application/json;charset=\"ISO-8859-1\"\r\n")]
    [InlineData("Host: x\r\nContent-Type: nonsense\r\nAccept: text/html\r\nExpect: 100-continue\r\n")]
    public async Task Headers_Of_Every_Kind_Or_None_Are_Served(string headers)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        const string body = """{"extid":"2005","dnd":"off"}""";
        string version = headers.Contains("Host:", StringComparison.Ordinal) ? "HTTP/1.1" : "HTTP/1.0";
        RawAnswer answer = await RawHttp.SendAsync(
            stage.Process, $"POST {client.PathOf("extension/update")} {version}\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");

        // A client that announces its body first may get "100 Continue" before the answer.
        Assert.EndsWith(Done, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 0\r\n")]
    [InlineData("")]
    [InlineData("Content-Type: application/json\r\nContent-Length: 2\r\n", "\r\n")]
    public async Task A_Request_That_Needs_No_Parameters_Needs_No_Body(string headers, string body = "")
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        foreach (string endpoint in (string[])["heartbeat", "extensionlist/query", "extension/query", "inbound/query", "outbound/query", "trunklist/query", "apply", "logout"])
        {
            RawAnswer answer = await RawHttp.SendAsync(stage.Process, $"POST {client.PathOf(endpoint)} HTTP/1.1\r\nHost: x\r\n{headers}\r\n{body}");
            Assert.Equal((endpoint, "Success"), (endpoint, (string)answer.Json["status"]!));
        }
    }

    [Theory]
    [InlineData("//api//v1.1.0//extension///listen")]
    [InlineData("/api/v1.1.0/extension/listen/")]
    [InlineData("/API/V1.1.0/Extension/Listen")]
    [InlineData("/api/v1/extension/listen")]
    [InlineData("/api/v1.10/extension/listen")]
    [InlineData("/api/v3.0.0.1/extension/listen")]
    public async Task Untidy_Paths_And_Other_Versions_Are_Served(string path)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        RawAnswer answer = await RawHttp.PostAsync(
            stage.Process, $"{path}?x=1&token={client.Token}&&=&", """{"listener":"3001","listenedext":"2005","colour":{"red":[1]}}""", SSeriesClient.JsonHeaders);
        Assert.Equal("""{"status":"Failed","errno":"10008"}""", answer.Json.ToJsonString());
    }

    [Theory]
    [InlineData("/api/v2/call/hangup")]
    [InlineData("/api//v2.0//call//hangup")]
    [InlineData("/api/v2.0.0.7/call/hangup")]
    public async Task Every_Second_Version_Is_The_Second(string path)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V2);
        RawAnswer answer = await RawHttp.PostAsync(stage.Process, $"{path}?token={client.Token}", """{"channelid":"PJSIP/1023-000000c0"}""");
        Assert.Equal(NoCall, answer.Json.ToJsonString());
    }

    [Theory]
    [InlineData(SSeriesClient.V1)]
    [InlineData(SSeriesClient.V2)]
    public async Task The_Digest_May_Be_In_Upper_Case_And_The_Port_Unquoted(string version)
    {
        string body = $$"""{"username":"{{SSeriesClient.User}}","password":"{{SSeriesClient.PasswordDigest.ToUpperInvariant()}}","port":8260,"urltag":0}""";
        RawAnswer answer = await RawHttp.PostAsync(stage.Process, $"/api/{version}/login", body);
        Assert.Equal("Success", (string)answer.Json["status"]!);
    }

    [Fact]
    public async Task Numbers_May_Be_Quoted_Or_Not_And_Are_Never_Calculated_With()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient v1 = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        SSeriesClient v2 = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V2);
        Assert.Equal("""{"status":"Failed","errno":"10008"}""", await v1.PostAsync("extension/listen", """{"listener":3001,"listenedext":2001}"""));
        Assert.Equal(Done, await v1.PostAsync("extension/mute", """{ "extid" : 2001 }"""));
        Assert.Equal(Done, await v1.PostAsync("extension/unmute", """{"extid":" 2001 "}"""));

        string shown = await v2.PostAsync("call/query", $$"""{"callid":"{{call.CallId}}"}""");
        Assert.Contains("2001", shown, StringComparison.Ordinal);
        Assert.Equal(shown, await v2.PostAsync("call/query", $$"""{"callid": {{call.CallId}}}"""));

        // As numbers these were the id of the call.
        foreach (string other in (string[])[$"{call.CallId}0", $"{call.CallId}e0", $"\"{call.CallId}0\""])
        {
            Assert.Equal("""{"status":"Failed","errno":"10005"}""", await v2.PostAsync("call/query", $$"""{"callid": {{other}}}"""));
        }
    }

    [Fact]
    public async Task An_Unquoted_Id_That_Ends_In_Zero_Is_Found()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        await call.RegisterAsync("3000", answering: Phone.Calls.AnswerPolicy.Never);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V2);
        string id = await DialAsync();
        for (int dialled = 1; !id.EndsWith('0'); dialled++)
        {
            Assert.True(dialled < 50, $"No id ends in zero, the last is {id}");
            string channel = await call.Api.ChannelOfAsync("3000");
            await client.DoAsync("call/hangup", ("channelid", channel));
            await call.UntilGoneAsync("3000");
            id = await DialAsync();
        }

        JsonObject answer = await client.PostJsonAsync("call/query", $$"""{"callid":{{id}}}""");
        Assert.Equal(id, (string)answer["calls"]![0]!["callid"]!);

        async Task<string> DialAsync() => (await client.DoAsync("call/dial", ("caller", "3000"), ("callee", "2005"))).Element("callid")!.Value;
    }

    [Fact]
    public async Task Secrets_That_Stray_Into_A_Body_Are_Not_In_The_Log()
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        string body = $$"""{"extid":"2005","password":"{{SSeriesClient.PasswordDigest}}","registerpassword":"Yeastar.2005","vmsecret":"Vm.2005","token":"{{client.Token}}","refreshtoken":"{{client.RefreshToken}}"}""";
        Assert.Equal(NoCall, await client.PostAsync("extension/mute", body));
        ServerLog.AssertClean(stage.Process, client.Token, client.RefreshToken, SSeriesClient.PasswordDigest, "Yeastar.2005", "Vm.2005");
    }

    [Fact]
    public async Task No_Answer_Has_A_Word_That_Python_Does_Not_Know_Or_A_Value_That_Is_No_Text()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        (string Version, string[] Endpoints)[] all =
        [
            (SSeriesClient.V1, ["heartbeat", "extensionlist/query", "extension/query", "inbound/query", "outbound/query", "trunklist/query", "apply", "nonsense", "extension/hold"]),
            (SSeriesClient.V2, ["heartbeat", "extension/list", "extension/query", "call/query", "trunklist/query", "apply", "nonsense", "call/hold"]),
        ];
        foreach ((string version, string[] endpoints) in all)
        {
            SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
            foreach (string endpoint in endpoints)
            {
                string answer = await client.PostAsync(endpoint);
                Assert.DoesNotMatch(NotPython(), answer);
                Assert.DoesNotMatch("integer|number:number|boolean|null", JsonShape.Of(JsonNode.Parse(answer)));
            }
        }
    }

    [Theory]
    [InlineData(SSeriesClient.V1, "[]", "20000")]
    [InlineData(SSeriesClient.V1, "\"2001\"", "20000")]
    [InlineData(SSeriesClient.V1, "extid=2001", "20000")]
    [InlineData(SSeriesClient.V1, """{"extid":"2001" """, "20000")]
    [InlineData(SSeriesClient.V2, """{"channelid":"\ud800"}""", "20000")]
    [InlineData(SSeriesClient.V2, "null", "20000")]
    [InlineData(SSeriesClient.V1, "<xml><extid>2001</extid></xml>", "10002")]
    [InlineData(SSeriesClient.V2, SSeriesClient.XmlProlog + "<xml><channelid>1</channelid></xml>", "10002")]
    public async Task A_Body_That_Cannot_Be_Read_Is_Refused_With_Status_200(string version, string body, string error)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        RawAnswer answer = await client.SendAsync(version == SSeriesClient.V2 ? "call/mute" : "extension/mute", body);
        Assert.Equal("HTTP/1.1 200 OK", answer.Head[0]);
        Assert.Equal($$"""{"status":"Failed","errno":"{{error}}"}""", answer.Body);
    }

    [GeneratedRegex(@"[:\[,]\s*(null|true|false)\b")]
    private static partial Regex NotPython();
}
