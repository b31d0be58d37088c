using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Undertone.Supervision.Auditing;
using Undertone.Supervision.Engine;

namespace Undertone.Server.CommandLine;

/// <summary>Audit records for the eye and for programs.</summary>
internal static class AuditReport
{
    private static readonly string[] Titles = ["TIME (UTC)", "ACTION", "MODE", "SUPERVISOR", "TARGET", "OTHER PARTY", "CALL", "ASKED BY", "FROM"];

    /// <summary>A table with one record a line.</summary>
    public static string AsTable(IReadOnlyList<AuditRecord> records)
    {
        if (records.Count == 0)
        {
            return "The audit record is empty.\n";
        }

        List<string[]> rows = [Titles, .. records.Select(Row)];
        int[] widths = [.. Enumerable.Range(0, Titles.Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One JSON object a line.</summary>
    public static string AsJsonLines(IReadOnlyList<AuditRecord> records)
        => string.Concat(records.Select(record => JsonSerializer.Serialize(AuditLine.From(record), AuditJson.Default.AuditLine) + "\n"));

    private static string[] Row(AuditRecord record) =>
    [
        record.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        record.Refusal is Refusal.None ? record.Action.ToString() : $"{record.Action} ({record.Refusal})",
        record.PreviousMode is { } previous ? $"{previous} -> {record.Mode}" : record.Mode.ToString(),
        Clean(record.Supervisor),
        Clean(record.Target),
        Clean(record.OtherParty),
        record.CallId.ToString(),
        Clean($"{record.Requester.Means}:{record.Requester.Credential}"),
        Clean(record.Requester.Address),
    ];

    /// <summary>Numbers and ids may come from the network: what would steer a terminal is replaced.</summary>
    private static string Clean(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));
}

/// <summary>An audit record as <c>audit --json</c> writes it.</summary>
internal sealed record AuditLine(
    DateTimeOffset At, string Action, string Mode, string? PreviousMode, string Supervisor, string Target, string OtherParty,
    string CallId, string MonitorLeg, string Means, string Credential, string Address, string? Refusal)
{
    public static AuditLine From(AuditRecord record) => new(
        record.At,
        record.Action.ToString(),
        record.Mode.ToString(),
        record.PreviousMode?.ToString(),
        record.Supervisor,
        record.Target,
        record.OtherParty,
        record.CallId.ToString(),
        record.MonitorLeg.ToString(),
        record.Requester.Means,
        record.Requester.Credential,
        record.Requester.Address,
        record.Refusal is Supervision.Engine.Refusal.None ? null : record.Refusal.ToString());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditLine))]
internal sealed partial class AuditJson : JsonSerializerContext;
