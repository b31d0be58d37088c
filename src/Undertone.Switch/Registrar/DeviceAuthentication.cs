using System.Net;
using Microsoft.Extensions.Logging;
using Undertone.Sip;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;
using Undertone.Supervision.Extensions;

namespace Undertone.Switch.Registrar;

/// <summary>
/// Lets a request pass only if its digest proves the extension that it names (RFC 3261 22, RFC 8760), and answers the others
/// itself. An address with too many wrong passwords is not answered at all for a while, except for extensions that are registered from it.
/// </summary>
internal sealed partial class DeviceAuthentication(
    ExtensionDirectory extensions,
    DigestAuthenticator authenticator,
    DigestOffer offer,
    AuthenticationGuard guard,
    LocationTable locations,
    TimeProvider clock,
    ILogger logger)
{
    /// <summary>True if the request proves that it comes from this extension; otherwise it has been answered, or dropped.</summary>
    public bool TryAuthenticate(IServerTransaction transaction, string number)
    {
        IPAddress address = transaction.Flow.Remote.Address;
        if (guard.IsLockedOut(address) && !IsRegisteredFrom(number, address))
        {
            transaction.Respond(SipResponse.CreateFor(transaction.Request, SipStatus.Forbidden, toTag: SipIds.NewTag()));
            return false;
        }

        DigestVerdict verification = authenticator.Verify(transaction.Request, user => FindSecrets(number, user));
        switch (verification.Result)
        {
            case DigestResult.Ok:
                guard.Succeed(address);
                offer.Understood(transaction.Request, address);
                return true;
            case DigestResult.NoCredentials:
                Challenge(transaction, stale: false);
                return false;
            case DigestResult.StaleNonce:
                Challenge(transaction, stale: true);
                return false;
            case DigestResult.Replayed:
                Log.Replayed(logger, number, address.ToString());
                Challenge(transaction, stale: true);
                return false;
            case DigestResult.Malformed:
                transaction.Respond(SipResponse.CreateFor(transaction.Request, SipStatus.BadRequest, "Malformed Credentials", SipIds.NewTag()));
                return false;
            default:
                Fail(transaction, number, address);
                return false;
        }
    }

    private bool IsRegisteredFrom(string number, IPAddress address)
    {
        foreach (Binding binding in locations.Find(number, clock.GetUtcNow()))
        {
            if (binding.Flow.Remote.Address.Equals(address))
            {
                return true;
            }
        }

        return false;
    }

    // Only the name that belongs to the number has secrets here: nobody passes as an extension with the password of another.
    private DigestSecrets? FindSecrets(string number, string user)
        => extensions.TryGet(number, out Extension? extension) && extension.DigestUser == user
            ? new DigestSecrets(extension.Secret.Ha1Md5, extension.Secret.Ha1Sha256)
            : null;

    private void Challenge(IServerTransaction transaction, bool stale)
        => transaction.Respond(authenticator.CreateUnauthorized(
            transaction.Request, stale, offer.For(transaction.Request, transaction.Flow.Remote.Address)));

    private void Fail(IServerTransaction transaction, string number, IPAddress address)
    {
        Log.WrongPassword(logger, number, address.ToString());
        if (guard.Fail(address))
        {
            Log.LockedOut(logger, address.ToString());
        }

        transaction.Respond(SipResponse.CreateFor(transaction.Request, SipStatus.Forbidden, toTag: SipIds.NewTag()));
    }

    private static partial class Log
    {
        [LoggerMessage(3111, LogLevel.Warning, "Extension {Number}: wrong user or password from {Address}")]
        public static partial void WrongPassword(ILogger logger, string number, string address);

        [LoggerMessage(3112, LogLevel.Warning, "{Address} is locked out after too many wrong passwords")]
        public static partial void LockedOut(ILogger logger, string address);

        [LoggerMessage(3113, LogLevel.Warning, "Extension {Number}: credentials used before were sent again from {Address}")]
        public static partial void Replayed(ILogger logger, string number, string address);
    }
}
