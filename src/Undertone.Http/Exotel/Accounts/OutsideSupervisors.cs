using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Exotel.Accounts;

/// <summary>The outside numbers that the accounts may dial as supervisors.</summary>
/// <param name="accounts">The accounts.</param>
public sealed class OutsideSupervisors(IReadOnlyList<Account> accounts) : IOutsideSupervisors
{
    /// <inheritdoc />
    public bool MaySupervise(string account, string number)
        => accounts.FirstOrDefault(known => known.Sid == account) is { } found
            && (found.Supervisors.Count == 0 || found.Supervisors.Any(allowed => PhoneNumber.AreSame(allowed, number)));
}
