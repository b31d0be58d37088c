using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Undertone.Load.CommandLine;

namespace Undertone.Load.Servers;

/// <summary>An Undertone started for the run, with the extensions and the API client that the load needs, on ports that are free.</summary>
internal sealed partial class OwnServer : IAsyncDisposable
{
    private const string ClientId = "load";
    private const string ClientSecret = "load-generator-secret";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly string _folder;

    private OwnServer(Process process, string folder, LoadTarget target)
    {
        _process = process;
        _folder = folder;
        Target = target;
    }

    public LoadTarget Target { get; }

    /// <summary>Starts the server and waits until it is ready.</summary>
    /// <param name="options">What the load needs.</param>
    /// <param name="extensions">The extensions to make: number and password.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LoadException">It does not start; the message holds what it said.</exception>
    public static async Task<OwnServer> StartAsync(LoadOptions options, IEnumerable<(string Number, string Password)> extensions, CancellationToken cancellation)
    {
        var program = ProgramPath();
        var folder = Directory.CreateTempSubdirectory("undertone-load-").FullName;
        var sip = FreePort(ProtocolType.Udp);
        var http = FreePort(ProtocolType.Tcp);
        var configuration = new Configuration(
            new HttpPart([$"http://127.0.0.1:{http}"]),
            new SipPart([$"udp://127.0.0.1:{sip}"], "load.invalid"),
            new MediaPart("127.0.0.1", options.ServerRtpPorts.First, options.ServerRtpPorts.Last),
            new StoragePart("Sqlite", $"Data Source={folder}/undertone.db"),
            [.. extensions.Select(extension => new ExtensionPart(extension.Number, extension.Password, true, "Extensive"))],
            new ApisPart(new PSeriesPart([new ClientPart(ClientId, ClientSecret)])));
        var file = $"{folder}/undertone.json";
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(configuration, ConfigurationJson.Default.Configuration), cancellation);

        var pin = options.ServerCore is { } core ? $"taskset -c {core.ToString(CultureInfo.InvariantCulture)} " : "";
        var start = new ProcessStartInfo("sh") { WorkingDirectory = folder };

        // As ./run starts it.
        start.Environment.TryAdd("DOTNET_GCgen0size", "400000");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec {pin}dotnet \"{program}\" --config undertone.json >server.log 2>&1");
        var process = Process.Start(start) ?? throw new LoadException("Cannot start a shell.");
        var target = new LoadTarget(
            new IPEndPoint(IPAddress.Loopback, sip), "load.invalid", new Uri($"http://127.0.0.1:{http}"), ClientId, ClientSecret, process.Id);
        var server = new OwnServer(process, folder, target);
        try
        {
            await server.WaitUntilReadyAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it as an operator would, and removes what it wrote.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            try
            {
                await _process.WaitForExitAsync().WaitAsync(StopPatience);
            }
            catch (TimeoutException)
            {
                _process.Kill();
            }
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string ProgramPath()
    {
        var configuration = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var program = Path.Combine(folder.FullName, "src", "Undertone.Server", "bin", configuration, "net10.0", "Undertone.Server.dll");
            if (File.Exists(program))
            {
                return program;
            }
        }

        throw new LoadException($"The server is not built ({configuration}): dotnet build src/Undertone.Server -c {configuration}. Or give one that runs with --server.");
    }

    private static int FreePort(ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream, protocol);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var began = Stopwatch.StartNew();
        while (began.Elapsed < StartPatience)
        {
            if (_process.HasExited)
            {
                throw new LoadException($"The server did not start: {LastLine()}");
            }

            try
            {
                using var answer = await http.GetAsync(new Uri(Target.Api!, "readyz"), cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100, cancellation);
        }

        throw new LoadException($"The server was not ready within {StartPatience.TotalSeconds} s: {LastLine()}");
    }

    private string LastLine() => File.ReadLines($"{_folder}/server.log").LastOrDefault(line => line.Length > 0) ?? "it said nothing";

    internal sealed record Configuration(
        HttpPart Http, SipPart Sip, MediaPart Media, StoragePart Storage, IReadOnlyList<ExtensionPart> Extensions, ApisPart Apis);

    internal sealed record HttpPart(IReadOnlyList<string> Urls);

    internal sealed record SipPart(IReadOnlyList<string> Listen, string Domain);

    internal sealed record MediaPart(string Address, int FirstPort, int LastPort);

    internal sealed record StoragePart(string Provider, string ConnectionString);

    internal sealed record ExtensionPart(string Number, string Password, bool AllowBeingMonitored, string MonitorMode);

    internal sealed record ApisPart(PSeriesPart YeastarPSeries);

    internal sealed record PSeriesPart(IReadOnlyList<ClientPart> Clients);

    internal sealed record ClientPart(string Id, string Secret);

    [JsonSerializable(typeof(Configuration))]
    internal sealed partial class ConfigurationJson : JsonSerializerContext;
}
