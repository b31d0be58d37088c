using System.Collections.Concurrent;
using System.Diagnostics;
using HdrHistogram;
using Undertone.Load.Results;
using Undertone.Load.Rtp.Native;
using Undertone.Load.Sip;

namespace Undertone.Load.Runs;

/// <summary>One step of a run: so many calls with sound, so many monitors on them, and a measurement while they last.</summary>
internal sealed class AudioStep(LoadSession session, int calls)
{
    private static readonly TimeSpan HangUpPatience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MonitorPatience = TimeSpan.FromSeconds(10);
    private const double HangUpsAndSetUps = 2;

    private readonly ConcurrentDictionary<string, int> _failedCalls = new();
    private readonly ConcurrentDictionary<string, int> _failedMonitors = new();
    private readonly LongConcurrentHistogram _setUp = new(1, 60_000_000, 3);
    private readonly LongConcurrentHistogram _monitorSetUp = new(1, 60_000_000, 3);
    private readonly List<LoadCall> _calls = [];
    private readonly DelayBook _delays = new(session.Options.Mode);
    private double _setUpsPerSecond;

    private List<LoadCall> Up => [.. _calls.Where(call => call is { IsUp: true, Customer.IsEnded: false })];

    public async Task<RunResult> RunAsync(CancellationToken cancellation)
    {
        var options = session.Options;
        try
        {
            await PlaceCallsAsync(cancellation);
            await StartMonitorsAsync(cancellation);
            var judgeFrom = WallClock.Now + (Settling.Ticks * 100);
            var up = Up;
            await session.Audio.RunAsync(() => up.ForEach(call => _delays.Expect(call, judgeFrom)));
            await WaitAsync("Warming up", options.WarmUp, cancellation);
            return await MeasureAsync(up, cancellation);
        }
        finally
        {
            await HangUpAsync();
        }
    }

    private async Task PlaceCallsAsync(CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        await Pace.RunAsync(Enumerable.Range(0, calls), session.Options.Rate, PlaceAsync, cancellation);
        _setUpsPerSecond = Up.Count / Math.Max(0.001, Stopwatch.GetElapsedTime(began).TotalSeconds);
        session.Progress.Done($"{Up.Count} of {calls} calls are up.");
    }

    private async Task PlaceAsync(int number)
    {
        var (customer, agent) = (session.PhoneOf(number * 2), session.PhoneOf((number * 2) + 1));
        var call = new LoadCall(number, session.OpenLeg(customer, number, 0), session.OpenLeg(agent, number, 1));
        agent.Expected = call.Agent;
        lock (_calls)
        {
            _calls.Add(call);
        }

        var began = Stopwatch.GetTimestamp();
        try
        {
            await call.Customer.CallAsync(agent.Number);
            _setUp.RecordValue((long)Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            call.IsUp = true;
        }
        catch (CallRefusedException refusal)
        {
            _failedCalls.AddOrUpdate(refusal.Message, 1, (_, count) => count + 1);
            agent.Expected = null;
        }

        session.Progress.Show($"Calling: {_setUp.TotalCount} of {calls} calls are up, {_failedCalls.Values.Sum()} failed.");
    }

    private async Task StartMonitorsAsync(CancellationToken cancellation)
    {
        var monitors = session.Options.MonitorsOf(calls);
        var up = Up;
        if (monitors == 0 || up.Count == 0)
        {
            return;
        }

        await Pace.RunAsync(Enumerable.Range(0, monitors), session.Options.Rate, i => MonitorAsync(i, up[i % up.Count], cancellation), cancellation);
        session.Progress.Done($"{up.Sum(call => call.Supervisors.Count)} of {monitors} monitors have joined.");
    }

    private async Task MonitorAsync(int index, LoadCall call, CancellationToken cancellation)
    {
        var phone = session.PhoneOf((calls * 2) + index);
        var leg = session.OpenLeg(phone, call.Number, 2 + (index / Math.Max(1, Up.Count)));
        phone.Expected = leg;
        var began = Stopwatch.GetTimestamp();
        var failure = await TryMonitorAsync(call, leg, cancellation);
        if (failure is null)
        {
            _monitorSetUp.RecordValue((long)Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            lock (call)
            {
                call.Supervisors.Add(leg);
            }
        }
        else
        {
            phone.Expected = null;
            _failedMonitors.AddOrUpdate(failure, 1, (_, count) => count + 1);
        }

        session.Progress.Show($"Monitoring: {_monitorSetUp.TotalCount} have joined, {_failedMonitors.Values.Sum()} failed.");
    }

    /// <summary>Null for success, else why there is no monitor.</summary>
    private async Task<string?> TryMonitorAsync(LoadCall call, LoadLeg leg, CancellationToken cancellation)
    {
        if (await session.Api!.ChannelOfAsync(call.Agent.Phone.Number, cancellation) is not { } channel)
        {
            return "no channel";
        }

        if (await session.Api.ListenAsync(leg.Phone.Number, channel, session.Options.Mode!, cancellation) is var code and not 0)
        {
            return $"errcode {code}";
        }

        try
        {
            await leg.Answered.WaitAsync(MonitorPatience, cancellation);
            return null;
        }
        catch (Exception failure) when (failure is TimeoutException or CallRefusedException)
        {
            return "not rung";
        }
    }

    private async Task<RunResult> MeasureAsync(List<LoadCall> up, CancellationToken cancellation)
    {
        var all = up.SelectMany(call => (LoadLeg[])[call.Customer, call.Agent, .. call.Supervisors]).ToList();
        var from = WallClock.Now;
        await session.Audio.RunAsync(() =>
        {
            _delays.Reset();
            session.Audio.SendLateness.Reset();
            all.ForEach(leg => leg.Audio!.Ear.BeginMeasurement(from));
        });
        var watch = await ServerWatch.BeginAsync(session, cancellation);
        await WaitAsync($"{up.Count} calls, measuring", session.Options.Duration, cancellation);
        var (server, seconds, generatorCores) = await watch.EndAsync(up.Count, perSecond: true, cancellation);
        Dictionary<string, Distribution> delays = [];
        Dictionary<string, EarResult> ears = [];
        Distribution? lateness = null;
        await session.Audio.RunAsync(() =>
        {
            all.ForEach(leg => leg.Audio!.Ear.EndMeasurement());
            delays = _delays.Read();
            lateness = Distribution.Of(session.Audio.SendLateness);
            Add(ears, "customers", up.Select(call => call.Customer), seconds);
            Add(ears, "agents", up.Select(call => call.Agent), seconds);
            Add(ears, "supervisors", up.SelectMany(call => call.Supervisors), seconds);
        });
        session.Progress.Done($"{up.Count} calls are measured.");
        var monitors = up.Sum(call => call.Supervisors.Count);
        return new RunResult
        {
            At = DateTimeOffset.UtcNow,
            Kind = session.Options.Mode ?? "plain",
            Calls = up.Count,
            Monitors = monitors,
            Extensions = session.Registered,
            Seconds = seconds,
            SetUpsPerSecond = _setUpsPerSecond,
            SetUp = Distribution.Of(_setUp),
            MonitorSetUp = session.Options.Mode is null ? null : Distribution.Of(_monitorSetUp),
            FailedCalls = _failedCalls,
            FailedMonitors = _failedMonitors,
            Ears = ears,
            Delays = delays,
            GeneratorLateness = lateness,
            GeneratorCores = generatorCores,
            Server = server,
        };
    }

    private static void Add(Dictionary<string, EarResult> ears, string name, IEnumerable<LoadLeg> legs, double seconds)
    {
        var counts = legs.Select(leg => leg.Audio!.Ear.Counts).ToList();
        if (counts.Count > 0)
        {
            ears[name] = new EarResult(
                counts.Count,
                counts.Sum(c => c.Packets),
                (long)(counts.Count * seconds * 50),
                counts.Sum(c => c.Lost),
                counts.Sum(c => c.Late),
                counts.Sum(c => c.Reordered),
                counts.Sum(c => c.Strange + c.OtherStreams),
                counts.Sum(c => c.Judged),
                counts.Sum(c => c.Missing),
                counts.Sum(c => c.Foreign));
        }
    }

    private async Task WaitAsync(string what, TimeSpan time, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (time - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            session.Progress.Show($"{what}: {left.TotalSeconds:0} s left.");
            await Task.Delay(left < Settling ? left : Settling, cancellation);
        }
    }

    /// <summary>Ends all calls. A server that is past its limit may not answer in time: then the phones vanish.</summary>
    private async Task HangUpAsync()
    {
        var ending = Pace.RunAsync(_calls, session.Options.Rate * HangUpsAndSetUps, call => call.Customer.HangUpAsync(), CancellationToken.None);
        await Task.WhenAny(ending, Task.Delay(HangUpPatience));
        var legs = _calls.SelectMany(call => (LoadLeg[])[call.Customer, call.Agent, .. call.Supervisors]).Where(leg => !leg.IsEnded).ToList();
        await Task.WhenAny(Task.WhenAll(legs.Select(leg => leg.Ended)), Task.Delay(Settling));
        legs.ForEach(leg => leg.Vanish());
    }
}
