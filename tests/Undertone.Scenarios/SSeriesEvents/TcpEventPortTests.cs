using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>The event port of the second version: a login in lines of text, then an event on each line.</summary>
public sealed class TcpEventPortTests(TcpEventStage stage) : IClassFixture<TcpEventStage>
{
    private const string Success = """{"status":"Success"}""";

    [Fact]
    public async Task A_login_over_http_says_that_events_are_fetched_over_tcp()
    {
        await using ApiSession session = await ApiSession.LogInAsync(stage.Server, "api1", "v2.0.0", "\"version\":\"2.0.0\"");
        Assert.Equal("TCP", (string?)session.Answer["transport"]);
    }

    [Theory]
    [InlineData("api2", ApiSession.Password, "\r\n")]
    [InlineData("api3", ApiSession.Digest, "\r\n")]
    [InlineData("api4", ApiSession.Password, "\n")]
    public async Task After_its_login_a_client_reads_an_event_on_each_line(string user, string secret, string newLine)
    {
        using TcpEventClient client = await TcpEventClient.ConnectAsync(stage.EventPort, Login(user, secret, newLine));
        Assert.Equal(Success, await client.LineAsync());

        SimulatedPhone phone = await Phones.RegisterAsync(stage.Server, "2003", 600, AnswerPolicy.Never);
        await ReadUntilAsync(client, """{"event":"ExtensionStatus","extension":"2003","status":"Registered","registeredIP":"127.0.0.1","sn":"UNDERTONE"}""");
        await Phones.EndAsync(phone);
        string? gone = await client.LineAsync();
        Assert.StartsWith("""{"event":"ExtensionStatus","extension":"2003","status":"Unregistered","registeredIP":""", gone, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api5", "Qwer12345")]
    [InlineData("nobody", ApiSession.Password)]
    public async Task A_wrong_login_is_told_so_and_the_connection_closed(string user, string secret)
    {
        using TcpEventClient client = await TcpEventClient.ConnectAsync(stage.EventPort, Login(user, secret, "\r\n"));
        Assert.Equal("""{"status":"Failed","errno":"20003"}""", await client.LineAsync());
        Assert.Null(await client.LineAsync());
    }

    [Fact]
    public async Task A_client_that_closes_ends_its_events_and_nobody_elses()
    {
        using TcpEventClient stays = await TcpEventClient.ConnectAsync(stage.EventPort, Login("api6", ApiSession.Password, "\r\n"));
        Assert.Equal(Success, await stays.LineAsync());
        using (TcpEventClient leaves = await TcpEventClient.ConnectAsync(stage.EventPort, Login("api5", ApiSession.Password, "\r\n")))
        {
            Assert.Equal(Success, await leaves.LineAsync());
            leaves.Close();
            while (await leaves.LineAsync() is { } line)
            {
                // What the phones of the test before do at its end may still be told.
                Assert.StartsWith("{\"event\":", line, StringComparison.Ordinal);
            }
        }

        SimulatedPhone phone = await Phones.RegisterAsync(stage.Server, "2004", 600, AnswerPolicy.Never);
        await ReadUntilAsync(stays, """{"event":"ExtensionStatus","extension":"2004","status":"Registered","registeredIP":"127.0.0.1","sn":"UNDERTONE"}""");
        await Phones.EndAsync(phone);
    }

    private static async Task ReadUntilAsync(TcpEventClient client, string expected)
    {
        string? line;
        do
        {
            line = await client.LineAsync();
            Assert.NotNull(line);
        }
        while (line != expected);
    }

    private static string Login(string user, string secret, string newLine)
        => string.Join(newLine, "Action: login", $"Username: {user}", $"Secret: {secret}", "Version: 2.0.0", "", "");
}
