namespace Undertone.Scenarios.Supervision.Stage;

/// <summary>
/// The promised table of who hears whom, written down a second time and apart from the server: a mistake would have to be made twice.
/// </summary>
internal static class WhoHearsWhom
{
    /// <summary>The table of a call of two parties who speak and listen.</summary>
    public static Dictionary<string, string[]> Table(string party, string other, params IReadOnlyList<(string Number, string Target, string Mode)> supervisors)
    {
        var table = new Dictionary<string, string[]>
        {
            [party] = [other, .. SpeakingTo(party)],
            [other] = [party, .. SpeakingTo(other)],
        };
        foreach (var (number, _, mode) in supervisors)
        {
            table[number] = mode == Mode.Barge
                ? [party, other, .. supervisors.Where(s => s.Number != number && s.Mode == Mode.Barge).Select(s => s.Number)]
                : [party, other];
        }

        return table;

        IEnumerable<string> SpeakingTo(string ear) => supervisors
            .Where(s => s.Mode == Mode.Barge || (s.Mode == Mode.Whisper && s.Target == ear))
            .Select(s => s.Number);
    }
}
