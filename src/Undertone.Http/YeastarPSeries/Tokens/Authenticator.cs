using System.Net;
using Microsoft.Extensions.Logging;
using Undertone.Supervision.Credentials;

namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary>How a login went.</summary>
internal enum LoginOutcome
{
    /// <summary>The credentials are right.</summary>
    Accepted,

    /// <summary>They are wrong; which of the two is not told.</summary>
    Wrong,

    /// <summary>The address has failed too often.</summary>
    Blocked,

    /// <summary>Too many logins wait.</summary>
    Overloaded,
}

/// <summary>Checks client id and secret. One check runs at a time, so that guessing costs the calls at most a fraction of one core.</summary>
internal sealed partial class Authenticator(
    ICredentialStore credentials, PSeriesLockout lockout, YeastarPSeriesOptions options, ILogger<Authenticator> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;

    /// <summary>Checks a login from an address and counts it if it is wrong.</summary>
    public async Task<LoginOutcome> LoginAsync(string clientId, string secret, IPAddress address, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _waiting) > options.WaitingLogins)
        {
            Interlocked.Decrement(ref _waiting);
            return LoginOutcome.Overloaded;
        }

        try
        {
            await _turn.WaitAsync(cancellation);
            try
            {
                return await CheckAsync(clientId, secret, address, cancellation);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<LoginOutcome> CheckAsync(string clientId, string secret, IPAddress address, CancellationToken cancellation)
    {
        // Asked here, after the turn has come: of many guesses sent at once, no more than the allowed number is checked.
        if (await lockout.Addresses.IsBlockedAsync(address, cancellation))
        {
            return LoginOutcome.Blocked;
        }

        ApiCredential? credential = await credentials.FindAsync(YeastarPSeriesOptions.Dialect, clientId, cancellation);
        bool isRight = SecretHash.Verify(secret, credential?.SecretHash ?? SecretHash.OfNobody) && credential is not null;
        if (isRight)
        {
            lockout.Addresses.AddSuccess(address);
            return LoginOutcome.Accepted;
        }

        // An unknown id is not logged: it may be a secret that was put into the wrong field.
        Log.LoginFailed(logger, address, credential?.Id ?? "(unknown)");
        if (await lockout.Addresses.AddFailureAsync(address))
        {
            Log.AddressBlocked(logger, address);
        }

        return LoginOutcome.Wrong;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesLoginFailed, LogLevel.Warning, "P-Series login from {Address} for client {Client} failed: wrong credentials")]
        public static partial void LoginFailed(ILogger logger, IPAddress address, string client);

        [LoggerMessage(EventIds.PSeriesAddressBlocked, LogLevel.Warning, "P-Series logins from {Address} are blocked: too many failed in a row")]
        public static partial void AddressBlocked(ILogger logger, IPAddress address);
    }
}
