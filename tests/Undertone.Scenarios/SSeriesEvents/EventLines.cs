using System.Text.RegularExpressions;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>
/// Bodies of events as they came, key by key, with words in place of what differs from run to run: <c>CALL</c>, <c>TIME</c>, <c>N</c> for
/// seconds, and <c>LEG1</c>, <c>LEG2</c> for the legs in the order in which they appear.
/// </summary>
internal static partial class EventLines
{
    /// <summary>The events of a call or a monitor.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> bodies, string callId)
    {
        List<string> legs = [];
        return [.. bodies.Where(body => body.Contains($"\"callid\":\"{callId}\"", StringComparison.Ordinal)).Select(Plain)];

        string Plain(string body)
        {
            string plain = body.Replace($"\"{callId}\"", "\"CALL\"", StringComparison.Ordinal);
            plain = Leg().Replace(plain, match => $"-LEG{NumberOf(match.Value)}\"");
            return Time().Replace(Seconds().Replace(plain, "$1\"N\""), "\"TIME\"");
        }

        int NumberOf(string leg)
        {
            if (!legs.Contains(leg))
            {
                legs.Add(leg);
            }

            return legs.IndexOf(leg) + 1;
        }
    }

    /// <summary>What was told of an extension.</summary>
    public static IReadOnlyList<string> OfExtension(IEnumerable<string> bodies, string number)
        => [.. bodies.Where(body => body.Contains($"\"ExtensionStatus\",\"extension\":\"{number}\"", StringComparison.Ordinal))];

    [GeneratedRegex("-[0-9a-f]{8}\"")]
    private static partial Regex Leg();

    [GeneratedRegex("(\"(?:callduraction|talkduraction|agentringtime)\":)\"[0-9]+\"")]
    private static partial Regex Seconds();

    [GeneratedRegex("\"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\"")]
    private static partial Regex Time();
}
