using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>A user of the S-Series API, logged in.</summary>
internal sealed class ApiSession : IAsyncDisposable
{
    /// <summary>The password of all users.</summary>
    public const string Password = "Qwer1234";

    /// <summary>Its MD5, which a login gives.</summary>
    public const string Digest = "ce1c1cdc2fac8e1167f22cd4bd88d324";

    private readonly HttpClient _http;
    private readonly string _path;
    private readonly string _query;
    private bool _isOpen = true;

    private ApiSession(HttpClient http, string path, string query, JsonObject answer)
    {
        (_http, _path, Answer) = (http, path, answer);
        _query = $"?token={answer["token"]}{query}";
    }

    /// <summary>What the login was answered with.</summary>
    public JsonObject Answer { get; }

    /// <summary>The users of the configuration, <c>api1</c> to <c>api6</c>.</summary>
    public static JsonObject Users() => new()
    {
        ["Users"] = new JsonArray([.. Enumerable.Range(1, 6).Select(i => new JsonObject { ["Name"] = $"api{i}", ["Password"] = Password })]),
    };

    /// <summary>Logs in.</summary>
    /// <param name="server">The server.</param>
    /// <param name="user">The user.</param>
    /// <param name="version">The version in the path, <c>v1.1.0</c> for instance.</param>
    /// <param name="fields">What the request says besides the name and the password, as it stands in its body.</param>
    /// <param name="type">The query parameter of OpenVox; empty for none.</param>
    public static async Task<ApiSession> LogInAsync(ServerProcess server, string user, string version, string fields, string type = "")
    {
        var http = new HttpClient { BaseAddress = server.Http };
        string query = type.Length > 0 ? $"&type={type}" : "";
        JsonObject answer = await PostAsync(
            http, $"api/{version}/login?{query.TrimStart('&')}", $$"""{"username":"{{user}}","password":"{{Digest}}",{{fields}}}""");
        Assert.Equal("Success", (string?)answer["status"]);
        return new ApiSession(http, $"api/{version}/", query, answer);
    }

    /// <summary>Makes a request, which must succeed.</summary>
    /// <param name="request">Its name, <c>extension/listen</c> for instance.</param>
    /// <param name="json">Its body; empty for none.</param>
    public async Task<JsonObject> PostAsync(string request, string json = "")
    {
        JsonObject answer = await PostAsync(_http, $"{_path}{request}{_query}", json);
        Assert.True((string?)answer["status"] == "Success", $"{request} {json}: {answer.ToJsonString()}");
        return answer;
    }

    /// <summary>Logs out, after which no event may come.</summary>
    public async Task LogOutAsync()
    {
        _isOpen = false;
        await PostAsync("logout");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_isOpen)
        {
            await LogOutAsync();
        }

        _http.Dispose();
    }

    private static async Task<JsonObject> PostAsync(HttpClient http, string address, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(new Uri(address, UriKind.Relative), content);
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
