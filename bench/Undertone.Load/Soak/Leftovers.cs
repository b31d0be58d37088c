using Undertone.Load.Servers;

namespace Undertone.Load.Soak;

/// <summary>What a server holds for its calls. Without calls all of it is nothing, or what it was before the first call.</summary>
/// <param name="Figures">Name and number.</param>
internal sealed record Leftovers(IReadOnlyList<(string Name, double Value)> Figures)
{
    /// <summary>Resting ports and finished transactions go by themselves, half a minute after the last call.</summary>
    private static readonly string[] NothingMayBeLeft =
    [
        "undertone_calls_live", "undertone_monitors_live", "undertone_media_legs", "undertone_media_mixing_ears", "undertone_sip_sessions",
        "undertone_sip_pending_invites", "undertone_sip_timers", "undertone_sip_transactions", "undertone_media_ports{state=\"used\"}",
        "undertone_media_ports{state=\"resting\"}",
    ];

    private static readonly string[] NothingMayBeAdded = ["undertone_media_native_memory_bytes"];

    /// <summary>Reads what a server holds now.</summary>
    /// <param name="metrics">Its metrics.</param>
    /// <param name="use">What its process uses, or null.</param>
    public static Leftovers Read(ServerMetrics metrics, ProcessUse? use)
    {
        List<(string, double)> figures = [];
        foreach (var name in (string[])[.. NothingMayBeLeft, .. NothingMayBeAdded])
        {
            figures.Add((name, name.Contains('{', StringComparison.Ordinal) ? metrics.One(name) : metrics.Sum(name)));
        }

        if (use is not null)
        {
            figures.Add(("UDP sockets of the process", use.UdpSockets));
        }

        return new Leftovers(figures);
    }

    /// <summary>What there is more of than before, as text; empty when there is nothing.</summary>
    public IReadOnlyList<string> MoreThan(Leftovers before)
        => [.. Figures.Zip(before.Figures)
            .Where(pair => pair.First.Value > (NothingMayBeLeft.Contains(pair.First.Name) ? 0 : pair.Second.Value))
            .Select(pair => $"{pair.First.Name}: {pair.First.Value}, before {pair.Second.Value}")];
}
