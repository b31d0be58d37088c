using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Trunks;

/// <summary>Answers a trunk's challenges. One for all requests of the trunk, so that the uses of a nonce are counted together. Safe for any thread.</summary>
internal sealed class TrunkCredentials(string user, string password)
{
    /// <summary>Challenges that one request may meet: a proxy's, its server's, and one for a nonce that has grown stale.</summary>
    public const int MostChallenges = 3;

    private readonly DigestClient _digest = new();

    /// <summary>The request again, with credentials and the next number (RFC 3261 22.2); null when the challenge cannot be answered or refuses what was sent.</summary>
    public SipRequest? Answer(SipResponse challenge, SipRequest request)
    {
        if (!_digest.TryAnswer(challenge, request, user, password, out SipHeader header))
        {
            return null;
        }

        SipRequest again = request.Clone();
        again.CSeq = new CSeqHeader(request.CSeq.Number + 1, request.Method);
        again.Headers.Set(header.Name, header.Value);
        return again;
    }
}
