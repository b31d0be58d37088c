namespace Undertone.Scenarios.PSeries;

/// <summary>What careless clients send, byte for byte: all of it gets an answer that they can read.</summary>
[Collection(PSeriesStage.Name)]
public class ToleranceTests(PSeriesStage stage)
{
    private const string Done = """{"errcode":0,"errmsg":"SUCCESS"}""";
    private const string ChangeNothing = """{"number":"2005"}""";

    [Theory]
    [InlineData("")]
    [InlineData("Host: 127.0.0.1\r\n")]
    [InlineData("Host: pbx.example.com:8088\r\nUser-Agent: OpenAPI\r\n")]
    [InlineData("Host: x\r\nContent-Type: application/json; charset=utf-8\r\n")]
    [InlineData("Host: x\r\nContent-Type: application/json;charset=\"ISO-8859-1\"\r\nUser-Agent: n8n\r\n")]
    [InlineData("Host: x\r\nContent-Type: text/plain\r\nUser-Agent:\r\n")]
    [InlineData("Host: x\r\nContent-Type: application/x-www-form-urlencoded\r\nUser-Agent: curl/8.0\r\n")]
    [InlineData("Host: x\r\nContent-Type: nonsense\r\nAccept: text/html\r\nExpect: 100-continue\r\n")]
    public async Task Headers_Of_Every_Kind_Or_None_Are_Served(string headers)
    {
        // HTTP/1.1 demands a Host; only HTTP/1.0 may come without one.
        string version = headers.Contains("Host:", StringComparison.Ordinal) ? "HTTP/1.1" : "HTTP/1.0";
        RawAnswer answer = await RawHttp.SendAsync(
            stage.Server,
            $"POST {WithToken("extension/update")} {version}\r\n{headers}Content-Length: {ChangeNothing.Length}\r\n\r\n{ChangeNothing}");

        // A client that announces its body first may get "100 Continue" before the answer.
        Assert.EndsWith(Done, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/openapi/v1.0//extension/get?number=2005&")]
    [InlineData("//openapi///v1.0/extension//get?number=2005&colour=red&from=1&")]
    [InlineData("/OpenAPI/V1.0/Extension/Get?number=2005&")]
    [InlineData("/openapi/v1.0/extension/get/?number=2005&")]
    [InlineData("/openapi/v1.0/extension/get?number=2005&number2=&&=&")]
    public async Task Untidy_Paths_And_Unknown_Parameters_Are_Served(string path)
    {
        RawAnswer answer = await RawHttp.GetAsync(stage.Server, $"{path}access_token={stage.Api.Token}");

        Assert.Equal("2005", (string)answer.Json["data"]!["number"]!);
    }

    [Theory]
    [InlineData("POST", "/openapi/v1.0/openapi/v1.0/refresh_token", """{"refresh_token":"x"}""", 10001)]
    [InlineData("POST", "/openapi/v1.0/openapi/v1.0/extension/create", "{}", 10001)]
    [InlineData("POST", "/openapi/v1.0/refresh_token", """{"refreshToken":"x","username":"a","password":"b"}""", 40002)]
    [InlineData("POST", "/openapi/v1.0/extension/create", "", 40001)]
    [InlineData("POST", "/openapi/v1.0/extension/create", "number=1011", 40001)]
    [InlineData("POST", "/openapi/v1.0/extension/create", "[]", 40001)]
    [InlineData("POST", "/openapi/v1.0/extension/create", "{}", 40002)]
    [InlineData("POST", "/openapi/v1.0/extension_status_monitor/update", "{}", 40002)]
    [InlineData("GET", "/openapi/v1.0/extension/create", "", 10001)]
    [InlineData("GET", "/openapi/v1.0/extension/getpassword", "", 10001)]
    [InlineData("GET", "/openapi/v1.0/extension/delete", "", 40002)]
    [InlineData("GET", "/openapi/v1.0/extension/query", "", 40002)]
    [InlineData("PUT", "/openapi/v1.0/extension/update", "{}", 10001)]
    [InlineData("DELETE", "/openapi/v1.0/extension/delete", "", 10001)]
    [InlineData("GET", "/openapi", "", 10001)]
    public async Task What_Cannot_Be_Done_Gets_A_Json_Error_With_Status_200(string method, string path, string body, int code)
    {
        RawAnswer answer = await RawHttp.SendAsync(
            stage.Server,
            $"{method} {path}?access_token={stage.Api.Token} HTTP/1.1\r\nHost: x\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Equal(code, (int)answer.Json["errcode"]!);
    }

    private string WithToken(string endpoint) => $"/openapi/v1.0/{endpoint}?access_token={stage.Api.Token}";
}
