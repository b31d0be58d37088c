namespace Undertone.Supervision.Monitoring;

/// <summary>Knows which outside numbers the accounts of a dialect may bring onto calls as supervisors (P6). Safe for any thread.</summary>
public interface IOutsideSupervisors
{
    /// <summary>True if an account may use an outside number as a supervisor, in any mode.</summary>
    bool MaySupervise(string account, string number);
}
