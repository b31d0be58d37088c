using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.PSeries;

/// <summary>An answer as it came over the socket.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Body">The body as text.</param>
internal sealed record RawAnswer(int Status, string ContentType, string Body)
{
    /// <summary>The status line and the header lines.</summary>
    public IReadOnlyList<string> Head { get; init; } = [];

    /// <summary>The body as JSON. Clients take any status but 200 for a broken transport, and any type without "json" for bytes.</summary>
    public JsonObject Json
    {
        get
        {
            Assert.Equal(200, Status);
            Assert.Contains("json", ContentType, StringComparison.Ordinal);
            return JsonNode.Parse(Body)!.AsObject();
        }
    }
}

/// <summary>HTTP requests written byte for byte to a socket, one connection each, as the vendor's clients send them.</summary>
internal static class RawHttp
{
    /// <summary>The header lines of the fact sheet's samples.</summary>
    public const string SheetHeaders = "Content-Type: application/json\r\nUser-Agent: OpenAPI\r\nHost: 127.0.0.1\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A POST with a body.</summary>
    public static Task<RawAnswer> PostAsync(ServerProcess server, string path, string body, string headers = SheetHeaders)
        => SendAsync(server, $"POST {path} HTTP/1.1\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>A GET.</summary>
    public static Task<RawAnswer> GetAsync(ServerProcess server, string path, string headers = SheetHeaders)
        => SendAsync(server, $"GET {path} HTTP/1.1\r\n{headers}\r\n");

    /// <summary>Sends these bytes and reads one answer.</summary>
    public static Task<RawAnswer> SendAsync(ServerProcess server, string request) => SendAsync(server, Encoding.UTF8.GetBytes(request));

    /// <inheritdoc cref="SendAsync(ServerProcess, string)" />
    public static async Task<RawAnswer> SendAsync(ServerProcess server, byte[] request)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Parse(server.Http.Host), server.Http.Port, deadline.Token);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(request, deadline.Token);
        var received = new MemoryStream();
        byte[] buffer = new byte[8192];
        while (true)
        {
            int read = await stream.ReadAsync(buffer, deadline.Token);
            received.Write(buffer, 0, read);
            string text = Encoding.UTF8.GetString(received.ToArray());
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && (read == 0 || received.Length - end - 4 >= Length(text[..end])))
            {
                string[] head = text[..end].Split("\r\n");
                int status = int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture);
                return new RawAnswer(status, Value(head, "Content-Type") ?? "", text[(end + 4)..]) { Head = head };
            }

            Assert.True(read > 0, $"The connection ended in the middle of an answer: {text}");
        }
    }

    private static int Length(string head)
        => Value(head.Split("\r\n"), "Content-Length") is { } length ? int.Parse(length, CultureInfo.InvariantCulture) : int.MaxValue;

    private static string? Value(string[] head, string name)
        => head.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
