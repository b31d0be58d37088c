using System.Diagnostics;
using System.Text.Json.Nodes;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.PSeries;

/// <summary>An address that guesses is blocked until the operator lets it in again; no restart does.</summary>
public class LockoutTests
{
    private const string Path = "/openapi/v1.0/get_token";
    private const string Right = $$"""{"username":"{{ServerProcess.ClientId}}","password":"{{ServerProcess.ClientSecret}}"}""";
    private const string Wrong = """{"username":"nobody","password":"guess"}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_Block_Outlives_A_Restart_And_Is_Lifted_While_The_Server_Runs()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(-1, await LogInAsync(server, Wrong));
        }

        Assert.Equal(70004, await LogInAsync(server, Right));
        await server.RestartAsync();
        Assert.Equal(70004, await LogInAsync(server, Right));
        Assert.Contains("p-series  127.0.0.1", await server.RunToolAsync("blocked"), StringComparison.Ordinal);

        Assert.Equal("127.0.0.1 may log in again.\n", await server.RunToolAsync("unblock", "127.0.0.1"));

        long start = Stopwatch.GetTimestamp();
        int answer;
        do
        {
            answer = await LogInAsync(server, Right);
        }
        while (answer == 70004 && Stopwatch.GetElapsedTime(start) < Patience);
        Assert.Equal(0, answer);
        Assert.Contains("logins from 127.0.0.1 are allowed again", server.Log, StringComparison.Ordinal);
    }

    private static async Task<int> LogInAsync(ServerProcess server, string body)
    {
        JsonObject answer = (await RawHttp.PostAsync(server, Path, body)).Json;
        return (int)answer["errcode"]!;
    }
}
