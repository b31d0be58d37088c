using System.Text.Json.Nodes;
using Undertone.Http.Tests.Kit;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>Login, the sliding token, heartbeat, logout, refresh, and the block of an address that guesses.</summary>
public sealed class SessionTests
{
    private const string Login = $$"""{"username":"api","password":"{{SSeriesApp.Digest}}","port":"0"}""";

    [Theory]
    [InlineData("v1.0.0", false)]
    [InlineData("v1.0.1", false)]
    [InlineData("v1.1.0", false)]
    [InlineData("v1.10", false)]
    [InlineData("v0.0.1", false)]
    [InlineData("v2.0.0", true)]
    [InlineData("V2.0.0", true)]
    public async Task A_login_gives_a_token_of_32_hexadecimal_digits_and_in_v2_the_transport(string version, bool hasTransport)
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        JsonNode answer = JsonNode.Parse(await app.PostBareAsync($"{version}/login", Login))!;
        Assert.Equal("Success", (string)answer["status"]!);
        Assert.Matches("^[0-9a-f]{32}$", (string)answer["token"]!);
        Assert.Equal(hasTransport ? "HTTP" : null, (string?)answer["transport"]);
        Assert.Equal("""{"status":"Success"}""", await app.PostAsync($"{version}/heartbeat", null, (string)answer["token"]!));
    }

    [Theory]
    [InlineData(null, "20007")]
    [InlineData("  ", "20007")]
    [InlineData("{}", "10004")]
    [InlineData("""{"username":"api"}""", "10004")]
    [InlineData("""{"username":"api","password":""}""", "10004")]
    [InlineData("""{"username":"api","password":"00000000000000000000000000000000"}""", "20003")]
    [InlineData($$"""{"username":"nobody","password":"{{SSeriesApp.Digest}}"}""", "20003")]
    [InlineData($$"""{"username":"api","password":"{{SSeriesApp.Digest}}","port":"65536"}""", "20008")]
    [InlineData($$"""{"username":"api","password":"{{SSeriesApp.Digest}}","port":"x"}""", "20008")]
    [InlineData($$"""{"username":"api","password":"{{SSeriesApp.Digest}}","url":"a b"}""", "10004")]
    [InlineData("[]", "20000")]
    [InlineData("username=api", "20000")]
    [InlineData("<xml></xml>", "10002")]
    public async Task A_wrong_login_gets_its_number(string? body, string errno)
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        Assert.Equal($$"""{"status":"Failed","errno":"{{errno}}"}""", await app.PostBareAsync("v1.1.0/login", body));
    }

    [Fact]
    public async Task A_digest_in_capitals_and_a_port_that_is_not_quoted_are_accepted()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        string body = $$"""{"username":"api","password":"{{SSeriesApp.Digest.ToUpperInvariant()}}","port":0}""";
        Assert.StartsWith("""{"status":"Success","token":""", await app.PostBareAsync("v1.0.0/login", body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_prolongs_a_token_and_thirty_minutes_without_end_it()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            app.Host.Clock.Advance(TimeSpan.FromMinutes(29));
            Assert.Equal("""{"status":"Success"}""", await app.PostAsync("v1.1.0/heartbeat"));
        }

        app.Host.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("""{"status":"Failed","errno":"20006"}""", await app.PostAsync("v1.1.0/heartbeat"));
        Assert.Equal("""{"status":"Failed","errno":"20006"}""", await app.PostAsync("v2.0.0/call/query"));
    }

    [Theory]
    [InlineData("v1.1.0/heartbeat", "20005")]
    [InlineData("v1.1.0/heartbeat?token=", "20005")]
    [InlineData("v1.1.0/heartbeat?token=0123456789abcdef0123456789abcdef", "20004")]
    [InlineData("v2.0.0/extension/list?token=x", "20004")]
    public async Task A_token_that_is_missing_or_unknown_gets_its_number(string path, string errno)
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        Assert.Equal($$"""{"status":"Failed","errno":"{{errno}}"}""", await app.PostBareAsync(path, null));
    }

    [Fact]
    public async Task After_logout_the_token_is_unknown()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        Assert.Equal("""{"status":"Success"}""", await app.PostAsync("v1.1.0/logout"));
        Assert.Equal("""{"status":"Failed","errno":"20004"}""", await app.PostAsync("v1.1.0/heartbeat"));
    }

    [Fact]
    public async Task A_refresh_token_works_once_for_a_day_also_after_its_token_has_timed_out()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        JsonNode login = JsonNode.Parse(await app.PostBareAsync("v1.1.0/login", Login))!;
        string body = $$"""{"refreshtoken":"{{login["refreshtoken"]}}"}""";
        app.Host.Clock.Advance(TimeSpan.FromHours(1));

        JsonNode refreshed = JsonNode.Parse(await app.PostBareAsync("v2.0.0/token/refresh", body))!;
        Assert.Equal(["status", "token", "refreshtoken"], refreshed.AsObject().Select(member => member.Key));
        Assert.Equal("""{"status":"Success"}""", await app.PostAsync("v1.1.0/heartbeat", null, (string)refreshed["token"]!));
        Assert.Equal("""{"status":"Failed","errno":"20004"}""", await app.PostAsync("v1.1.0/heartbeat", null, (string)login["token"]!));
        Assert.Equal("""{"status":"Failed","errno":"20004"}""", await app.PostBareAsync("v2.0.0/token/refresh", body));
        Assert.Equal("""{"status":"Failed","errno":"20005"}""", await app.PostBareAsync("v2.0.0/token/refresh", "{}"));

        app.Host.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(
            """{"status":"Failed","errno":"20006"}""",
            await app.PostBareAsync("v2.0.0/token/refresh", $$"""{"refreshtoken":"{{refreshed["refreshtoken"]}}"}"""));
    }

    [Fact]
    public async Task Five_wrong_logins_in_a_row_lock_the_address_out_for_ten_minutes()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        const string guesser = "192.0.2.66";
        const string wrong = """{"username":"api","password":"0"}""";
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal("""{"status":"Failed","errno":"20003"}""", await app.PostBareAsync("v1.1.0/login", wrong, guesser));
        }

        Assert.Equal("""{"status":"Failed","errno":"20002"}""", await app.PostBareAsync("v2.0.0/login", Login, guesser));
        Assert.Contains("Success", await app.PostBareAsync("v2.0.0/login", Login, "192.0.2.67"), StringComparison.Ordinal);
        Assert.Contains(app.Host.Log.Lines, line => line.Id == EventIds.AddressBlocked && line.Text.Contains(guesser, StringComparison.Ordinal));

        app.Host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("Success", await app.PostBareAsync("v1.1.0/login", Login, guesser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_login_forgets_the_wrong_ones_before_it()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        for (int i = 0; i < 12; i++)
        {
            string body = i % 4 == 3 ? Login : """{"username":"api","password":"0"}""";
            Assert.DoesNotContain("20002", await app.PostBareAsync("v1.1.0/login", body), StringComparison.Ordinal);
        }
    }
}
