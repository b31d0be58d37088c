using Undertone.Load.Results;
using HdrHistogram;

namespace Undertone.Load.Runs;

/// <summary>Registered phones that do nothing but refresh: what a quiet night costs.</summary>
internal sealed class IdleStep(LoadSession session)
{
    public async Task<RunResult> RunAsync(CancellationToken cancellation)
    {
        await Task.Delay(session.Options.WarmUp, cancellation);
        var watch = await ServerWatch.BeginAsync(session, cancellation);
        session.Progress.Show($"{session.Registered} phones are idle for {session.Options.Duration.TotalSeconds:0} s.");
        await Task.Delay(session.Options.Duration, cancellation);
        var (server, seconds, generatorCores) = await watch.EndAsync(0, perSecond: true, cancellation);
        return new RunResult
        {
            At = DateTimeOffset.UtcNow,
            Kind = "idle",
            Calls = 0,
            Monitors = 0,
            Extensions = session.Registered,
            Seconds = seconds,
            SetUp = Distribution.Of(new LongHistogram(1, 1000, 3)),
            FailedCalls = new Dictionary<string, int>(),
            FailedMonitors = new Dictionary<string, int>(),
            GeneratorCores = generatorCores,
            Server = server,
        };
    }
}
