using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Undertone.Load.Api;

/// <summary>The monitoring requests of the P-Series API that the load needs. Any thread.</summary>
internal sealed partial class PSeriesClient(Uri server, string clientId, string clientSecret) : IDisposable
{
    private const int TokenExpired = 10004;

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 16 })
    {
        BaseAddress = new Uri(server, "openapi/v1.0/"),
        Timeout = TimeSpan.FromSeconds(30),
    };

    private string _token = "";

    /// <exception cref="LoadException">Nobody answers there, or the client is refused.</exception>
    public async Task LogInAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.PostAsJsonAsync(
                "get_token", new TokenRequest(clientId, clientSecret), ApiJson.Default.TokenRequest, cancellation);
            var answer = await response.Content.ReadFromJsonAsync(ApiJson.Default.JsonElement, cancellation);
            _token = ErrorCodeOf(answer) == 0
                ? answer.GetProperty("access_token").GetString() ?? ""
                : throw new LoadException($"The API at {server} refuses client {clientId}: {answer.GetRawText()}");
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            throw new LoadException($"No P-Series API answers at {server}: {failure.Message}");
        }
    }

    /// <summary>The channel of an extension in its call; null when it is in none.</summary>
    public async Task<string?> ChannelOfAsync(string extension, CancellationToken cancellation)
    {
        var answer = await AskAsync(token => _http.GetAsync(new Uri($"call/query?extension={extension}&access_token={token}", UriKind.Relative), cancellation), cancellation);
        if (ErrorCodeOf(answer) != 0 || !answer.TryGetProperty("data", out var calls))
        {
            return null;
        }

        foreach (var member in calls.EnumerateArray().SelectMany(call => call.GetProperty("members").EnumerateArray()))
        {
            if (member.TryGetProperty("extension", out var found) && found.GetProperty("number").GetString() == extension)
            {
                return found.GetProperty("channel_id").GetString();
            }
        }

        return null;
    }

    /// <summary>Starts a monitor, or switches its mode; gives the error code, 0 for success.</summary>
    public async Task<int> ListenAsync(string supervisor, string channel, string mode, CancellationToken cancellation)
        => ErrorCodeOf(await AskAsync(
            token => _http.PostAsJsonAsync(
                new Uri($"call/listen?access_token={token}", UriKind.Relative),
                new ListenRequest(supervisor, channel, mode),
                ApiJson.Default.ListenRequest,
                cancellation),
            cancellation));

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static int ErrorCodeOf(JsonElement answer) => answer.TryGetProperty("errcode", out var code) ? code.GetInt32() : -1;

    private async Task<JsonElement> AskAsync(Func<string, Task<HttpResponseMessage>> ask, CancellationToken cancellation)
    {
        try
        {
            var answer = await ReadAsync(await ask(_token), cancellation);
            if (ErrorCodeOf(answer) == TokenExpired)
            {
                await LogInAsync(cancellation);
                answer = await ReadAsync(await ask(_token), cancellation);
            }

            return answer;
        }
        catch (HttpRequestException failure)
        {
            throw new LoadException($"The API at {server} does not answer any more: {failure.Message}");
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using (response)
        {
            return await response.Content.ReadFromJsonAsync(ApiJson.Default.JsonElement, cancellation);
        }
    }

    internal sealed record TokenRequest(
        [property: JsonPropertyName("username")] string UserName, [property: JsonPropertyName("password")] string Password);

    internal sealed record ListenRequest(
        [property: JsonPropertyName("monitor")] string Monitor,
        [property: JsonPropertyName("channel_id")] string ChannelId,
        [property: JsonPropertyName("type")] string Type);

    [JsonSerializable(typeof(TokenRequest))]
    [JsonSerializable(typeof(ListenRequest))]
    [JsonSerializable(typeof(JsonElement))]
    internal sealed partial class ApiJson : JsonSerializerContext;
}
