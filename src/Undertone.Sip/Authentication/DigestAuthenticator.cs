using System.Security.Cryptography;
using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Authentication;

/// <summary>
/// The server side of digest authentication (RFC 3261 22, RFC 8760): challenges with fresh nonces, and checks credentials.
/// Keeps nothing for a challenge and a bounded table for nonces in use. Safe for several threads.
/// ACK and CANCEL cannot be challenged (RFC 3261 22.1) and repeat the credentials of their INVITE: do not verify them.
/// </summary>
public sealed class DigestAuthenticator
{
    private readonly TimeProvider _clock;
    private readonly DigestOptions _options;
    private readonly NonceFactory _nonces;
    private readonly NonceCounts _counts;

    /// <summary>Stands in for the secrets of unknown users, so that they cost the same work as known ones.</summary>
    private readonly DigestSecrets _nobody;

    /// <summary>Makes an authenticator for one realm.</summary>
    /// <param name="realm">The realm that challenges name and that the users' secrets were made for.</param>
    /// <param name="nonceKey">Secret random bytes, at least 16; nonces of a process with another key are stale here.</param>
    /// <param name="clock">Tells the age of nonces.</param>
    /// <param name="options">How nonces are treated; null for the defaults.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public DigestAuthenticator(string realm, ReadOnlySpan<byte> nonceKey, TimeProvider clock, DigestOptions? options = null)
    {
        if (nonceKey.Length < 16)
        {
            throw new ArgumentException("A nonce key needs at least 16 bytes", nameof(nonceKey));
        }

        Realm = realm;
        _clock = clock;
        _options = options ?? new DigestOptions();
        _nonces = new NonceFactory(realm, nonceKey.ToArray(), clock, _options.NonceLifetime);
        _counts = new NonceCounts(_options.MaxTrackedNonces, _options.NonceLifetime);
        _nobody = DigestSecrets.Create("", realm, RandomNumberGenerator.GetHexString(32));
    }

    /// <summary>The realm of all challenges.</summary>
    public string Realm { get; }

    /// <summary>Both algorithms, the stronger one first, as RFC 8760 2.4 would have it.</summary>
    public static IReadOnlyList<DigestAlgorithm> StrongestFirst { get; } = [DigestAlgorithm.Sha256, DigestAlgorithm.Md5];

    /// <summary>The headers of a 401: one WWW-Authenticate for each algorithm, in the given order, with one fresh nonce.</summary>
    /// <param name="stale">True after <see cref="DigestVerdict.NeedsFreshNonce"/>.</param>
    /// <param name="algorithms">The algorithms to offer; null for <see cref="StrongestFirst"/>.</param>
    public IReadOnlyList<SipHeader> Challenge(bool stale = false, IReadOnlyList<DigestAlgorithm>? algorithms = null)
    {
        var nonce = _nonces.Create();
        return [.. (algorithms ?? StrongestFirst).Select(Header)];

        SipHeader Header(DigestAlgorithm algorithm) =>
            new(SipHeaderNames.WwwAuthenticate, new DigestChallenge(Realm, nonce, algorithm) { Stale = stale }.ToString());
    }

    /// <summary>A whole 401 to a request.</summary>
    /// <param name="request">The request without good credentials.</param>
    /// <param name="stale">True after <see cref="DigestVerdict.NeedsFreshNonce"/>.</param>
    /// <param name="algorithms">The algorithms to offer; null for <see cref="StrongestFirst"/>.</param>
    public SipResponse CreateUnauthorized(SipRequest request, bool stale = false, IReadOnlyList<DigestAlgorithm>? algorithms = null)
    {
        var response = SipResponse.CreateFor(request, SipStatus.Unauthorized);
        foreach (var header in Challenge(stale, algorithms))
        {
            response.Headers.Add(header.Name, header.Value);
        }

        return response;
    }

    /// <summary>Checks the credentials of a request in its Authorization headers.</summary>
    /// <param name="request">Any request but ACK and CANCEL.</param>
    /// <param name="secretsOf">Gives the secrets of a user name, or null when there is no such user.</param>
    public DigestVerdict Verify(SipRequest request, Func<string, DigestSecrets?> secretsOf)
    {
        var found = FindCredentials(request, out var credentials);
        if (credentials is null)
        {
            return new DigestVerdict(found ? DigestResult.Malformed : DigestResult.NoCredentials, null);
        }

        if (_options.CheckUri && !SignsRequestUri(credentials.Uri, request.RequestUri))
        {
            return new DigestVerdict(DigestResult.Malformed, credentials.User);
        }

        return new DigestVerdict(Judge(request, credentials, secretsOf(credentials.User)), credentials.User);
    }

    private DigestResult Judge(SipRequest request, DigestCredentials credentials, DigestSecrets? secrets)
    {
        var expected = credentials.Expected((secrets ?? _nobody).For(credentials.Algorithm), request.Method.Name);
        var matches = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(credentials.Response.ToLowerInvariant()));
        if (secrets is null)
        {
            return DigestResult.UnknownUser;
        }

        if (!matches)
        {
            return DigestResult.WrongPassword;
        }

        if (!_nonces.IsFresh(credentials.Nonce, out var issued))
        {
            return DigestResult.StaleNonce;
        }

        // Without qop there is no count: the nonce is then good for one request.
        return _counts.Record(credentials.Nonce, issued, credentials.NonceCount ?? 1, _clock.GetUtcNow().ToUnixTimeMilliseconds()) switch
        {
            NonceCounts.Use.Accepted => DigestResult.Ok,
            NonceCounts.Use.Replayed => DigestResult.Replayed,
            _ => DigestResult.StaleNonce,
        };
    }

    /// <summary>Finds the credentials for our realm; false when there are none, true with null when they cannot be read.</summary>
    private bool FindCredentials(SipRequest request, out DigestCredentials? credentials)
    {
        credentials = null;
        var malformed = false;
        foreach (var header in request.Headers.All(SipHeaderNames.Authorization))
        {
            if (!DigestParameters.IsDigest(header))
            {
                continue;
            }

            if (DigestCredentials.TryParse(header, out var read))
            {
                if (string.Equals(read.Realm, Realm, StringComparison.Ordinal))
                {
                    credentials = read;
                    return true;
                }
            }
            else
            {
                malformed |= !DigestParameters.TryRead(header, out var parameters)
                    || parameters["realm"] is not { } realm
                    || string.Equals(realm, Realm, StringComparison.Ordinal);
            }
        }

        return malformed;
    }

    /// <summary>Some clients sign the server's address without a user part, so only two different users are a contradiction.</summary>
    private static bool SignsRequestUri(string signed, SipUri requestUri) =>
        SipUri.TryParse(signed, out var uri)
        && (uri.User is null || requestUri.User is null || string.Equals(uri.User, requestUri.User, StringComparison.Ordinal));
}
