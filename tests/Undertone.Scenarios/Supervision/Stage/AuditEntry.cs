namespace Undertone.Scenarios.Supervision.Stage;

/// <summary>One line of <c>audit --json</c>.</summary>
internal sealed record AuditEntry(
    string Action, string Mode, string? PreviousMode, string Supervisor, string Target, string OtherParty, string Means, string Credential, string? Refusal);
