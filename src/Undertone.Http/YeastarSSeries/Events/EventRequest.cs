using System.Text;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.YeastarSSeries.Answers;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>
/// Writes the request that carries an event. Clients read each event with a single receive of 1,024 bytes, so head and body together
/// stay below that: if they do not, numbers that come from outside are cut.
/// </summary>
internal static class EventRequest
{
    /// <summary>Most bytes of head and body.</summary>
    public const int MaxBytes = 1024;

    private const string Json = "application/json";

    private static readonly int[] LongestNumbers = [int.MaxValue, 24, 8];

    /// <summary>The callback for an event; null if the layout has none for it.</summary>
    public static Callback? Write(IReport report, EventSettings settings)
    {
        (string host, int port) = settings.Server;
        var url = new Uri($"http://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}{settings.Path}");
        Callback? callback = null;
        foreach (int longest in LongestNumbers)
        {
            if (report.In(settings.Layout, longest) is not { } fields)
            {
                return null;
            }

            callback = new Callback(url, JsonWire.Write(fields), Json, []);
            if (Head(callback).Length + callback.Body!.Length <= MaxBytes)
            {
                break;
            }
        }

        return callback;
    }

    /// <summary>The bytes of the request.</summary>
    public static byte[] Bytes(Callback callback) => [.. Head(callback), .. callback.Body!];

    private static byte[] Head(Callback callback) => Encoding.ASCII.GetBytes(
        $"""
        POST {callback.Url.PathAndQuery} HTTP/1.1
        Host: {callback.Url.Authority}
        User-Agent: WebAPI
        Accept: {Json}
        Content-Type: {Json}
        Content-Length: {callback.Body!.Length}
        Connection: close


        """.ReplaceLineEndings("\r\n"));
}
