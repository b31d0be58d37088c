using Undertone.Supervision.Auditing;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Supervision.Monitoring;

/// <summary>One monitor as the rights and the audit record see it.</summary>
/// <param name="Requester">Who asks.</param>
/// <param name="Supervisor">The supervisor's extension.</param>
/// <param name="Target">The supervised party's number.</param>
/// <param name="TargetIsExtension">False for an outside party, who cannot be a target.</param>
/// <param name="OtherParty">The number of the party that the target talks with.</param>
/// <param name="CallId">The supervised call.</param>
/// <param name="MonitorLeg">The monitor leg; zero while there is none.</param>
/// <param name="Mode">The mode that is asked for or in force.</param>
/// <param name="Account">The account on whose behalf outside numbers may be supervisors and targets; null if they may not.</param>
public sealed record MonitorFacts(
    Requester Requester,
    string Supervisor,
    string Target,
    bool TargetIsExtension,
    string OtherParty,
    CallId CallId,
    LegId MonitorLeg,
    MonitorMode Mode,
    string? Account = null);

/// <summary>
/// The gate every monitor passes at its start and at every switch, whichever way it was asked for: rights (P6), then the
/// audit record (P5). An engine lets nothing take effect that the gate has not let through.
/// </summary>
/// <param name="extensions">The rights.</param>
/// <param name="audit">The audit record.</param>
/// <param name="clock">The time of the records.</param>
/// <param name="outside">Which outside numbers accounts may use as supervisors; null if there are no accounts.</param>
public sealed class MonitorGate(ExtensionDirectory extensions, IAuditLog audit, TimeProvider clock, IOutsideSupervisors? outside = null)
{
    /// <summary>Checks the rights alone. The order of the checks is fixed, so that every dialect reports the same mistake for the same request.</summary>
    public Refusal Check(MonitorFacts facts)
    {
        if (RightOf(facts) is not { } right)
        {
            return Refusal.ExtensionNotFound;
        }

        bool isSupervisedExtension = extensions.TryGet(facts.Target, out Extension? supervised) && facts.TargetIsExtension;
        if (!isSupervisedExtension && facts.Account is null)
        {
            return Refusal.NotSupported;
        }

        if (facts.Supervisor == facts.Target || facts.Supervisor == facts.OtherParty)
        {
            return Refusal.SupervisorIsParty;
        }

        if (!isSupervisedExtension)
        {
            // Somebody outside has given no permission, but an extension of ours must not be heard by way of whom it talks with.
            extensions.TryGet(facts.OtherParty, out supervised);
        }

        if (supervised is { AllowBeingMonitored: false })
        {
            return Refusal.TargetNotMonitorable;
        }

        return right.Covers(facts.Mode) ? Refusal.None : Refusal.ModeNotPermitted;
    }

    /// <summary>
    /// Checks a request before the supervisor's phone is rung. A refusal is written to the audit record; a permission is not,
    /// because nothing has taken effect yet.
    /// </summary>
    public async ValueTask<Refusal> AdmitAsync(MonitorFacts facts, CancellationToken cancellation)
    {
        Refusal refusal = Check(facts);
        if (refusal is not Refusal.None)
        {
            await TryWriteAsync(Record(facts, AuditAction.Refused) with { Refusal = refusal }, cancellation);
        }

        return refusal;
    }

    /// <summary>Checks again and writes the start; call it just before the supervisor is joined to the call.</summary>
    public ValueTask<Refusal> StartAsync(MonitorFacts facts, CancellationToken cancellation)
        => PassAsync(facts, Record(facts, AuditAction.Start), cancellation);

    /// <summary>Checks again and writes the switch; call it just before the mode changes.</summary>
    public ValueTask<Refusal> SwitchAsync(MonitorFacts facts, MonitorMode previous, CancellationToken cancellation)
        => PassAsync(facts, Record(facts, AuditAction.Switch) with { PreviousMode = previous }, cancellation);

    /// <summary>Writes the end. An end always takes effect: false only says that it could not be written.</summary>
    public ValueTask<bool> EndAsync(MonitorFacts facts, CancellationToken cancellation)
        => TryWriteAsync(Record(facts, AuditAction.End), cancellation);

    private MonitorRight? RightOf(MonitorFacts facts)
    {
        if (extensions.TryGet(facts.Supervisor, out Extension? supervising))
        {
            return supervising.MonitorRight;
        }

        return facts.Account is null || outside is null ? null
            : outside.MaySupervise(facts.Account, facts.Supervisor) ? MonitorRight.Extensive
            : MonitorRight.Disabled;
    }

    private async ValueTask<Refusal> PassAsync(MonitorFacts facts, AuditRecord record, CancellationToken cancellation)
    {
        Refusal refusal = await AdmitAsync(facts, cancellation);
        if (refusal is not Refusal.None)
        {
            return refusal;
        }

        return await TryWriteAsync(record, cancellation) ? Refusal.None : Refusal.AuditFailed;
    }

    private async ValueTask<bool> TryWriteAsync(AuditRecord record, CancellationToken cancellation)
    {
        try
        {
            await audit.AppendAsync(record, cancellation);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private AuditRecord Record(MonitorFacts facts, AuditAction action) => new()
    {
        At = clock.GetUtcNow(),
        Action = action,
        Requester = facts.Requester,
        Supervisor = facts.Supervisor,
        Target = facts.Target,
        OtherParty = facts.OtherParty,
        CallId = facts.CallId,
        MonitorLeg = facts.MonitorLeg,
        Mode = facts.Mode,
    };
}
