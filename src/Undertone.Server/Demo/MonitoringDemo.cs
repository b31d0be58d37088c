using System.Net;
using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Phone.Hearing;

namespace Undertone.Server.Demo;

/// <summary>What the demo needs to know of the server.</summary>
/// <param name="Sip">Where it listens for SIP.</param>
/// <param name="Http">Where it listens for HTTP.</param>
/// <param name="Domain">Its SIP domain.</param>
/// <param name="ClientId">A P-Series client.</param>
/// <param name="ClientSecret">Its secret.</param>
internal sealed record DemoServer(IPEndPoint Sip, Uri Http, string Domain, string ClientId, string ClientSecret);

/// <summary>A phone of the demo.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Number">Its extension.</param>
/// <param name="Password">The extension's password.</param>
/// <param name="ToneFrequencyHz">The tone it speaks.</param>
internal sealed record DemoPhone(string Name, string Number, string Password, int ToneFrequencyHz);

/// <summary>
/// Shows the main job without a phone at hand: three simulated phones register over real sockets, two talk, the third is rung
/// through the API and listens, whispers and barges. What every ear heard is measured from the audio that arrived.
/// </summary>
internal sealed class MonitoringDemo(DemoServer server, DemoPhone agent, DemoPhone customer, DemoPhone supervisor, TextWriter output)
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(400);

    // A busy machine drops out for moments; a wrong plan stays wrong.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Runs it; true if every cell of every table is right.</summary>
    /// <param name="audioFolder">Where the WAV files go.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> RunAsync(string audioFolder, CancellationToken cancellation)
    {
        await using SimulatedPhone agentPhone = await StartAsync(agent, cancellation);
        await using SimulatedPhone customerPhone = await StartAsync(customer, cancellation);
        await using SimulatedPhone supervisorPhone = await StartAsync(supervisor, cancellation);
        await output.WriteLineAsync($"Phones {customer.Number} ({customer.Name}), {agent.Number} ({agent.Name}) and {supervisor.Number} ({supervisor.Name}) are registered.");

        PhoneCall customerCall = customerPhone.Call(agent.Number);
        PhoneCall agentCall = await agentPhone.NextIncomingCallAsync(cancellation: cancellation);
        await agentCall.AnswerAsync(cancellation);
        await customerCall.WaitForAnswerAsync(cancellation);
        var calls = new Dictionary<string, PhoneCall> { [DemoStage.Target] = agentCall, [DemoStage.Other] = customerCall };
        await output.WriteLineAsync($"{customer.Number} calls {agent.Number}; they talk.\n");
        bool right = await ShowAsync(DemoStage.Unsupervised("No monitor"), calls, cancellation);

        using var api = new DemoApi(server.Http, output);
        await api.LogInAsync(server.ClientId, server.ClientSecret, cancellation);
        string channel = await api.ChannelOfAsync(agent.Number, cancellation);
        foreach (DemoStage stage in DemoStage.Supervised)
        {
            await api.ListenAsync(supervisor.Number, channel, stage.Mode!, cancellation);
            if (!calls.ContainsKey(DemoStage.Supervisor))
            {
                PhoneCall supervisorCall = await supervisorPhone.NextIncomingCallAsync(cancellation: cancellation);
                await supervisorCall.WaitForAsync(PhoneCallState.Talking, cancellation: cancellation);
                calls[DemoStage.Supervisor] = supervisorCall;
            }

            right &= await ShowAsync(stage, calls, cancellation);
        }

        await calls[DemoStage.Supervisor].HangUpAsync(cancellation);
        await output.WriteLineAsync("The supervisor hangs up.");
        WriteAudio(calls, audioFolder);
        calls.Remove(DemoStage.Supervisor);
        right &= await ShowAsync(DemoStage.Unsupervised("After the monitor"), calls, cancellation);
        await customerCall.HangUpAsync(cancellation);
        await output.WriteLineAsync($"What each ear heard: {Path.GetFullPath(audioFolder)}");
        return right;
    }

    private async Task<SimulatedPhone> StartAsync(DemoPhone phone, CancellationToken cancellation)
    {
        SimulatedPhone started = await SimulatedPhone.StartAsync(
            new SimulatedPhoneOptions
            {
                Number = phone.Number,
                Password = phone.Password,
                DisplayName = phone.Name,
                Server = server.Sip,
                Domain = server.Domain,
                ToneFrequencyHz = phone.ToneFrequencyHz,
                EarMemory = TimeSpan.FromSeconds(60),
            },
            cancellation: cancellation);
        await started.RegisterAsync(cancellation);
        return started;
    }

    private async Task<bool> ShowAsync(DemoStage stage, Dictionary<string, PhoneCall> calls, CancellationToken cancellation)
    {
        var table = new HearingTable(calls.Select(c => c.Value.AsParty(c.Key)));
        HearingReport report = await table.MeasureUntilRightAsync(stage.Title, stage.Expected, Window, Patience, cancellation);
        await output.WriteLineAsync(report.ToString());
        (bool allHeard, string latency) = await DemoLatency.MeasureAsync(stage, calls, cancellation);
        await output.WriteLineAsync(latency + "\n");
        return report.IsRight && allHeard;
    }

    private static void WriteAudio(Dictionary<string, PhoneCall> calls, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, PhoneCall call) in calls)
        {
            short[] heard = call.Ear.Latest(TimeSpan.FromSeconds(60));
            WavWriter.Write(Path.Combine(folder, $"ear-of-{name}.wav"), heard);
        }
    }
}
