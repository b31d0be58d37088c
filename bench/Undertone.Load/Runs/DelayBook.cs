using HdrHistogram;
using Undertone.Load.Audio;
using Undertone.Load.Results;

namespace Undertone.Load.Runs;

/// <summary>Who must hear whom in each mode, and the delays of all such pairs. Used on the RTP thread.</summary>
internal sealed class DelayBook(string? mode)
{
    private const string Customer = "customer";
    private const string Agent = "agent";
    private const string Supervisor = "supervisor";

    /// <summary>Mouth to ear: what is longer counts as this, in microseconds.</summary>
    private const long Longest = 1_000_000;

    private readonly Dictionary<string, LongHistogram> _pairs = [];

    /// <summary>The delays since the last <see cref="Reset"/>.</summary>
    public Dictionary<string, Distribution> Read()
        => _pairs.Where(pair => pair.Value.TotalCount > 0).ToDictionary(pair => pair.Key, pair => Distribution.Of(pair.Value));

    public void Reset()
    {
        foreach (var pair in _pairs.Values)
        {
            pair.Reset();
        }
    }

    /// <summary>Tells every ear of a call whom it must hear.</summary>
    public void Expect(LoadCall call, long judgeFrom)
    {
        var (customer, agent) = (call.Customer.Audio!, call.Agent.Audio!);
        var supervisors = call.Supervisors.Select(leg => leg.Audio!).ToArray();
        var overheard = mode is "barge" ? supervisors : [];
        var whispered = mode is "whisper" or "barge" ? supervisors : [];
        customer.Ear.Expect([Heard(agent.Mouth, Agent, Customer), .. overheard.Select(leg => Heard(leg.Mouth, Supervisor, Customer))], judgeFrom);
        agent.Ear.Expect([Heard(customer.Mouth, Customer, Agent), .. whispered.Select(leg => Heard(leg.Mouth, Supervisor, Agent))], judgeFrom);
        foreach (var supervisor in supervisors)
        {
            supervisor.Ear.Expect(
                [
                    Heard(customer.Mouth, Customer, Supervisor),
                    Heard(agent.Mouth, Agent, Supervisor),
                    .. overheard.Where(leg => leg != supervisor).Select(leg => Heard(leg.Mouth, Supervisor, Supervisor)),
                ],
                judgeFrom);
        }
    }

    private HeardMouth Heard(Mouth mouth, string from, string to)
    {
        var pair = $"{from} -> {to}";
        if (!_pairs.TryGetValue(pair, out var delays))
        {
            _pairs[pair] = delays = new LongHistogram(1, Longest, 3);
        }

        return new HeardMouth(mouth, delays);
    }
}
