using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Undertone.Scenarios.Harness;

/// <summary>
/// The server as a process of its own, with a configuration file and a database in a new folder, on free ports of the loopback
/// address: exactly what an operator starts. Stopped and cleaned away at the end.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The P-Series client of the configuration.</summary>
    public const string ClientId = "UEnH9Dmv6uBJEXsYcag1trNfQThYAAAA";

    /// <summary>Its secret.</summary>
    public const string ClientSecret = "ZLcXl63S9EtMnYoHUnjbVo6sA8CbBBBB";

    private const string ConfigurationFile = "undertone.json";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private Process _process;
    private readonly ConcurrentQueue<string> _log = new();

    private ServerProcess(Process process, DirectoryInfo folder, int sipPort, int httpPort)
    {
        _process = process;
        Folder = folder;
        Sip = new IPEndPoint(IPAddress.Loopback, sipPort);
        Http = new Uri($"http://127.0.0.1:{httpPort}/");
        KeepLog();
    }

    /// <summary>Where it keeps its files.</summary>
    public DirectoryInfo Folder { get; }

    /// <summary>Where it listens for SIP, UDP and TCP.</summary>
    public IPEndPoint Sip { get; }

    /// <summary>Where it listens for HTTP.</summary>
    public Uri Http { get; }

    /// <summary>What it has printed so far.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The SIP password of an extension of the configuration.</summary>
    public static string PasswordOf(string number) => $"secret-of-{number}";

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="change">Changes the configuration before the start.</param>
    public static async Task<ServerProcess> StartAsync(Action<JsonObject>? change = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("undertone-scenario-");
        int sipPort = FreePorts.UdpAndTcp();
        int httpPort = FreePorts.UdpAndTcp();
        JsonObject configuration = ServerConfiguration.Create(sipPort, httpPort);
        change?.Invoke(configuration);
        string file = Path.Combine(folder.FullName, ConfigurationFile);
        await File.WriteAllTextAsync(file, configuration.ToJsonString());

        var server = new ServerProcess(Launch(folder), folder, sipPort, httpPort);
        try
        {
            await server.WaitUntilReadyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the server program with other arguments against the same configuration, and gives back what it printed.</summary>
    public async Task<string> RunToolAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Folder.FullName, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Undertone.Server.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process tool = Process.Start(start)!;
        using var patience = new CancellationTokenSource(StartPatience);
        string output = await tool.StandardOutput.ReadToEndAsync(patience.Token);
        await tool.WaitForExitAsync(patience.Token);
        return output;
    }

    /// <summary>Its configuration file.</summary>
    public Task<string> ReadConfigurationAsync() => File.ReadAllTextAsync(Path.Combine(Folder.FullName, ConfigurationFile));

    /// <summary>Writes its configuration file, as an operator would while it runs.</summary>
    public Task WriteConfigurationAsync(string json) => File.WriteAllTextAsync(Path.Combine(Folder.FullName, ConfigurationFile), json);

    /// <summary>Sends it SIGHUP, which the runtime has no call for.</summary>
    public async Task HangUpSignalAsync()
    {
        using Process kill = Process.Start("kill", ["-HUP", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Kills it as a power failure would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Kills it and starts it again on the same ports, with the same configuration and database.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        _process.Dispose();
        _process = Launch(Folder);
        KeepLog();
        await WaitUntilReadyAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Folder.Delete(recursive: true);
    }

    private static Process Launch(DirectoryInfo folder) => Process.Start(new ProcessStartInfo("dotnet")
    {
        WorkingDirectory = folder.FullName,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        ArgumentList =
        {
            Path.Combine(AppContext.BaseDirectory, "Undertone.Server.dll"), "--config", Path.Combine(folder.FullName, ConfigurationFile),
        },
    })!;

    private void KeepLog()
    {
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Http, Timeout = TimeSpan.FromSeconds(2) };
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < StartPatience && !_process.HasExited)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri("readyz", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet; asked again until the patience is over.
            }

            await Task.Yield();
        }

        throw new InvalidOperationException($"The server did not get ready:\n{Log}");
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _log.Enqueue(line);
        }
    }
}
