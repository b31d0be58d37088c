using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.Peers.Sipp;

/// <summary>SIPp, playing one scenario against the server. It ends by itself, when the scenario is over or its time is up.</summary>
internal sealed class SippProcess : IAsyncDisposable
{
    private const int TailCharacters = 6000;
    private const int LongestSeconds = 40;

    // RTP and RTCP for audio and for video, whether used or not.
    private const int MediaPorts = 4;
    private readonly SippRun _run;
    private readonly PeerProgram _program;
    private readonly ServerProcess _server;

    private SippProcess(SippRun run, PeerProgram program, ServerProcess server, int port)
    {
        (_run, _program, _server, Port) = (run, program, server, port);
    }

    /// <summary>Its SIP port.</summary>
    public int Port { get; }

    /// <summary>Starts a scenario.</summary>
    public static SippProcess Start(ServerProcess server, SippRun run)
    {
        int port = run.Port ?? FreePorts.UdpAndTcp();
        int mediaPort = FreePorts.Block(MediaPorts);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("undertone-sipp-");
        var values = new Dictionary<string, string>(run.Values)
        {
            ["number"] = run.Number,
            ["called"] = run.Called,
            ["port"] = Text(port),
        };
        File.WriteAllText(Path.Combine(folder.FullName, "scenario.xml"), SippScenario.Compose(run.Scenario, values));
        string[] arguments =
        [
            $"{server.Sip}", "-sf", "scenario.xml", "-nostdin",
            "-t", run.OverTcp ? "t1" : "u1", "-i", "127.0.0.1", "-bind_local", "-p", Text(port),
            "-ci", "127.0.0.1", "-cp", Text(FreePorts.UdpAndTcp()), "-mi", "127.0.0.1", "-mp", Text(mediaPort),
            "-au", run.Number, "-ap", run.Password ?? ServerProcess.PasswordOf(run.Number),
            "-m", Text(run.Calls), "-r", Text(run.CallsPerSecond),
            "-timeout", $"{LongestSeconds}s", "-timeout_error",
            "-trace_err", "-error_file", "errors.log", "-trace_msg", "-message_file", "messages.log",
            .. run.WithoutRepetitions ? (string[])["-nr"] : [],
        ];
        return new SippProcess(run, PeerProgram.Start("sipp", "sip-tester", folder, arguments), server, port);
    }

    /// <summary>Plays a scenario to its end, which must be a success.</summary>
    public static async Task PlayAsync(ServerProcess server, SippRun run)
    {
        await using SippProcess sipp = Start(server, run);
        await sipp.SucceedsAsync();
    }

    /// <summary>
    /// Registers an extension at a port and starts the scenario of a callee there. The registration comes from a SIPp of its own, because
    /// one that takes calls cannot begin any.
    /// </summary>
    public static async Task<SippProcess> StartCalleeAsync(ServerProcess server, SippRun run)
    {
        int port = run.Port ?? FreePorts.UdpAndTcp();
        await PlayAsync(server, new SippRun("registers", run.Number) { Port = port, OverTcp = run.OverTcp });
        return await StartListeningAsync(server, run with { Port = port });
    }

    /// <summary>Starts the scenario of one that waits, a carrier for instance, and returns when it listens.</summary>
    public static async Task<SippProcess> StartListeningAsync(ServerProcess server, SippRun run)
    {
        SippProcess callee = Start(server, run);
        try
        {
            await Until.TrueAsync(() => IsListening(callee.Port, run.OverTcp) || callee._program.HasExited, () => $"SIPp to listen on port {callee.Port}");
            return callee;
        }
        catch
        {
            await callee.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the scenario is over and fails with SIPp's own words unless every call went as it says.</summary>
    public async Task SucceedsAsync()
    {
        int? code = await _program.WaitForExitAsync(TimeSpan.FromSeconds(LongestSeconds + 20));
        if (code != 0)
        {
            Assert.Fail($"""
                SIPp, {_run.Scenario} of {_run.Number}: exit code {code?.ToString(CultureInfo.InvariantCulture) ?? "none"}
                {Tail("errors.log")}
                {Tail("messages.log")}
                {Last(_program.Output)}
                -- server --
                {Last(_server.Log)}
                """);
        }
    }

    /// <summary>Waits until messages with this text have gone out, counted in SIPp's own log.</summary>
    public Task HasSentAsync(string text, int times)
        => Until.TrueAsync(() => _program.HasExited || Tail("messages.log").Split(text).Length > times, () => $"SIPp to send \"{text}\" {times} times");

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private static bool IsListening(int port, bool tcp)
    {
        var properties = IPGlobalProperties.GetIPGlobalProperties();
        IPEndPoint[] listeners = tcp ? properties.GetActiveTcpListeners() : properties.GetActiveUdpListeners();
        return listeners.Any(listener => listener.Port == port);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Last(string text) => text.Length > TailCharacters ? text[^TailCharacters..] : text;

    private string Tail(string file)
    {
        string path = Path.Combine(_program.Folder.FullName, file);
        return File.Exists(path) ? $"-- {file} --\n{Last(File.ReadAllText(path))}" : $"-- no {file} --";
    }
}
