using System.Text.Json;
using System.Text.Json.Serialization;

namespace Undertone.Server.Demo;

/// <summary>What the demo asks of the server: the P-Series calls that an integration would make, over HTTP.</summary>
internal sealed partial class DemoApi(Uri server, TextWriter output) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(server, "openapi/v1.0/"), Timeout = TimeSpan.FromSeconds(10) };
    private string _token = "";

    /// <summary>Logs in.</summary>
    public async Task LogInAsync(string clientId, string clientSecret, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync(
            "get_token", new TokenRequest(clientId, clientSecret), DemoJson.Default.TokenRequest, cancellation);
        _token = Text(await ReadAsync(response, "get_token", cancellation), "access_token");
    }

    /// <summary>The channel id of an extension in its call.</summary>
    public async Task<string> ChannelOfAsync(string extension, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await _http.GetAsync(Address($"call/query?extension={extension}&"), cancellation);
        JsonElement answer = await ReadAsync(response, "call/query", cancellation);
        foreach (JsonElement member in answer.GetProperty("data")[0].GetProperty("members").EnumerateArray())
        {
            if (member.TryGetProperty("extension", out JsonElement found) && Text(found, "number") == extension)
            {
                return Text(found, "channel_id");
            }
        }

        throw new InvalidDataException($"call/query does not show extension {extension}");
    }

    /// <summary>Starts a monitor, or switches the mode of the one that runs.</summary>
    public async Task ListenAsync(string supervisor, string channelId, string mode, CancellationToken cancellation)
    {
        var request = new ListenRequest(supervisor, channelId, mode);
        using HttpResponseMessage response = await _http.PostAsJsonAsync(Address("call/listen?"), request, DemoJson.Default.ListenRequest, cancellation);
        JsonElement answer = await ReadAsync(response, "call/listen", cancellation);
        await output.WriteLineAsync($"POST call/listen {JsonSerializer.Serialize(request, DemoJson.Default.ListenRequest)} -> {answer.GetRawText()}");
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, string endpoint, CancellationToken cancellation)
    {
        JsonElement answer = await response.Content.ReadFromJsonAsync(DemoJson.Default.JsonElement, cancellation);
        return answer.GetProperty("errcode").GetInt32() == 0
            ? answer
            : throw new InvalidDataException($"{endpoint} answered {answer.GetRawText()}");
    }

    private Uri Address(string endpoint) => new($"{endpoint}access_token={_token}", UriKind.Relative);

    internal sealed record TokenRequest(
        [property: JsonPropertyName("username")] string UserName, [property: JsonPropertyName("password")] string Password);

    internal sealed record ListenRequest(
        [property: JsonPropertyName("monitor")] string Monitor,
        [property: JsonPropertyName("channel_id")] string ChannelId,
        [property: JsonPropertyName("type")] string Type);

    [JsonSerializable(typeof(TokenRequest))]
    [JsonSerializable(typeof(ListenRequest))]
    [JsonSerializable(typeof(JsonElement))]
    internal sealed partial class DemoJson : JsonSerializerContext;
}
