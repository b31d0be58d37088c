using System.CommandLine;
using System.Net;
using Undertone.Server.CommandLine;
using Undertone.Server.Configuration;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;
using Undertone.Server.Hosting;
using Undertone.Supervision.Monitoring;

namespace Undertone.Server.Demo;

/// <summary><c>demo</c>: the server of the sample configuration on free loopback ports, and three simulated phones that show what it does.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);
    private static readonly int[] Tones = [600, 1000, 1400];

    public static Command Create()
    {
        var audio = new Option<string>("--audio")
        {
            Description = "Folder for the WAV files of what each ear heard.",
            DefaultValueFactory = _ => "demo-audio",
            HelpName = "DIR",
        };
        var command = new Command("demo", "Shows who hears whom in every mode, with simulated phones; exits with 1 if anything is wrong.") { audio };
        command.SetAction((arguments, cancellation) => RunAsync(
            arguments.GetRequiredValue(audio), arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string audioFolder, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("undertone-demo-");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestRun);
        try
        {
            bool right = await RunAsync(folder, audioFolder, output, limit.Token);
            await output.WriteLineAsync(right ? "DEMO PASSED: every ear heard exactly whom it should." : "DEMO FAILED: see what is marked WRONG or NEVER above.");
            return right ? ExitCodes.Success : ExitCodes.Failure;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            await error.WriteLineAsync($"DEMO FAILED: {failure.Message}");
            return ExitCodes.Failure;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> RunAsync(DirectoryInfo folder, string audioFolder, TextWriter output, CancellationToken cancellation)
    {
        ServerSettings settings = ReadSettings(folder);
        await using UndertoneServer server = await UndertoneServer.StartAsync(settings, [], cancellation);
        var address = new Uri(server.HttpAddresses[0]);
        var sip = new Uri(server.SipAddresses.First(a => a.StartsWith("udp:", StringComparison.Ordinal)));
        ClientSeed client = settings.Apis.YeastarPSeries.Clients[0];
        await output.WriteLineAsync($"Undertone {UndertoneServer.Version} runs with the sample configuration: SIP on {sip.Authority}, HTTP on {address.Authority}.");

        ExtensionSeed agent = settings.Extensions.First(e => e.AllowBeingMonitored);
        ExtensionSeed customer = settings.Extensions.First(e => e.AllowBeingMonitored && e.Number != agent.Number);
        ExtensionSeed supervisor = settings.Extensions.First(e => e.MonitorMode is MonitorRight.Extensive);
        var demo = new MonitoringDemo(
            new DemoServer(new IPEndPoint(IPAddress.Loopback, sip.Port), address, settings.Sip.Domain, client.Id, client.Secret),
            new DemoPhone(DemoStage.Target, agent.Number, agent.Password, Tones[0]),
            new DemoPhone(DemoStage.Other, customer.Number, customer.Password, Tones[1]),
            new DemoPhone(DemoStage.Supervisor, supervisor.Number, supervisor.Password, Tones[2]),
            output);
        return await demo.RunAsync(audioFolder, cancellation);
    }

    private static ServerSettings ReadSettings(DirectoryInfo folder)
    {
        var findings = new Findings();
        ConfigurationSources sources = ConfigurationSources.Sample(AppContext.BaseDirectory);
        ServerSettings settings = SettingsReader.Read(
            sources.Load(
                [
                    new("Http:Urls:0", "http://127.0.0.1:0"),
                    new("Sip:Listen:0", "udp://127.0.0.1:0"),
                    new("Sip:Listen:1", "tcp://127.0.0.1:0"),
                    new("Media:Address", "127.0.0.1"),
                    new("Storage:ConnectionString", $"Data Source={Path.Combine(folder.FullName, "demo.db")}"),
                    new("Logging:LogLevel:Default", "Warning"),
                ],
                findings),
            findings);
        return findings.Mistakes.Count == 0
            ? settings
            : throw new InvalidDataException($"the sample configuration has a mistake: {findings.Mistakes[0]}");
    }
}
