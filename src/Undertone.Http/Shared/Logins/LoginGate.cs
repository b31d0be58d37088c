using System.Net;
using Microsoft.Extensions.Logging;
using Undertone.Supervision.Credentials;

namespace Undertone.Http.Shared.Logins;

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

/// <summary>
/// Checks the credentials of one dialect, and blocks addresses that fail too often. One check runs at a time, so that guessing costs
/// the calls at most a fraction of one core.
/// </summary>
/// <param name="dialect">The dialect's name.</param>
/// <param name="credentials">What is right.</param>
/// <param name="blocks">The dialect's blocked addresses; disposed of with this.</param>
/// <param name="waitingLogins">Logins that may wait for their turn.</param>
/// <param name="logger">Tells the operator who fails.</param>
internal sealed partial class LoginGate(
    string dialect, ICredentialStore credentials, AddressBlocks blocks, int waitingLogins, ILogger<LoginGate> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;

    /// <summary>True while an address may not log in.</summary>
    public ValueTask<bool> IsBlockedAsync(IPAddress address, CancellationToken cancellation) => blocks.IsBlockedAsync(address, cancellation);

    /// <summary>Checks a login from an address and counts it if it is wrong.</summary>
    public async Task<LoginOutcome> LoginAsync(string clientId, string secret, IPAddress address, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _waiting) > waitingLogins)
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
    public void Dispose()
    {
        _turn.Dispose();
        blocks.Dispose();
    }

    private async Task<LoginOutcome> CheckAsync(string clientId, string secret, IPAddress address, CancellationToken cancellation)
    {
        // Asked here, after the turn has come: of many guesses sent at once, no more than the allowed number is checked.
        if (await blocks.IsBlockedAsync(address, cancellation))
        {
            return LoginOutcome.Blocked;
        }

        ApiCredential? credential = await credentials.FindAsync(dialect, clientId, cancellation);
        bool isRight = SecretHash.Verify(secret, credential?.SecretHash ?? SecretHash.OfNobody) && credential is not null;
        if (isRight)
        {
            blocks.AddSuccess(address);
            return LoginOutcome.Accepted;
        }

        // An unknown id is not logged: it may be a secret that was put into the wrong field.
        Log.LoginFailed(logger, dialect, address, credential?.Id ?? "(unknown)");
        if (await blocks.AddFailureAsync(address))
        {
            Log.AddressBlocked(logger, dialect, address);
        }

        return LoginOutcome.Wrong;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.LoginFailed, LogLevel.Warning, "{Dialect} login from {Address} for client {Client} failed: wrong credentials")]
        public static partial void LoginFailed(ILogger logger, string dialect, IPAddress address, string client);

        [LoggerMessage(EventIds.AddressBlocked, LogLevel.Warning, "{Dialect} logins from {Address} are blocked: too many failed in a row")]
        public static partial void AddressBlocked(ILogger logger, string dialect, IPAddress address);
    }
}
