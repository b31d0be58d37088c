using System.Runtime;
using System.Text.Json;
using Undertone.Load.Audio;
using Undertone.Load.CommandLine;
using Undertone.Load.Floor;
using Undertone.Load.Results;
using Undertone.Load.Rtp.Native;
using Undertone.Load.Servers;
using Undertone.Load.Soak;

namespace Undertone.Load.Runs;

/// <summary>A run from its first to its last step.</summary>
internal sealed class LoadRun(LoadOptions options, TextWriter output, Progress progress)
{
    private const int PortsAndDescriptorsOfLeg = 2;
    private const int DescriptorsForTheRest = 200;

    /// <summary>Runs it; false when a soak has found something.</summary>
    /// <exception cref="LoadException">It cannot go on.</exception>
    public async Task<bool> RunAsync(LoadKind kind, CancellationToken cancellation)
    {
        // A collection that stops the sender would look like an uneven network.
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        CheckRoom(kind);
        using var awake = options.KeepAwake ? CoreKeeper.Start() : null;
        if (kind == LoadKind.Floor)
        {
            await new FloorRun(options, output, progress).RunAsync(cancellation);
            return true;
        }

        await using var session = await LoadSession.StartAsync(options, Math.Max(options.Extensions, ExtensionsFor(kind)), progress, cancellation);
        if (kind == LoadKind.Soak)
        {
            return await new SoakRun(session, output).RunAsync(cancellation);
        }

        var results = new List<RunResult>();
        if (kind == LoadKind.Calls)
        {
            foreach (var calls in options.Calls)
            {
                results.Add(await Keep(new AudioStep(session, calls).RunAsync(cancellation)));
            }
        }
        else
        {
            results.Add(await Keep(kind == LoadKind.SetUp ? new SetUpStep(session).RunAsync(cancellation) : new IdleStep(session).RunAsync(cancellation)));
        }

        await output.WriteLineAsync();
        await output.WriteAsync(ResultTable.Write(results));
        return true;
    }

    private async Task<RunResult> Keep(Task<RunResult> running)
    {
        var result = await running;
        if (options.Json is { } file)
        {
            try
            {
                await File.AppendAllTextAsync(file, JsonSerializer.Serialize(result, ResultJson.Default.RunResult) + "\n");
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new LoadException($"Cannot write {file}: {failure.Message}");
            }
        }

        return result;
    }

    private int ExtensionsFor(LoadKind kind) => kind switch
    {
        LoadKind.Calls => options.Calls.Max(calls => (calls * 2) + options.MonitorsOf(calls)),
        LoadKind.Soak => SoakRun.ExtensionsFor(options.Calls[0]),
        LoadKind.SetUp => SetUpStep.ExtensionsFor(options.Rate, options.Hold),
        _ => 1,
    };

    private void CheckRoom(LoadKind kind)
    {
        if (kind == LoadKind.Soak && options.Target is { Api: null })
        {
            throw new LoadException("A soak needs the P-Series API and the metrics: give --api and --client.");
        }

        if (kind is LoadKind.SetUp or LoadKind.Idle)
        {
            return;
        }

        foreach (var calls in options.Calls)
        {
            var monitors = options.MonitorsOf(calls);
            if (monitors > calls * (ToneSet.Mouths - 2))
            {
                throw new LoadException($"--monitors {monitors}: at most two on each of {calls} calls.");
            }

            if (monitors > 0 && options.Target is { Api: null })
            {
                throw new LoadException("Monitors are started through the P-Series API: give --api and --client, or --mode none.");
            }

            var legs = (calls * 2) + monitors;
            if (legs * PortsAndDescriptorsOfLeg > options.RtpPorts.Last - options.RtpPorts.First)
            {
                throw new LoadException($"{calls} calls with {monitors} monitors take {legs * PortsAndDescriptorsOfLeg} ports; --rtp-ports {options.RtpPorts.First}-{options.RtpPorts.Last} has too few.");
            }

            if (LibC.DescriptorLimit() is { } limit && (legs * PortsAndDescriptorsOfLeg) + DescriptorsForTheRest > limit)
            {
                throw new LoadException($"{calls} calls with {monitors} monitors take {legs * PortsAndDescriptorsOfLeg} sockets, and this process may open {limit} files. Raise the limit with ulimit -n.");
            }
        }
    }
}
