using System.Globalization;
using System.Net;
using Undertone.Load.Audio;
using Undertone.Load.CommandLine;
using Undertone.Load.Rtp;
using Undertone.Load.Rtp.Native;
using Undertone.Load.Runs;

namespace Undertone.Load.Floor;

/// <summary>Measures the machine's price of a packet with a bare relay, in two ways of working.</summary>
internal sealed class FloorRun(LoadOptions options, TextWriter output, Progress progress)
{
    private const int LegsOfSupervisedCall = 3;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <exception cref="LoadException">There are too few ports or sockets.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await output.WriteLineAsync("| legs | way of working | packets a second | us of CPU for each packet | for the 150 of a supervised call and second |");
        await output.WriteLineAsync("| --- | --- | --- | --- | --- |");
        foreach (var calls in options.Calls)
        {
            await MeasureAsync(calls, isThrifty: false, "each packet wakes it", cancellation);
            await MeasureAsync(calls, isThrifty: true, "connected sockets, a waking each 0.4 ms", cancellation);
        }
    }

    private async Task MeasureAsync(int calls, bool isThrifty, string name, CancellationToken cancellation)
    {
        // An even number: two belong together.
        var count = ((calls * LegsOfSupervisedCall) + 1) & ~1;
        var ports = new PortRange(options.LocalAddress, options.RtpPorts.First, options.RtpPorts.Last);
        using var audio = new RtpEngine();
        var relayed = new UdpPair[count];
        var legs = new RtpLeg[count];
        for (var i = 0; i < count; i++)
        {
            relayed[i] = ports.Open();
            legs[i] = new RtpLeg(ports.Open(), new Mouth(i / 2, i & 1, isALaw: false, i), isALaw: false);
            legs[i].SendTo(new IPEndPoint(options.LocalAddress, relayed[i].Port));
        }

        using var relay = new BareRelay(
            relayed, [.. legs.Select(leg => new IPEndPoint(options.LocalAddress, leg.Sockets.Port))], isThrifty, options.ServerCore);
        foreach (var leg in legs)
        {
            audio.Add(leg);
        }

        await WaitAsync(options.WarmUp, $"{count} legs, warming up", cancellation);
        var (packets, cpu) = (relay.Packets, relay.CpuNanoseconds);
        await WaitAsync(options.Duration, $"{count} legs, {name}", cancellation);
        (packets, cpu) = (relay.Packets - packets, relay.CpuNanoseconds - cpu);
        var each = packets == 0 ? 0 : cpu / 1000d / packets;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {count} | {name} | {packets / options.Duration.TotalSeconds:0} | {each:0.00} | {each * LegsOfSupervisedCall * 50:0} |"));
        foreach (var pair in relayed)
        {
            pair.Dispose();
        }
    }

    private async Task WaitAsync(TimeSpan time, string what, CancellationToken cancellation)
    {
        for (var left = time; left > TimeSpan.Zero; left -= Step)
        {
            progress.Show(string.Create(CultureInfo.InvariantCulture, $"{what}: {left.TotalSeconds:0} s left."));
            await Task.Delay(left < Step ? left : Step, cancellation);
        }
    }
}
