using System.Globalization;
using Undertone.Storage.Calls;
using Undertone.Storage.Database;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Storage.Accounts;

/// <summary>A row of the table <c>leg_records</c>.</summary>
internal class LegRow
{
    /// <summary>Adds a leg, or replaces the one with its ids.</summary>
    public const string Add =
        """
        INSERT OR REPLACE INTO leg_records
            (call_id, leg_id, origin, role, number, trunk, shown_number, target_leg, modes, means, credential, address,
             started_at_us, answered_at_us, ended_at_us, failure_reason)
        VALUES
            (@CallId, @LegId, @Origin, @Role, @Number, @Trunk, @ShownNumber, @TargetLeg, @Modes, @Means, @Credential, @Address,
             @StartedAt, @AnsweredAt, @EndedAt, @FailureReason)
        """;

    public string CallId { get; set; } = "";

    public long LegId { get; set; }

    public string Origin { get; set; } = "";

    public string Role { get; set; } = "";

    public string Number { get; set; } = "";

    public string Trunk { get; set; } = "";

    public string ShownNumber { get; set; } = "";

    public long TargetLeg { get; set; }

    public string Modes { get; set; } = "";

    public string? Means { get; set; }

    public string? Credential { get; set; }

    public string? Address { get; set; }

    public long StartedAt { get; set; }

    public long? AnsweredAt { get; set; }

    public long EndedAt { get; set; }

    public string FailureReason { get; set; } = "";

    public static LegRow From(LegRecord record) => new()
    {
        CallId = record.CallId.ToString(),
        LegId = record.Id.Value,
        Origin = record.Origin.ToString(),
        Role = record.Role.ToString(),
        Number = record.Number,
        Trunk = record.Trunk,
        ShownNumber = record.ShownNumber,
        TargetLeg = record.Target.Value,
        Modes = string.Join(' ', record.Modes.Select(change => string.Create(CultureInfo.InvariantCulture, $"{StoredTime.From(change.At)}:{change.Mode}"))),
        Means = record.Requester?.Means,
        Credential = record.Requester?.Credential,
        Address = record.Requester?.Address,
        StartedAt = StoredTime.From(record.StartedAt),
        AnsweredAt = StoredTime.From(record.AnsweredAt),
        EndedAt = StoredTime.From(record.EndedAt),
        FailureReason = record.FailureReason.ToString(),
    };

    public LegRecord ToRecord() => new()
    {
        CallId = StoredCallId.Parse(CallId),
        Id = new LegId((uint)LegId),
        Origin = StoredName.To<LegOrigin>(Origin),
        Role = StoredName.To<LegRole>(Role),
        Number = Number,
        Trunk = Trunk,
        ShownNumber = ShownNumber,
        Target = new LegId((uint)TargetLeg),
        Modes = [.. Modes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ToModeChange)],
        Requester = Means is null ? null : new Requester(Means, Credential ?? "", Address ?? ""),
        StartedAt = StoredTime.ToMoment(StartedAt),
        AnsweredAt = StoredTime.ToMoment(AnsweredAt),
        EndedAt = StoredTime.ToMoment(EndedAt),
        FailureReason = StoredName.To<CallFailureReason>(FailureReason),
    };

    private static ModeChange ToModeChange(string text)
        => text.Split(':') is [var at, var mode] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out long time)
            ? new ModeChange(StoredTime.ToMoment(time), StoredName.To<MonitorMode>(mode))
            : throw new StorageException($"The store holds '{text}' where a change of mode is expected: it was changed by another program.");
}
