using System.Collections.Concurrent;
using System.Diagnostics;
using HdrHistogram;
using Undertone.Load.Results;
using Undertone.Load.Sip;

namespace Undertone.Load.Runs;

/// <summary>Calls without sound that come and go at an even rate: what setting up and tearing down costs.</summary>
internal sealed class SetUpStep(LoadSession session)
{
    private readonly ConcurrentDictionary<string, int> _failures = new();
    private readonly LongConcurrentHistogram _setUp = new(1, 60_000_000, 3);
    private readonly ConcurrentBag<(LoadPhone Customer, LoadPhone Agent)> _free = [];
    private long _ended;

    /// <summary>Extensions for a rate: calls under way, and as many again that are being set up or ended.</summary>
    public static int ExtensionsFor(double rate, TimeSpan hold) => 2 * (int)Math.Ceiling(rate * (hold.TotalSeconds + 1) * 2);

    public async Task<RunResult> RunAsync(CancellationToken cancellation)
    {
        var options = session.Options;
        for (var i = 0; i + 1 < session.Registered; i += 2)
        {
            _free.Add((session.PhoneOf(i), session.PhoneOf(i + 1)));
        }

        // Without the first calls, which the compiler takes its time for.
        await PlaceAsync(options.WarmUp, "Warming up", cancellation);
        _failures.Clear();
        _setUp.Reset();
        _ended = 0;
        var watch = await ServerWatch.BeginAsync(session, cancellation);
        await PlaceAsync(options.Duration, "Setting up", cancellation);
        var (server, seconds, generatorCores) = await watch.EndAsync(Volatile.Read(ref _ended), perSecond: false, cancellation);
        session.Progress.Done($"{_ended} calls came and went.");
        return new RunResult
        {
            At = DateTimeOffset.UtcNow,
            Kind = "set-up",
            Calls = (int)(options.Rate * options.Hold.TotalSeconds),
            Monitors = 0,
            Extensions = session.Registered,
            Seconds = seconds,
            SetUpsPerSecond = _ended / seconds,
            SetUp = Distribution.Of(_setUp),
            FailedCalls = _failures,
            FailedMonitors = new Dictionary<string, int>(),
            GeneratorCores = generatorCores,
            Server = server is null ? null : server with { KiBPerCall = null },
        };
    }

    private Task PlaceAsync(TimeSpan time, string what, CancellationToken cancellation)
    {
        var count = (int)(time.TotalSeconds * session.Options.Rate);
        return Pace.RunAsync(Enumerable.Range(0, count), session.Options.Rate, i => PlaceAsync(i, count, what), cancellation);
    }

    private async Task PlaceAsync(int index, int count, string what)
    {
        session.Progress.Show($"{what}: call {index} of {count}, {_failures.Values.Sum()} failed.");
        if (!_free.TryTake(out var phones))
        {
            Fail("no free phone: the server is slower than the rate");
            return;
        }

        var (customer, agent) = phones;
        var leg = session.OpenSilentLeg(customer);
        var called = session.OpenSilentLeg(agent);
        agent.Expected = called;
        var began = Stopwatch.GetTimestamp();
        try
        {
            await leg.CallAsync(agent.Number);
            _setUp.RecordValue((long)Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            await Task.Delay(session.Options.Hold);
            await leg.HangUpAsync();
            await called.Ended;
            Interlocked.Increment(ref _ended);
        }
        catch (CallRefusedException refusal)
        {
            agent.Expected = null;
            Fail(refusal.Message);
        }

        _free.Add(phones);
    }

    private void Fail(string reason) => _failures.AddOrUpdate(reason, 1, (_, known) => known + 1);
}
