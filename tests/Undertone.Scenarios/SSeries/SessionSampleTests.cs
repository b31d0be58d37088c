using System.Text.Json.Nodes;
using System.Xml.Linq;
using Undertone.Scenarios.PSeries;

namespace Undertone.Scenarios.SSeries;

/// <summary>Login, heartbeat, logout and refresh in every version, byte for byte, and what goes wrong before a request is looked at.</summary>
[Collection(SSeriesStage.Name)]
public sealed class SessionSampleTests(SSeriesStage stage)
{
    private const string Done = """{"status":"Success"}""";
    private const string Token = "^[0-9a-f]{32}$";
    private const string Credentials = $"\"username\":\"{SSeriesClient.User}\",\"password\":\"{SSeriesClient.PasswordDigest}\"";

    [Theory]
    [InlineData("v1.0.0", "{" + Credentials + """,  "port":"8260","url":"report"}""")]
    [InlineData("v1.0.1", "{" + Credentials + ""","port":"8260"}""")]
    [InlineData("v1.1.0", "{" + Credentials + ""","port":"8260","version":"1.0.2","url":"127.0.0.1:8260/report","urltag":"1"}""")]
    [InlineData("v1.10", "{" + Credentials + ""","port":8260,"version":"1.0.2"}""")]
    [InlineData("v0.0.1", "{" + Credentials + ""","port":"8260","version":"0.0.1","url":"127.0.0.1:8260","urltag":1}""")]
    [InlineData("v0.0.1?type=json", "{" + Credentials + ""","port":"8260"}""")]
    [InlineData("v2.0.0", "{" + Credentials + ""","port":"8260","version":"2.0.0"}""")]
    [InlineData("v2.0.0", "{" + Credentials + ""","urltag":"1","url":"127.0.0.1:8260/events"}""")]
    [InlineData("v2.0.0", "{" + Credentials + "}")]
    public async Task Login_Gives_A_Token(string version, string body)
    {
        RawAnswer answer = await RawHttp.PostAsync(stage.Process, PathOf(version, "login"), body, SSeriesClient.JsonHeaders);
        bool isV2 = version.StartsWith("v2", StringComparison.Ordinal);
        Assert.Equal("{status:string,token:string,refreshtoken:string" + (isV2 ? ",transport:string}" : "}"), JsonShape.Of(answer.Json));
        Assert.Equal("Success", (string)answer.Json["status"]!);
        Assert.Matches(Token, (string)answer.Json["token"]!);
        Assert.True(!isV2 || (string)answer.Json["transport"]! == "HTTP");
        AssertHeaders(answer, isV2);
    }

    [Fact]
    public async Task Login_Answers_OpenVox_In_Xml()
    {
        RawAnswer answer = await RawHttp.PostAsync(
            stage.Process,
            "/api/v0.0.1/login?type=xml",
            $"{SSeriesClient.XmlProlog}<xml><username>{SSeriesClient.User}</username><password>{SSeriesClient.PasswordDigest}</password><port>8260</port></xml>",
            SSeriesClient.XmlHeaders);
        Assert.Equal("application/xml; charset=utf-8", answer.ContentType);
        Assert.StartsWith(SSeriesClient.XmlProlog + "<xml><status>Success</status><token>", answer.Body, StringComparison.Ordinal);
        Assert.Matches(Token, XDocument.Parse(answer.Body).Root!.Element("token")!.Value);
        AssertHeaders(answer, isV2: false);
    }

    [Theory]
    [InlineData("v1.0.0")]
    [InlineData("v1.1.0")]
    [InlineData("v1.10")]
    [InlineData("v2.0.0")]
    [InlineData(SSeriesClient.Xml)]
    public async Task A_Session_Is_Kept_Alive_And_Ended(string version)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        await client.DoAsync("heartbeat");
        await client.DoAsync("heartbeat", ("ipaddr", "127.0.0.1"), ("port", "8260"), ("url", "127.0.0.1:8260/report"), ("urltag", "1"));
        await client.DoAsync("heartbeat", ("urlflag", "0"), ("version", "1.0.2"));
        await client.DoAsync("logout");
        Assert.Equal("20004", await client.FailAsync("heartbeat"));
        Assert.Equal("20004", await client.FailAsync("logout"));
    }

    [Theory]
    [InlineData("v1.1.0")]
    [InlineData("v2.0.0")]
    [InlineData(SSeriesClient.Xml)]
    public async Task A_Refresh_Token_Is_Good_For_A_New_Pair_Once(string version)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        SSeriesClient other = await SSeriesClient.LogInAsync(stage.Process, version);
        Assert.NotEqual(client.Token, other.Token);
        XElement pair = await client.DoAsync("token/refresh", ("refreshtoken", client.RefreshToken));
        Assert.Equal(["status", "token", "refreshtoken"], pair.Elements().Select(e => e.Name.LocalName));
        Assert.Matches(Token, pair.Element("token")!.Value);
        Assert.NotEqual(client.Token, pair.Element("token")!.Value);
        Assert.Equal("20004", await client.FailAsync("heartbeat"));
        Assert.Equal("20004", await client.FailAsync("token/refresh", ("refreshtoken", client.RefreshToken)));
        Assert.Equal("20004", await client.FailAsync("token/refresh", ("refreshtoken", other.Token)));
        await other.DoAsync("heartbeat");
    }

    [Fact]
    public async Task A_Refresh_Needs_No_Token()
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        RawAnswer answer = await RawHttp.PostAsync(
            stage.Process, "/api/v1.1.0/token/refresh", $$"""{"refreshtoken":"{{client.RefreshToken}}"}""", SSeriesClient.JsonHeaders);
        Assert.Equal("{status:string,token:string,refreshtoken:string}", JsonShape.Of(answer.Json));
        Assert.Equal(Done, (await RawHttp.PostAsync(stage.Process, $"/api/v1.1.0/heartbeat?token={answer.Json["token"]}", "")).Body);
    }

    [Theory]
    [InlineData("v1.1.0", "{" + Credentials + ""","port":"65536"}""", "20008")]
    [InlineData("v1.1.0", "{" + Credentials + ""","port":"-1"}""", "20008")]
    [InlineData("v2.0.0", "{" + Credentials + ""","port":"many"}""", "20008")]
    [InlineData("v2.0.0", "{" + Credentials + ""","port":8260.5}""", "20008")]
    [InlineData("v1.1.0", "", "20007")]
    [InlineData("v2.0.0", "", "20007")]
    [InlineData("v1.1.0", "{}", "10004")]
    [InlineData("v2.0.0", """{"username":"api","port":"8260"}""", "10004")]
    [InlineData("v1.1.0", """{"password":"ce1c1cdc2fac8e1167f22cd4bd88d324","port":"8260"}""", "10004")]
    [InlineData("v1.1.0", """{"username":"api","password":"2d7257a528679d01a19c70e3fa773620","port":"8260"}""", "20003")]
    [InlineData("v1.1.0", """{"username":"api","password":"Qwer1234","port":"8260"}""", "20003")]
    [InlineData("v2.0.0", """{"username":"nobody","password":"ce1c1cdc2fac8e1167f22cd4bd88d324","port":"8260"}""", "20003")]
    public async Task A_Login_That_Fails_Says_Why(string version, string body, string error)
    {
        RawAnswer answer = await RawHttp.PostAsync(stage.Process, PathOf(version, "login"), body, SSeriesClient.JsonHeaders);
        Assert.Equal($$"""{"status":"Failed","errno":"{{error}}"}""", answer.Json.ToJsonString());
        AssertHeaders(answer, version == "v2.0.0");

        // Ends the row of failures that would block the address.
        await SSeriesClient.LogInAsync(stage.Process, version);
    }

    [Theory]
    [InlineData("v1.1.0", "heartbeat", "20005")]
    [InlineData("v1.1.0", "heartbeat?token=", "20005")]
    [InlineData("v2.0.0", "call/listen?token=", "20005")]
    [InlineData("v1.1.0", "extension/listen?token=48a7d7481a5355aa4fb5dc285edeb40e", "20004")]
    [InlineData("v2.0.0", "call/query?token=48a7d7481a5355aa4fb5dc285edeb40e", "20004")]
    [InlineData("v2.0.0", "logout?token='+OR+1=1+--", "20004")]
    [InlineData("v1.1.0", "extension/listen?token={token}", "20007")]
    [InlineData("v1.1.0", "extension/hold?token={token}", "20007")]
    [InlineData("v2.0.0", "call/listen?token={token}", "20007")]
    [InlineData("v2.0.0", "call/hangup?token={token}", "20007")]
    [InlineData("v1.1.0", "", "20009")]
    [InlineData("v2.0.0", "?token={token}", "20009")]
    [InlineData("v1.1.0", "call/query?token={token}", "10003")]
    [InlineData("v1.1.0", "call/listen?token={token}", "10003")]
    [InlineData("v2.0.0", "extension/listen?token={token}", "10003")]
    [InlineData("v2.0.0", "extensionlist/query?token={token}", "10003")]
    [InlineData("v1.1.0", "no/such/request?token={token}", "10003")]
    [InlineData("v2.0.0", "paging?token={token}", "10003")]
    [InlineData("latest", "login", "10003")]
    public async Task A_Post_Without_A_Token_Data_Or_A_Known_Request_Says_So(string version, string endpoint, string error)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        string path = $"/api/{version}/{endpoint.Replace("{token}", client.Token, StringComparison.Ordinal)}";
        RawAnswer answer = await RawHttp.PostAsync(stage.Process, path, "", "Host: x\r\n");
        Assert.Equal($$"""{"status":"Failed","errno":"{{error}}"}""", answer.Json.ToJsonString());
        AssertHeaders(answer, version == "v2.0.0");
    }

    [Theory]
    [InlineData("GET", "v1.1.0", "login")]
    [InlineData("GET", "v1.1.0", "extension/listen?token={token}")]
    [InlineData("PUT", "v1.1.0", "extension/update?token={token}")]
    [InlineData("GET", "v2.0.0", "call/query?token={token}")]
    [InlineData("DELETE", "v2.0.0", "logout?token={token}")]
    [InlineData("OPTIONS", "v1.1.0", "login")]
    [InlineData("GET", "v1.1.0", "no/such/request?token={token}")]
    public async Task Only_Post_Is_Served(string method, string version, string endpoint)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        string path = $"/api/{version}/{endpoint.Replace("{token}", client.Token, StringComparison.Ordinal)}";
        RawAnswer answer = await RawHttp.SendAsync(stage.Process, $"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        JsonObject json = answer.Json;
        Assert.Equal("""{"status":"Failed","errno":"20001"}""", json.ToJsonString());
        AssertHeaders(answer, version == "v2.0.0");
        await client.DoAsync("heartbeat");
    }

    private static string PathOf(string version, string endpoint)
    {
        string[] parts = version.Split('?');
        return $"/api/{parts[0]}/{endpoint}{(parts.Length > 1 ? "?" + parts[1] : "")}";
    }

    private static void AssertHeaders(RawAnswer answer, bool isV2)
    {
        Assert.Equal("HTTP/1.1 200 OK", answer.Head[0]);
        Assert.Contains("Access-Control-Allow-Origin: *", answer.Head, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("Access-Control-Allow-Methods: GET, POST, OPTIONS, PUT, DELETE", answer.Head, StringComparer.OrdinalIgnoreCase);
        Assert.True(!isV2 || answer.Head.Contains("Connection: close", StringComparer.OrdinalIgnoreCase), string.Join('\n', answer.Head));
    }
}
