using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Supervision.Credentials;

namespace Undertone.Http.Shared.Logins;

/// <summary>Registers the gate of a dialect's logins, under the dialect's name as its key.</summary>
internal static class LoginGateRegistration
{
    /// <summary>Adds the gate. It expects <c>ICredentialStore</c>, <c>IBlockedAddressStore</c>, <see cref="TimeProvider"/> and logging.</summary>
    public static void AddLoginGate(this IServiceCollection services, string dialect, LockoutPolicy policy, int waitingLogins)
        => services.AddKeyedSingleton(dialect, (provider, _) =>
        {
            TimeProvider clock = provider.GetRequiredService<TimeProvider>();
            var blocks = new AddressBlocks(
                dialect,
                new AddressLockout(policy, clock),
                policy,
                provider.GetRequiredService<IBlockedAddressStore>(),
                clock,
                provider.GetRequiredService<ILogger<AddressBlocks>>());
            return new LoginGate(
                dialect, provider.GetRequiredService<ICredentialStore>(), blocks, waitingLogins, provider.GetRequiredService<ILogger<LoginGate>>());
        });
}
