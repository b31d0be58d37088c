using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Undertone.Scenarios.Exotel;

/// <summary>An integration that speaks one of the dialect's two forms. Answers of both are shown in one shape: names, texts and lists.</summary>
internal sealed class ExotelClient(ExotelStage stage, bool isJson) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = stage.Process.Http };
    private readonly List<string> _xml = [];

    /// <summary>Every XML answer so far.</summary>
    public IReadOnlyList<string> XmlAnswers => _xml;

    /// <summary>The end of paths.</summary>
    public string Suffix => isJson ? ".json" : "";

    /// <summary>Asks for something.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below the account, without a suffix.</param>
    /// <param name="fields">The body, form data; null for none.</param>
    public async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] fields)
    {
        string[] parts = path.Split('?');
        string query = parts.Length > 1 ? $"?{parts[1]}" : "";
        using var request = new HttpRequestMessage(method, $"/v1/Accounts/{ExotelStage.Account}{parts[0]}{Suffix}{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ExotelStage.Key}:{ExotelStage.Token}")));
        if (fields.Length > 0)
        {
            request.Content = new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        Assert.Equal(isJson ? "application/json" : "application/xml", response.Content.Headers.ContentType?.MediaType);
        if (isJson)
        {
            return (response.StatusCode, JsonNode.Parse(text)!);
        }

        _xml.Add(text);
        XElement root = XDocument.Parse(text).Root!;
        Assert.Equal("TwilioResponse", root.Name.LocalName);
        return (response.StatusCode, ToNode(root)!);
    }

    /// <summary>Asks for something that must be granted.</summary>
    public async Task<JsonNode> DoAsync(HttpMethod method, string path, params (string Name, string Value)[] fields)
    {
        (HttpStatusCode status, JsonNode answer) = await SendAsync(method, path, fields);
        Assert.True(status is HttpStatusCode.OK, $"{method} {path}: {(int)status} {answer}");
        return answer;
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static JsonNode? ToNode(XElement element)
    {
        if (!element.HasElements)
        {
            return element.Value.Length == 0 ? null : JsonValue.Create(element.Value);
        }

        // What XML calls a list has members of one name; the hang-up's Legs, one object, has not.
        if (element.Elements().All(inner => inner.Name.LocalName is "Leg" or "Call" or "IncomingPhoneNumber" && element.Name.LocalName is not "TwilioResponse"))
        {
            return new JsonArray([.. element.Elements().Select(ToNode)]);
        }

        return new JsonObject(element.Elements().Select(inner => new KeyValuePair<string, JsonNode?>(inner.Name.LocalName, ToNode(inner))));
    }
}
