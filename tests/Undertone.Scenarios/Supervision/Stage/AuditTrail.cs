using System.Text.Json.Nodes;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.Supervision.Stage;

/// <summary>Reads the audit record with the server's own command.</summary>
internal static class AuditTrail
{
    /// <summary>The records of one call, oldest first.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> ReadAsync(ServerProcess server, string callId)
    {
        string lines = await server.RunToolAsync("audit", "--json", "--last", "1000");
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .Where(entry => (string)entry["call_id"]! == callId)
            .Select(Read)
            .Reverse()];
    }

    private static AuditEntry Read(JsonNode entry) => new(
        (string)entry["action"]!,
        (string)entry["mode"]!,
        (string?)entry["previous_mode"],
        (string)entry["supervisor"]!,
        (string)entry["target"]!,
        (string)entry["other_party"]!,
        (string)entry["means"]!,
        (string)entry["credential"]!,
        (string?)entry["refusal"]);
}
