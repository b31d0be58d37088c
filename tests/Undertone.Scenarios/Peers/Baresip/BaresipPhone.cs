using System.Globalization;
using System.Text.RegularExpressions;
using Undertone.Phone.Audio;
using Undertone.Phone.Hearing;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.Peers.Baresip;

/// <summary>A baresip with one account, a tone for a mouth and a file for an ear.</summary>
internal sealed partial class BaresipPhone : IAsyncDisposable
{
    // A test that is itself killed leaves no baresip for longer than this.
    private const int LongestLifeSeconds = 120;

    // baresip listens for TLS on the port behind the one it is given.
    private const int SipPorts = 2;
    private static readonly TimeSpan ToneLength = TimeSpan.FromSeconds(LongestLifeSeconds);
    private readonly PeerProgram _program;
    private readonly BaresipControl _control;
    private readonly BaresipEar _ear;

    private BaresipPhone(string number, int toneHz, PeerProgram program, BaresipControl control)
    {
        (Number, ToneFrequencyHz, _program, _control) = (number, toneHz, program, control);
        _ear = new BaresipEar(program.Folder);
    }

    /// <summary>Its extension.</summary>
    public string Number { get; }

    /// <summary>The tone of its mouth.</summary>
    public int ToneFrequencyHz { get; }

    /// <summary>Starts a baresip, waits until it is registered, and lets it answer every call by itself.</summary>
    /// <param name="server">The server.</param>
    /// <param name="number">The extension.</param>
    /// <param name="toneHz">The tone of its mouth, a multiple of 200 Hz.</param>
    /// <param name="overTcp">Whether SIP travels over TCP.</param>
    public static async Task<BaresipPhone> StartAsync(ServerProcess server, string number, int toneHz, bool overTcp = false)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("undertone-baresip-");
        int controlPort = FreePorts.UdpAndTcp();
        WriteTone(folder, toneHz);
        WriteConfiguration(folder, FreePorts.Block(SipPorts), controlPort);
        WriteAccount(folder, server, number, overTcp);
        PeerProgram program = PeerProgram.Start(
            "baresip", "baresip-core", folder, ["-f", folder.FullName, "-t", LongestLifeSeconds.ToString(CultureInfo.InvariantCulture)]);
        BaresipPhone? phone = null;
        try
        {
            BaresipControl? control = null;
            await Until.TrueAsync(
                async () => program.HasExited || (control = await BaresipControl.TryConnectAsync(controlPort)) is not null,
                () => $"baresip to listen for commands\n{program.Output}");
            phone = new BaresipPhone(number, toneHz, program, control ?? throw new InvalidOperationException($"baresip ended:\n{program.Output}"));
            await phone.WaitUntilRegisteredAsync();
            return phone;
        }
        catch
        {
            await (phone?.DisposeAsync() ?? program.DisposeAsync());
            throw;
        }
    }

    /// <summary>Calls a number and waits until it is answered.</summary>
    public async Task CallAsync(string number)
    {
        await _control.CommandAsync("dial", number);
        await WaitForAsync("CALL_ESTABLISHED");
    }

    /// <summary>Holds the far side.</summary>
    public Task HoldAsync() => _control.CommandAsync("hold");

    /// <summary>Talks to the far side again.</summary>
    public Task ResumeAsync() => _control.CommandAsync("resume");

    /// <summary>Asks the far side to call another number in its place: a blind transfer.</summary>
    public Task TransferAsync(string number) => _control.CommandAsync("transfer", number);

    /// <summary>Hangs up.</summary>
    public Task HangUpAsync() => _control.CommandAsync("hangup");

    /// <summary>Presses a key.</summary>
    public Task PressAsync(char key) => _control.CommandAsync("sndcode", $"{key}");

    /// <summary>Waits until it has reported an event, now or before.</summary>
    public Task WaitForAsync(string type)
        => Until.TrueAsync(() => _control.Events.Contains(type), () => $"baresip {Number} to report {type}; it has reported {string.Join(' ', _control.Events)}\n{_program.Output}");

    /// <summary>Waits until it has received RTP packets from now on, whatever it does with them.</summary>
    public async Task WaitForPacketsAsync(int more)
    {
        int before = await ReceivedPacketsAsync();
        int now = before;
        await Until.TrueAsync(
            async () => (now = await ReceivedPacketsAsync()) >= before + more,
            () => $"{more} RTP packets to come to baresip {Number}, {now - before} came");
    }

    /// <summary>The loudest 20 ms of a tone in all that it has heard.</summary>
    public ToneLevel LoudestHeard(int frequencyHz) => _ear.Loudest(frequencyHz);

    /// <summary>It as a row and a column of a <see cref="HearingTable"/>.</summary>
    public HearingParty AsParty() => new(Number, ToneFrequencyHz, _ear.Recording);

    /// <summary>Kills it in the middle of whatever it does: no BYE, no unregistration, sockets closed.</summary>
    public Task CrashAsync() => _program.KillAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _ear.DisposeAsync();
        await _program.DisposeAsync();
    }

    private async Task<int> ReceivedPacketsAsync()
    {
        Match count = ReceivedPackets().Match(await _control.CommandAsync("audio_debug"));
        return count.Success ? int.Parse(count.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    private async Task WaitUntilRegisteredAsync()
    {
        string state = "";
        await Until.TrueAsync(
            async () => (state = await _control.CommandAsync("reginfo")).Contains("OK", StringComparison.Ordinal),
            () => $"baresip {Number} to be registered: {state}\n{_program.Output}");
    }

    private static void WriteTone(DirectoryInfo folder, int toneHz)
    {
        var samples = new short[(int)ToneLength.TotalSeconds * AudioLevel.SampleRateHz];
        new ToneSource(toneHz).Read(samples);
        WavWriter.Write(Path.Combine(folder.FullName, "tone.wav"), samples);
    }

    private static void WriteConfiguration(DirectoryInfo folder, int sipPort, int controlPort)
        => File.WriteAllText(Path.Combine(folder.FullName, "config"), $"""
            poll_method epoll
            net_interface 127.0.0.1
            sip_listen 127.0.0.1:{sipPort}
            audio_source aufile,{folder.FullName}/tone.wav
            ausrc_srate 8000
            auplay_srate 8000
            ausrc_channels 1
            auplay_channels 1
            rtp_ports 10000-11990
            snd_path {folder.FullName}
            ctrl_tcp_listen 127.0.0.1:{controlPort}
            module_path /usr/lib/baresip/modules
            module g711.so
            module aufile.so
            module sndfile.so
            module_tmp uuid.so
            module_tmp account.so
            module_app contact.so
            module_app menu.so
            module_app ctrl_tcp.so

            """);

    private static void WriteAccount(DirectoryInfo folder, ServerProcess server, string number, bool overTcp)
    {
        string transport = overTcp ? "tcp" : "udp";
        File.WriteAllText(Path.Combine(folder.FullName, "contacts"), "");
        File.WriteAllText(
            Path.Combine(folder.FullName, "accounts"),
            $"<sip:{number}@undertone.local;transport={transport}>;auth_user={number};auth_pass={ServerProcess.PasswordOf(number)};"
            + $"outbound=\"sip:{server.Sip};transport={transport}\";answermode=auto;regint=600;audio_codecs=pcmu,pcma\n");
    }

    [GeneratedRegex(@"rcvd=(\d+)")]
    private static partial Regex ReceivedPackets();
}
