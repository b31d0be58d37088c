using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Authentication;

public class DigestAuthenticatorTests
{
    private const string Realm = "undertone.local";
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private readonly ManualTimeProvider _clock = new();
    private readonly DigestClient _phone = new();

    [Fact]
    public void Rfc8760_2_4_Challenge_OffersSha256FirstThenMd5_WithOneFreshNonce()
    {
        var authenticator = Authenticator();
        var challenges = authenticator.Challenge().Select(Read).ToList();

        Assert.Equal([DigestAlgorithm.Sha256, DigestAlgorithm.Md5], challenges.Select(challenge => challenge.Algorithm));
        Assert.All(challenges, challenge => Assert.Equal(Realm, challenge.Realm));
        Assert.All(challenges, challenge => Assert.Equal(["auth"], challenge.QopOptions));
        Assert.All(challenges, challenge => Assert.False(challenge.Stale));
        Assert.Single(challenges.Select(challenge => challenge.Nonce).Distinct());
        Assert.NotEqual(challenges[0].Nonce, Read(authenticator.Challenge()[0]).Nonce);
        Assert.All(authenticator.Challenge(stale: true).Select(Read), challenge => Assert.True(challenge.Stale));
    }

    [Theory]
    [InlineData(DigestAlgorithm.Md5)]
    [InlineData(DigestAlgorithm.Sha256)]
    public void Verify_RightPassword_IsOk(DigestAlgorithm algorithm)
    {
        var authenticator = Authenticator();
        Assert.Equal(new DigestVerdict(DigestResult.Ok, "2000"), Verify(authenticator, Signed(ChallengeOf(authenticator, algorithm))));
    }

    [Fact]
    public void Verify_WithoutQop_IsOkOnce()
    {
        var authenticator = Authenticator();
        var request = Signed(ChallengeOf(authenticator) with { QopOptions = [] });

        Assert.DoesNotContain("nc=", request.Headers.First("Authorization"), StringComparison.Ordinal);
        Assert.Equal(DigestResult.Ok, Verify(authenticator, request).Result);
        Assert.Equal(DigestResult.Replayed, Verify(authenticator, request).Result);
    }

    [Fact]
    public void Verify_NoHeaderOrOtherRealmOrOtherScheme_IsNoCredentials()
    {
        var authenticator = Authenticator();
        Assert.Equal(new DigestVerdict(DigestResult.NoCredentials, null), Verify(authenticator, Register()));

        var foreign = Signed(ChallengeOf(authenticator) with { Realm = "elsewhere" });
        Assert.Equal(DigestResult.NoCredentials, Verify(authenticator, foreign).Result);

        var basic = Register();
        basic.Headers.Add("Authorization", "NoOneKnowsThisScheme opaque-data=here");
        Assert.Equal(DigestResult.NoCredentials, Verify(authenticator, basic).Result);
    }

    [Fact]
    public void Verify_FindsItsRealmAmongOthers()
    {
        var authenticator = Authenticator();
        var request = Signed(ChallengeOf(authenticator));
        request.Headers.AddFirst("Authorization", _phone.Sign(ChallengeOf(authenticator) with { Realm = "elsewhere" }, request, "x", "y").ToString());
        request.Headers.AddFirst("Authorization", "Digest realm=\"broken\"");

        Assert.Equal(DigestResult.Ok, Verify(authenticator, request).Result);
    }

    [Theory]
    [InlineData("Digest username=\"2000\", realm=\"undertone.local\"")]
    [InlineData("Digest")]
    [InlineData("Digest ,,,")]
    [InlineData("Digest username=\"2000")]
    public void Verify_UnreadableCredentials_AreMalformed(string header)
    {
        var request = Register();
        request.Headers.Add("Authorization", header);
        var expected = header == "Digest" ? DigestResult.NoCredentials : DigestResult.Malformed;
        Assert.Equal(new DigestVerdict(expected, null), Verify(Authenticator(), request));
    }

    [Fact]
    public void Verify_WrongPassword_And_UnknownUser()
    {
        var authenticator = Authenticator();
        var challenge = ChallengeOf(authenticator);

        Assert.Equal(new DigestVerdict(DigestResult.WrongPassword, "2000"), Verify(authenticator, Signed(challenge, "2000", "guess")));
        Assert.Equal(new DigestVerdict(DigestResult.UnknownUser, "9999"), Verify(authenticator, Signed(challenge, "9999", "pass")));
    }

    [Fact]
    public void Verify_SignatureOfAnotherMethod_IsWrong()
    {
        var authenticator = Authenticator();
        var request = Signed(ChallengeOf(authenticator));
        request.Method = SipMethod.Invite;

        Assert.Equal(DigestResult.WrongPassword, Verify(authenticator, request).Result);
    }

    [Fact]
    public void Rfc7616_3_4_6_SignatureForAnotherUser_IsMalformed_UnlessTold()
    {
        var request = Register();
        request.RequestUri = SipUri.Parse("sip:2001@undertone.local");
        request.Headers.Add("Authorization", _phone.Sign(ChallengeOf(Authenticator()), request, "2000", "pass").ToString());
        request.RequestUri = SipUri.Parse("sip:00900premium@undertone.local");

        Assert.Equal(new DigestVerdict(DigestResult.Malformed, "2000"), Verify(Authenticator(), request));
        Assert.Equal(DigestResult.Ok, Verify(Authenticator(new DigestOptions { CheckUri = false }), request).Result);
    }

    [Theory]
    [InlineData("sip:192.0.2.7:5060", "sip:2001@undertone.local")]
    [InlineData("sip:2000@undertone.local", "sip:undertone.local")]
    [InlineData("sip:2001@front.example", "sip:2001@undertone.local")]
    public void Verify_SignatureOfAnotherHostOrWithoutUser_IsOk(string signedUri, string requestUri)
    {
        var authenticator = Authenticator();
        var request = Register();
        request.RequestUri = SipUri.Parse(signedUri);
        var credentials = _phone.Sign(ChallengeOf(authenticator), request, "2000", "pass");
        request.RequestUri = SipUri.Parse(requestUri);
        request.Headers.Add("Authorization", credentials.ToString());

        Assert.Equal(DigestResult.Ok, Verify(authenticator, request).Result);
    }

    [Fact]
    public void Verify_OldNonce_IsStaleOnlyWithTheRightPassword()
    {
        var authenticator = Authenticator();
        var challenge = ChallengeOf(authenticator);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(DigestResult.Ok, Verify(authenticator, Signed(challenge)).Result);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        var verdict = Verify(authenticator, Signed(challenge));
        Assert.Equal(DigestResult.StaleNonce, verdict.Result);
        Assert.True(verdict.NeedsFreshNonce);
        Assert.Equal(DigestResult.WrongPassword, Verify(authenticator, Signed(challenge, "2000", "guess")).Result);
    }

    [Fact]
    public void Verify_NonceThatIsNotOurs_IsStale()
    {
        var challenge = ChallengeOf(Authenticator());
        var changed = challenge.Nonce[..^1] + (challenge.Nonce[^1] == '0' ? '1' : '0');
        var otherKey = new DigestAuthenticator(Realm, new byte[16], _clock);
        var otherRealm = new DigestAuthenticator("other", Key, _clock);

        foreach (var nonce in new[] { changed, "x", new string('0', 64), new string('z', 64), ChallengeOf(otherKey).Nonce, ChallengeOf(otherRealm).Nonce })
        {
            Assert.Equal(DigestResult.StaleNonce, Verify(Authenticator(), Signed(challenge with { Nonce = nonce })).Result);
        }
    }

    [Fact]
    public void Verify_NonceFromTheFuture_IsStaleBeyondASmallLead()
    {
        var authenticator = Authenticator();
        _clock.Advance(TimeSpan.FromMinutes(2));
        var challenge = ChallengeOf(authenticator);
        _clock.Advance(TimeSpan.FromSeconds(-30));
        Assert.Equal(DigestResult.Ok, Verify(authenticator, Signed(challenge)).Result);
        _clock.Advance(TimeSpan.FromSeconds(-1));
        Assert.Equal(DigestResult.StaleNonce, Verify(authenticator, Signed(challenge)).Result);
    }

    [Fact]
    public void Verify_NonceCounts_MustGrowAndMaySkip()
    {
        var authenticator = Authenticator();
        var challenge = ChallengeOf(authenticator);
        var first = Signed(challenge);
        var second = Signed(challenge);
        var third = Signed(challenge);
        var fourth = Signed(challenge);

        Assert.Equal(DigestResult.Ok, Verify(authenticator, first).Result);
        Assert.Equal(DigestResult.Replayed, Verify(authenticator, first).Result);
        Assert.Equal(DigestResult.Ok, Verify(authenticator, third).Result);
        Assert.Equal(DigestResult.Replayed, Verify(authenticator, second).Result);
        Assert.Equal(DigestResult.Ok, Verify(authenticator, fourth).Result);
        Assert.True(Verify(authenticator, fourth).NeedsFreshNonce);
    }

    [Fact]
    public void Verify_ForgottenNonces_AreNeverAcceptedAgain()
    {
        var authenticator = Authenticator(new DigestOptions { MaxTrackedNonces = 2 });
        var requests = new List<SipRequest>();
        for (var i = 0; i < 4; i++)
        {
            requests.Add(Signed(ChallengeOf(authenticator)));
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(DigestResult.Ok, Verify(authenticator, requests[i]).Result);
        }

        Assert.Equal(
            [DigestResult.StaleNonce, DigestResult.StaleNonce, DigestResult.Replayed, DigestResult.Replayed],
            requests.Select(request => Verify(authenticator, request).Result));
    }

    [Fact]
    public void CreateUnauthorized_IsAWhole401()
    {
        var response = Authenticator().CreateUnauthorized(Register(), stale: true);

        Assert.Equal(401, response.StatusCode);
        Assert.Equal(2, response.Headers.All("WWW-Authenticate").Count);
        Assert.NotNull(response.To.Tag);
        Assert.Equal(2, ReadBack(response).Headers.All("WWW-Authenticate").Count);
    }

    [Fact]
    public void Constructor_RefusesAShortKey() => Assert.Throws<ArgumentException>(() => new DigestAuthenticator(Realm, new byte[15], _clock));

    private static SipMessage ReadBack(SipMessage message)
    {
        Assert.True(SipMessageParser.TryParse(SipMessageWriter.ToBytes(message), SipLimits.Default, out var read, out _));
        return read;
    }

    private static SipRequest Register() => new(SipMethod.Register, SipUri.Parse("sip:undertone.local"))
    {
        Vias = [new ViaHeader("UDP", "192.0.2.1", 5060, SipParameters.Empty).WithBranch("z9hG4bK1")],
        From = new NameAddress(SipUri.Parse("sip:2000@undertone.local")).WithTag("f"),
        To = new NameAddress(SipUri.Parse("sip:2000@undertone.local")),
        CallId = "c1",
        CSeq = new CSeqHeader(1, SipMethod.Register),
    };

    private static DigestChallenge Read(SipHeader header)
    {
        Assert.Equal("WWW-Authenticate", header.Name);
        Assert.True(DigestChallenge.TryParse(header.Value, out var challenge));
        return challenge;
    }

    private static DigestChallenge ChallengeOf(DigestAuthenticator authenticator, DigestAlgorithm algorithm = DigestAlgorithm.Md5) =>
        authenticator.Challenge().Select(Read).Single(challenge => challenge.Algorithm == algorithm);

    private static DigestVerdict Verify(DigestAuthenticator authenticator, SipRequest request) =>
        authenticator.Verify(request, user => user == "2000" ? DigestSecrets.Create("2000", Realm, "pass") : null);

    private DigestAuthenticator Authenticator(DigestOptions? options = null) => new(Realm, Key, _clock, options);

    private SipRequest Signed(DigestChallenge challenge, string user = "2000", string password = "pass")
    {
        var request = Register();
        request.Headers.Add("Authorization", _phone.Sign(challenge, request, user, password).ToString());
        return request;
    }
}
