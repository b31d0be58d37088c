using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Undertone.Scenarios.Harness;

/// <summary>An integration that speaks the P-Series OpenAPI, with one access token.</summary>
public sealed class PSeriesClient : IDisposable
{
    private readonly HttpClient _http;

    private PSeriesClient(HttpClient http, string token)
    {
        _http = http;
        Token = token;
    }

    /// <summary>The access token.</summary>
    public string Token { get; }

    /// <summary>Logs in with the client of the test configuration.</summary>
    public static async Task<PSeriesClient> LogInAsync(ServerProcess server)
    {
        var http = new HttpClient { BaseAddress = server.Http };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("OpenAPI");
        using HttpResponseMessage answer = await http.PostAsJsonAsync(
            "openapi/v1.0/get_token", new { username = ServerProcess.ClientId, password = ServerProcess.ClientSecret });
        JsonNode body = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(0, (int)body["errcode"]!);
        return new PSeriesClient(http, (string)body["access_token"]!);
    }

    /// <summary>POSTs a body as it stands and reads the JSON answer, which always comes with status 200.</summary>
    public async Task<JsonObject> PostAsync(string endpoint, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _http.PostAsync(Address(endpoint), content);
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>GETs an endpoint and reads the JSON answer.</summary>
    public async Task<JsonObject> GetAsync(string endpoint)
    {
        using HttpResponseMessage answer = await _http.GetAsync(Address(endpoint));
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>Asks for a monitor; the answer as it came.</summary>
    public Task<JsonObject> ListenAsync(string supervisor, string channelId, string type)
        => PostAsync("call/listen", $$"""{"monitor":"{{supervisor}}","channel_id":"{{channelId}}","type":"{{type}}"}""");

    /// <summary>The channel id of an extension in its call, as soon as it has one in a state that satisfies.</summary>
    /// <param name="number">The extension.</param>
    /// <param name="status">The member status to wait for; null for any.</param>
    public async Task<string> ChannelOfAsync(string number, string? status = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10))
        {
            JsonObject answer = await GetAsync($"call/query?extension={number}");
            foreach (JsonNode? call in answer["data"]!.AsArray())
            {
                foreach (JsonNode? member in call!["members"]!.AsArray())
                {
                    if (member!["extension"] is { } extension && (string)extension["number"]! == number
                        && (status is null || (string)extension["member_status"]! == status))
                    {
                        return (string)extension["channel_id"]!;
                    }
                }
            }
        }

        throw new TimeoutException($"Extension {number} has no channel in state {status ?? "any"}");
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private Uri Address(string endpoint)
        => new($"openapi/v1.0/{endpoint}{(endpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?')}access_token={Token}", UriKind.Relative);
}
