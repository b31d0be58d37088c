using System.Text;
using System.Text.Json;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarPSeries;
using Undertone.Supervision.Credentials;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class TokenTests : IAsyncLifetime
{
    private const string Expired = """{"errcode":10004,"errmsg":"TOKEN EXPIRED"}""";
    private const string Blocked = """{"errcode":70004,"errmsg":"ACCOUNT IP BLOCKED"}""";

    private const string WrongCredentials =
        """{"errcode":-1,"errmsg":"FAILURE","invalid_param_list":[{"field":"username or password","value":"error"}]}""";

    private const string PublishedLogin =
        """{"username":"UEnH9Dmv6uBJEXsYcag1trNfQThYXXXX","password":"ZLcXl63S9EtMnYoHUnjbVo6sA8CbXXXX"}""";

    private const string PublishedAnswer =
        """{"errcode":0,"errmsg":"SUCCESS","access_token_expire_time":1800,"access_token":"EXZMpZAO86mbrKm6rFtgeb3rfcpC9uqS","refresh_token_expire_time":86400,"refresh_token":"SCduGecwbG9jIusiS8FxFUVn3kf0Q9R8"}""";

    private PSeriesApp _app = null!;

    public async Task InitializeAsync() => _app = await PSeriesApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task GetToken_PublishedSample_AnswersInThePublishedShape()
    {
        string answer = await LoginAsync(PublishedLogin);

        Assert.Equal(JsonShape.Of(PublishedAnswer), JsonShape.Of(answer));
        Assert.Contains("\"access_token_expire_time\":1800,", answer, StringComparison.Ordinal);
        Assert.Contains("\"refresh_token_expire_time\":86400,", answer, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9]{32}$", Field(answer, "access_token"));
        Assert.Matches("^[A-Za-z0-9]{32}$", Field(answer, "refresh_token"));
        Assert.Contains("\"errcode\":0", await QueryAsync(Field(answer, "access_token")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"username":"UEnH9Dmv6uBJEXsYcag1trNfQThYXXXX","password":"wrong"}""")]
    [InlineData("""{"username":"nobody","password":"ZLcXl63S9EtMnYoHUnjbVo6sA8CbXXXX"}""")]
    public async Task GetToken_WrongIdOrSecret_GetsTheSameAnswer(string body)
        => Assert.Equal(WrongCredentials, await LoginAsync(body));

    [Theory]
    [InlineData("{}", """[{"field":"username","validation_type":"required"},{"field":"password","validation_type":"required"}]""")]
    [InlineData("""{"username":"a"}""", """[{"field":"password","validation_type":"required"}]""")]
    [InlineData("""{"username":"","password":"b"}""", """[{"field":"username","validation_type":"required"}]""")]
    [InlineData("""{"username":null,"password":"b"}""", """[{"field":"username","validation_type":"required"}]""")]
    [InlineData("""{"username":7,"password":["b"]}""", """[{"field":"username","validation_type":"string"},{"field":"password","validation_type":"string"}]""")]
    public async Task GetToken_MissingOrMistypedField_IsNamed(string body, string wrong)
        => Assert.Equal("{\"errcode\":40002,\"errmsg\":\"PARAMETER ERROR\",\"invalid_param_list\":" + wrong + "}", await LoginAsync(body));

    [Fact]
    public async Task FiveWrongLogins_BlockTheAddress_UntilItIsUnblocked()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(WrongCredentials, await LoginAsync("""{"username":"nobody","password":"x"}""", "192.0.2.1"));
        }

        Assert.Equal(Blocked, await LoginAsync(PublishedLogin, "192.0.2.1"));
        Assert.Equal(Blocked, await _app.SendAsync(HttpMethod.Post, "/openapi/v1.0/refresh_token", "{}"u8.ToArray(), "192.0.2.1"));
        Assert.StartsWith("""{"errcode":0,""", await LoginAsync(PublishedLogin, "192.0.2.2"), StringComparison.Ordinal);

        _app.Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(Blocked, await LoginAsync(PublishedLogin, "192.0.2.1"));

        BlockedAddress blocked = Assert.Single(await _app.Blocked.ReadAllAsync(CancellationToken.None));
        Assert.Equal(("p-series", "192.0.2.1"), (blocked.Dialect, blocked.Address));
        await _app.Blocked.DeleteAsync(null, blocked.Address, CancellationToken.None);
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.StartsWith("""{"errcode":0,""", await LoginAsync(PublishedLogin, "192.0.2.1"), StringComparison.Ordinal);
        Assert.Contains(_app.Log.Lines, line => line.Id.Id == 5003 && line.Text.Contains("192.0.2.1", StringComparison.Ordinal));
        Assert.Contains(_app.Log.Lines, line => line.Id.Id == 5034 && line.Text.Contains("192.0.2.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ASuccess_ForgetsEarlierFailures()
    {
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal(WrongCredentials, await LoginAsync("""{"username":"nobody","password":"x"}"""));
            }

            Assert.StartsWith("""{"errcode":0,""", await LoginAsync(PublishedLogin), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GuessesSentAtOnce_AreNotCheckedBeyondTheFifth()
    {
        string[] answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => LoginAsync("""{"username":"nobody","password":"x"}""", "192.0.2.9")));

        Assert.Equal(5, answers.Count(a => a == WrongCredentials));
        Assert.Equal(7, answers.Count(a => a == Blocked));
        Assert.Equal(5, _app.Credentials.Lookups);
    }

    [Fact]
    public async Task MoreWaitingLoginsThanAllowed_AreShed()
    {
        await using PSeriesApp app = await PSeriesApp.StartAsync(new YeastarPSeriesOptions { WaitingLogins = 0 });

        string answer = await app.SendAsync(HttpMethod.Post, "/openapi/v1.0/get_token", Encoding.UTF8.GetBytes(PublishedLogin));

        Assert.Equal("""{"errcode":70082,"errmsg":"OVERLOAD_TASK_RUNNING"}""", answer);
    }

    [Fact]
    public async Task AccessToken_LivesThirtyMinutes_HoweverMuchItIsUsed()
    {
        string token = _app.Token;
        _app.Clock.Advance(TimeSpan.FromSeconds(1799));
        Assert.Contains("\"errcode\":0", await QueryAsync(token), StringComparison.Ordinal);

        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Expired, await QueryAsync(token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?access_token=")]
    [InlineData("?access_token=EXZMpZAO86mbrKm6rFtgeb3rfcpC9uqS")]
    [InlineData("?access_token=%00%ff%27")]
    [InlineData("?access_token=a&access_token=b")]
    public async Task MissingOrForgedToken_Gets10004(string query)
    {
        Assert.Equal(Expired, await _app.SendAsync(HttpMethod.Get, "/openapi/v1.0/call/query" + query, null));
        Assert.Equal(Expired, await _app.SendAsync(HttpMethod.Post, "/openapi/v1.0/call/listen" + query, "not JSON"u8.ToArray()));
        Assert.Empty(_app.Engine.Commands);
    }

    [Fact]
    public async Task RefreshToken_GivesANewPair_SpendsTheOldOne_AndLetsTheOldAccessTokenLive()
    {
        string first = await LoginAsync(PublishedLogin);
        string refreshed = await RefreshAsync(Field(first, "refresh_token"));

        Assert.Equal(JsonShape.Of(PublishedAnswer), JsonShape.Of(refreshed));
        Assert.NotEqual(Field(first, "access_token"), Field(refreshed, "access_token"));
        Assert.Equal(Expired, await RefreshAsync(Field(first, "refresh_token")));
        Assert.Contains("\"errcode\":0", await QueryAsync(Field(first, "access_token")), StringComparison.Ordinal);
        Assert.Contains("\"errcode\":0", await QueryAsync(Field(refreshed, "access_token")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshToken_LivesADay()
    {
        string first = await LoginAsync(PublishedLogin);
        _app.Clock.Advance(TimeSpan.FromSeconds(86_399));
        string second = await RefreshAsync(Field(first, "refresh_token"));
        Assert.Contains("\"errcode\":0", second, StringComparison.Ordinal);

        _app.Clock.Advance(TimeSpan.FromSeconds(86_400));
        Assert.Equal(Expired, await RefreshAsync(Field(second, "refresh_token")));
    }

    [Theory]
    [InlineData("""{"refreshToken":"SCduGecwbG9jIusiS8FxFUVn3kf0Q9R8","username":"a","password":"b"}""")]
    [InlineData("{}")]
    public async Task RefreshToken_WithoutItsField_NamesIt(string body)
        => Assert.Equal(
            """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"refresh_token","validation_type":"required"}]}""",
            await _app.SendAsync(HttpMethod.Post, "/openapi/v1.0/refresh_token", Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task RefreshToken_AnAccessTokenIsNone()
        => Assert.Equal(Expired, await RefreshAsync(_app.Token));

    [Fact]
    public async Task DelToken_RevokesBothTokens()
    {
        string login = await LoginAsync(PublishedLogin);
        string access = Field(login, "access_token");

        Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS"}""", await _app.SendAsync(HttpMethod.Get, $"/openapi/v1.0/del_token?access_token={access}", null));
        Assert.Equal(Expired, await QueryAsync(access));
        Assert.Equal(Expired, await RefreshAsync(Field(login, "refresh_token")));
        Assert.Equal(Expired, await _app.SendAsync(HttpMethod.Get, $"/openapi/v1.0/del_token?access_token={access}", null));
    }

    [Fact]
    public async Task TheNinthToken_ReplacesTheOldest()
    {
        // The fixture has taken one.
        string oldest = _app.Token;
        string[] others = [.. Enumerable.Range(0, 7).Select(_ => _app.NewToken())];
        Assert.Contains("\"errcode\":0", await QueryAsync(oldest), StringComparison.Ordinal);

        string ninth = Field(await LoginAsync(PublishedLogin), "access_token");

        Assert.Equal(Expired, await QueryAsync(oldest));
        foreach (string token in others.Append(ninth))
        {
            Assert.Contains("\"errcode\":0", await QueryAsync(token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task NoSecretAndNoToken_IsEverLogged()
    {
        string login = await LoginAsync(PublishedLogin);
        await LoginAsync("""{"username":"SecretInTheWrongField","password":"AnotherSecret"}""");
        await QueryAsync(Field(login, "access_token"));
        string refreshed = await RefreshAsync(Field(login, "refresh_token"));
        _app.Engine.Fault = new InvalidOperationException("boom");
        await _app.PostAsync("call/dial", """{"caller":"1005","callee":"5503301"}""");

        string[] secrets =
        [
            PSeriesApp.ClientSecret, "SecretInTheWrongField", "AnotherSecret", _app.Token,
            Field(login, "access_token"), Field(login, "refresh_token"), Field(refreshed, "access_token"), Field(refreshed, "refresh_token"),
        ];
        Assert.Contains(_app.Log.Lines, l => l.Id.Id == EventIds.RequestFailed);
        Assert.DoesNotContain(_app.Log.Lines.Select(l => l.Text), line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    private Task<string> LoginAsync(string body, string? from = null)
        => _app.SendAsync(HttpMethod.Post, "/openapi/v1.0/get_token", Encoding.UTF8.GetBytes(body), from);

    private Task<string> RefreshAsync(string token)
        => _app.SendAsync(HttpMethod.Post, "/openapi/v1.0/refresh_token", Encoding.UTF8.GetBytes($$"""{"refresh_token":"{{token}}"}"""));

    private Task<string> QueryAsync(string token) => _app.SendAsync(HttpMethod.Get, $"/openapi/v1.0/call/query?access_token={token}", null);

    private static string Field(string json, string name)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(name).GetString()!;
    }
}
