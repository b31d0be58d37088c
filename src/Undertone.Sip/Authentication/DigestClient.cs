using System.Security.Cryptography;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Authentication;

/// <summary>
/// The client side of digest authentication (RFC 3261 22.2-22.3): answers 401 and 407 with the strongest algorithm it shares with the server
/// and counts the uses of each nonce. Safe for several threads.
/// </summary>
public sealed class DigestClient
{
    /// <summary>Nonces whose counts are kept; a client rarely has more than one in use for a server.</summary>
    private const int MaxNonces = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, uint> _uses = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Func<string> _newCNonce;

    /// <summary>Makes a client with random client nonces.</summary>
    public DigestClient()
        : this(() => RandomNumberGenerator.GetHexString(16, lowercase: true))
    {
    }

    internal DigestClient(Func<string> newCNonce) => _newCNonce = newCNonce;

    /// <summary>Makes the header that answers a challenge; the caller sets it on a copy of the request with a new branch and CSeq (RFC 3261 22.2).</summary>
    /// <param name="challenge">The 401 or 407.</param>
    /// <param name="request">The request challenged.</param>
    /// <param name="user">The user name.</param>
    /// <param name="password">The password.</param>
    /// <param name="header">Authorization for a 401, Proxy-Authorization for a 407.</param>
    /// <returns>
    /// False when the response is no challenge that can be answered, or when it refuses credentials that the request already carried
    /// without saying that only their nonce was stale: the password is wrong, and trying again would lock the account.
    /// </returns>
    public bool TryAnswer(SipResponse challenge, SipRequest request, string user, string password, out SipHeader header)
    {
        header = default;
        var proxy = challenge.StatusCode == SipStatus.ProxyAuthenticationRequired;
        if (!proxy && challenge.StatusCode != SipStatus.Unauthorized)
        {
            return false;
        }

        var answerName = proxy ? SipHeaderNames.ProxyAuthorization : SipHeaderNames.Authorization;
        var chosen = Choose(challenge.Headers.All(proxy ? SipHeaderNames.ProxyAuthenticate : SipHeaderNames.WwwAuthenticate));
        if (chosen is null || (!chosen.Stale && AlreadyTried(request, answerName, chosen.Realm)))
        {
            return false;
        }

        header = new SipHeader(answerName, Sign(chosen, request, user, password).ToString());
        return true;
    }

    /// <summary>Signs a request for a challenge known from before, with the next count of its nonce.</summary>
    /// <param name="challenge">The challenge; it must be <see cref="DigestChallenge.IsAnswerable"/>.</param>
    /// <param name="request">The request to sign.</param>
    /// <param name="user">The user name.</param>
    /// <param name="password">The password.</param>
    public DigestCredentials Sign(DigestChallenge challenge, SipRequest request, string user, string password)
    {
        var unsigned = new DigestCredentials(
            user, challenge.Realm, challenge.Nonce, request.RequestUri.WithoutHeaders().ToString(), "", challenge.Algorithm)
        {
            Opaque = challenge.Opaque,
        };
        if (challenge.OffersAuth)
        {
            unsigned = unsigned with { CNonce = _newCNonce(), NonceCount = NextCount(challenge.Nonce) };
        }

        var ha1 = DigestMath.Ha1(challenge.Algorithm, user, challenge.Realm, password);
        return unsigned with { Response = unsigned.Expected(ha1, request.Method.Name) };
    }

    private static DigestChallenge? Choose(IEnumerable<string> headers)
    {
        DigestChallenge? chosen = null;
        foreach (var header in headers)
        {
            if (DigestChallenge.TryParse(header, out var offered)
                && offered.IsAnswerable
                && (chosen is null || offered.Algorithm > chosen.Algorithm))
            {
                chosen = offered;
            }
        }

        return chosen;
    }

    private static bool AlreadyTried(SipRequest request, string headerName, string realm) =>
        request.Headers.All(headerName).Any(value => DigestCredentials.TryParse(value, out var sent) && sent.Realm == realm);

    private uint NextCount(string nonce)
    {
        lock (_gate)
        {
            if (!_uses.TryGetValue(nonce, out var count))
            {
                _order.Enqueue(nonce);
                if (_order.Count > MaxNonces)
                {
                    _uses.Remove(_order.Dequeue());
                }
            }

            _uses[nonce] = count + 1;
            return count + 1;
        }
    }
}
