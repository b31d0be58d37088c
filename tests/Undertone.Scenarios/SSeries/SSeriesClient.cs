using System.Text.Json.Nodes;
using System.Xml.Linq;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.PSeries;

namespace Undertone.Scenarios.SSeries;

/// <summary>An integration that speaks one version of the API in raw bytes, with a token of its own.</summary>
internal sealed class SSeriesClient
{
    /// <summary>The API user of the stage, the password, and its MD5, which travels.</summary>
    public const string User = "api";
    public const string Password = "Qwer1234";
    public const string PasswordDigest = "ce1c1cdc2fac8e1167f22cd4bd88d324";

    public const string V1 = "v1.1.0";
    public const string V2 = "v2.0.0";

    /// <summary>OpenVox, with XML in both directions.</summary>
    public const string Xml = "v0.0.1?type=xml";

    public const string JsonHeaders = "Host: 127.0.0.1\r\nContent-Type: application/json; charset=utf-8\r\n";
    public const string XmlHeaders = "Host: 127.0.0.1\r\nContent-Type: application/xml; charset=utf-8\r\n";
    public const string XmlProlog = """<?xml version="1.0" encoding="UTF-8" ?>""";

    private readonly ServerProcess _server;
    private readonly string _version;
    private readonly string _query;

    private SSeriesClient(ServerProcess server, string version, string token)
    {
        _server = server;
        string[] parts = version.Split('?');
        (_version, _query) = (parts[0], parts.Length > 1 ? "&" + parts[1] : "");
        (Token, RefreshToken) = (token, "");
    }

    /// <summary>The token, 32 hexadecimal digits.</summary>
    public string Token { get; }

    /// <summary>What a new token can be had for.</summary>
    public string RefreshToken { get; private init; }

    public bool IsV2 => _version.StartsWith("v2", StringComparison.Ordinal);

    public bool IsXml => _query == "&type=xml";

    private string Headers => IsXml ? XmlHeaders : JsonHeaders;

    /// <summary>Logs in under a version of the path, which may carry the parameter <c>type</c>: <c>v0.0.1?type=xml</c>.</summary>
    public static async Task<SSeriesClient> LogInAsync(ServerProcess server, string version)
    {
        var nobody = new SSeriesClient(server, version, "");
        XElement answer = await nobody.AskAsync("login", ("username", User), ("password", PasswordDigest), ("port", "8260"));
        Assert.Equal("Success", answer.Element("status")!.Value);
        return new SSeriesClient(server, version, answer.Element("token")!.Value) { RefreshToken = answer.Element("refreshtoken")!.Value };
    }

    /// <summary>The path of a request, with the token.</summary>
    public string PathOf(string endpoint) => $"/api/{_version}/{endpoint}?token={Token}{_query}";

    /// <summary>Posts a body as it stands; none at all if it is empty.</summary>
    public Task<RawAnswer> SendAsync(string endpoint, string body = "")
        => RawHttp.PostAsync(_server, PathOf(endpoint), body, body.Length > 0 ? Headers : "Host: 127.0.0.1\r\n");

    /// <summary>Posts a body as it stands and gives back the answer as text; it always comes with status 200.</summary>
    public async Task<string> PostAsync(string endpoint, string body = "") => TextOf(await SendAsync(endpoint, body));

    /// <summary>Posts a body as it stands and reads the JSON answer.</summary>
    public async Task<JsonObject> PostJsonAsync(string endpoint, string body = "") => (await SendAsync(endpoint, body)).Json;

    /// <summary>Asks with parameters in the client's format; the answer is a tree, in which the entries of a list are elements of one name.</summary>
    public async Task<XElement> AskAsync(string endpoint, params (string Name, string Value)[] parameters)
    {
        string body = parameters.Length == 0 ? ""
            : IsXml ? XmlProlog + new XElement("xml", parameters.Select(p => new XElement(p.Name, p.Value))).ToString(SaveOptions.DisableFormatting)
            : new JsonObject(parameters.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)p.Value))).ToJsonString();
        string answer = await PostAsync(endpoint, body);
        return IsXml ? XDocument.Parse(answer).Root! : Tree("xml", JsonNode.Parse(answer)!).Single();
    }

    /// <summary>Asks, and the request must be granted.</summary>
    public async Task<XElement> DoAsync(string endpoint, params (string Name, string Value)[] parameters)
    {
        XElement answer = await AskAsync(endpoint, parameters);
        Assert.True(answer.Element("status")?.Value == "Success", $"{endpoint}: {answer}");
        return answer;
    }

    /// <summary>Asks, and the request must be refused; gives back the error.</summary>
    public async Task<string> FailAsync(string endpoint, params (string Name, string Value)[] parameters)
    {
        XElement answer = await AskAsync(endpoint, parameters);
        Assert.True(answer.Element("status")?.Value == "Failed", $"{endpoint}: {answer}");
        Assert.Equal(["status", "errno"], answer.Elements().Select(e => e.Name.LocalName));
        return answer.Element("errno")!.Value;
    }

    /// <summary>The request for a monitor, or for another mode of the running one, as this version asks for it.</summary>
    public (string Endpoint, (string Name, string Value)[] Parameters) Monitor(string supervisor, string target, string mode) => (IsV2, mode) switch
    {
        (true, _) => ("call/listen", [("monitor", supervisor), ("extension", target), ("type", mode)]),
        (_, "listen") => ("extension/listen", [("listener", supervisor), ("listenedext", target)]),
        (_, "whisper") => ("extension/whisper", [("whisperer", supervisor), ("whisperedext", target)]),
        _ => ("extension/barge", [("bargein", supervisor), ("bargedext", target)]),
    };

    private string TextOf(RawAnswer answer)
    {
        Assert.Equal(200, answer.Status);
        Assert.StartsWith(IsXml ? "application/xml" : "application/json", answer.ContentType, StringComparison.Ordinal);
        return answer.Body;
    }

    private static IEnumerable<XElement> Tree(string name, JsonNode node) => node switch
    {
        JsonArray entries => entries.SelectMany(entry => Tree(name, entry!)),
        JsonObject members => [new XElement(name, members.SelectMany(member => Tree(member.Key, member.Value!)))],
        _ => [new XElement(name, node.GetValue<string>())],
    };
}
