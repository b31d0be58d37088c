using BenchmarkDotNet.Attributes;
using Undertone.Media.Codecs;
using Undertone.Media.Plans;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Hearing;
using Undertone.Supervision.Monitoring;

namespace Undertone.Benchmarks.Supervision;

/// <summary>
/// What every change of a call costs the control side: who hears whom, and the plan that a worker walks. The supervisors barge,
/// which makes the most routes.
/// </summary>
[MemoryDiagnoser]
public class HearingPlans
{
    private readonly PartyHearing[] _parties = [Party(1), Party(2)];
    private MonitorHearing[] _monitors = [];
    private LegFacts[] _legs = [];
    private IReadOnlyList<int>[] _mouths = [];
    private bool[] _hearsSilence = [];

    [Params(1, 2, 3, 4)]
    public int Monitors { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _monitors = [.. Enumerable.Range(0, Monitors).Select(i => new MonitorHearing(new LegId(3u + (uint)i), new LegId(1), MonitorMode.Barge))];
        var ears = WhoHearsWhom().Ears;
        _legs = [.. ears.Select((_, index) => new LegFacts(new LegRef(index, 1), AudioCodec.Pcmu, 20, 60, 20))];
        _mouths = [.. ears.Select(ear => ear.Mouths.Select(mouth => (int)mouth.Value - 1).ToArray())];
        _hearsSilence = [.. ears.Select(ear => ear.HearsSilence)];
    }

    [Benchmark]
    public HearingPlan WhoHearsWhom() => HearingPlanBuilder.Build(_parties, _monitors);

    [Benchmark]
    public object Compile() => PlanCompiler.Compile(_legs, _mouths, _hearsSilence);

    private static PartyHearing Party(uint leg) => new(new LegId(leg), Sends: true, Receives: true, Holds: false);
}
