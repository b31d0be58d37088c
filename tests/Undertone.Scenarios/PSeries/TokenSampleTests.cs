using System.Text.Json.Nodes;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.PSeries;

/// <summary>The authentication samples, byte for byte.</summary>
[Collection(PSeriesStage.Name)]
public class TokenSampleTests(PSeriesStage stage)
{
    private const string SixFields =
        "{errcode:integer,errmsg:string,access_token_expire_time:integer,access_token:string,refresh_token_expire_time:integer,refresh_token:string}";

    private const string Credentials = $$"""{"username":"{{ServerProcess.ClientId}}","password":"{{ServerProcess.ClientSecret}}"}""";

    [Theory]
    [InlineData("/openapi/v1.0/get_token", RawHttp.SheetHeaders)]
    [InlineData("/openapi/v1.0/get_token", "Content-Type: application/json\r\nHost: 127.0.0.1\r\n")]
    [InlineData("/openapi/v1.0/get_token", "Content-Type: application/json\r\nUser-Agent: OpenAPI\r\nHost: pbx.example.com:8088\r\n")]
    [InlineData("/openapi/v1.0/get_token", "content-type: application/json\r\nuser-agent: Yeastar-Bridge/4.0\r\nhost: x\r\n")]
    [InlineData("/openapi/v1.0/get_token", "User-Agent: python-requests/2.31.0\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: */*\r\n")]
    [InlineData("/openapi/v1.0//get_token", RawHttp.SheetHeaders)]
    [InlineData("//openapi//v1.0///get_token", RawHttp.SheetHeaders)]
    public async Task Get_Token_Gives_The_Six_Fields(string path, string headers)
    {
        RawAnswer answer = await RawHttp.PostAsync(stage.Server, path, Credentials, headers);
        AssertTokens(answer.Json);
        await RevokeAsync(answer.Json);
    }

    [Fact]
    public async Task Refresh_Token_Gives_Two_New_Tokens_And_Spends_The_Old_One()
    {
        JsonObject first = (await RawHttp.PostAsync(stage.Server, "/openapi/v1.0/get_token", Credentials)).Json;
        string request = $$"""{"refresh_token":"{{first["refresh_token"]}}"}""";

        JsonObject second = (await RawHttp.PostAsync(stage.Server, "/openapi/v1.0/refresh_token", request)).Json;
        AssertTokens(second);
        Assert.NotEqual((string)first["access_token"]!, (string)second["access_token"]!);
        Assert.NotEqual((string)first["refresh_token"]!, (string)second["refresh_token"]!);
        Assert.Equal(0, await ErrorOfQueryAsync(first));
        Assert.Equal(0, await ErrorOfQueryAsync(second));

        RawAnswer spent = await RawHttp.PostAsync(stage.Server, "/openapi/v1.0/refresh_token", request);
        Assert.Equal("""{"errcode":10004,"errmsg":"TOKEN EXPIRED"}""", spent.Json.ToJsonString());
        await RevokeAsync(first);
        await RevokeAsync(second);
    }

    [Fact]
    public async Task Del_Token_Ends_A_Token()
    {
        JsonObject tokens = (await RawHttp.PostAsync(stage.Server, "/openapi/v1.0/get_token", Credentials)).Json;
        RawAnswer answer = await RawHttp.GetAsync(stage.Server, $"/openapi/v1.0/del_token?access_token={tokens["access_token"]}");
        Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS"}""", answer.Body);
        Assert.Equal(10004, await ErrorOfQueryAsync(tokens));
    }

    [Fact]
    public async Task Wrong_Credentials_Get_The_Sample_Of_The_Sheet()
    {
        RawAnswer wrong = await RawHttp.PostAsync(
            stage.Server, "/openapi/v1.0/get_token", $$"""{"username":"{{ServerProcess.ClientId}}","password":"wrong"}""");
        Assert.Equal(
            """{"errcode":-1,"errmsg":"FAILURE","invalid_param_list":[{"field":"username or password","value":"error"}]}""", wrong.Json.ToJsonString());
    }

    [Theory]
    [InlineData("/openapi/v1.0/refresh_token", """{"refreshToken":"x","username":"a","password":"b"}""", 40002)]
    [InlineData("/openapi/v1.0/openapi/v1.0/refresh_token", """{"refresh_token":"x"}""", 10001)]
    [InlineData("/openapi/v1.0/call/mute", "{}", 10001)]
    [InlineData("/openapi/v1.0/nothing", "{}", 10001)]
    [InlineData("/openapi/v2.0/cdr/list", "{}", 10003)]
    public async Task What_Is_Not_Served_Gets_A_Json_Error(string path, string body, int code)
        => Assert.Equal(code, (int)(await RawHttp.PostAsync(stage.Server, path, body)).Json["errcode"]!);

    private static void AssertTokens(JsonObject answer)
    {
        Assert.Equal(SixFields, JsonShape.Of(answer));
        Assert.Equal((0, "SUCCESS"), ((int)answer["errcode"]!, (string)answer["errmsg"]!));
        Assert.Equal((1800, 86400), ((int)answer["access_token_expire_time"]!, (int)answer["refresh_token_expire_time"]!));
        Assert.Matches("^[A-Za-z0-9]{32}$", (string)answer["access_token"]!);
        Assert.Matches("^[A-Za-z0-9]{32}$", (string)answer["refresh_token"]!);
    }

    private async Task<int> ErrorOfQueryAsync(JsonObject tokens)
        => (int)(await RawHttp.GetAsync(stage.Server, $"/openapi/v1.0/call/query?access_token={tokens["access_token"]}")).Json["errcode"]!;

    private Task<RawAnswer> RevokeAsync(JsonObject tokens)
        => RawHttp.GetAsync(stage.Server, $"/openapi/v1.0/del_token?access_token={tokens["access_token"]}");
}
