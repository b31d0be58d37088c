using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Shared;
using Undertone.Http.Shared.Logins;

namespace Undertone.Http.Exotel.Transport;

/// <summary>
/// Checks the credentials that come with every request. The store keeps slow hashes, so what was right is remembered for a while, as a
/// digest.
/// </summary>
internal sealed class Authenticator(
    [FromKeyedServices(ExotelOptions.Dialect)] LoginGate gate, ExotelOptions options, TimeProvider clock)
{
    private const int MostRemembered = 1_000;
    private readonly ConcurrentDictionary<TokenDigest, DateTimeOffset> _right = new();

    /// <summary>Checks credentials from an address.</summary>
    public async ValueTask<LoginOutcome> CheckAsync(BasicCredentials credentials, IPAddress address, CancellationToken cancellation)
    {
        var digest = TokenDigest.Of($"{credentials.User}\n{credentials.Token}");
        DateTimeOffset now = clock.GetUtcNow();
        if (_right.TryGetValue(digest, out DateTimeOffset until) && now < until)
        {
            return LoginOutcome.Accepted;
        }

        LoginOutcome outcome = await gate.LoginAsync(credentials.User, credentials.Token, address, cancellation);
        if (outcome is LoginOutcome.Accepted)
        {
            if (_right.Count >= MostRemembered)
            {
                _right.Clear();
            }

            _right[digest] = now + options.CredentialMemory;
        }
        else
        {
            _right.TryRemove(digest, out _);
        }

        return outcome;
    }
}
