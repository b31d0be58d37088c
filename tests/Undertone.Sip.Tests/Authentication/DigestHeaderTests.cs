using Undertone.Sip.Authentication;

namespace Undertone.Sip.Tests.Authentication;

public class DigestHeaderTests
{
    [Fact]
    public void Rfc3261_20_44_Challenge_IsRead()
    {
        const string Header = "Digest realm=\"atlanta.com\", domain=\"sip:boxesbybob.com\", qop=\"auth, auth-int\",\t"
            + "nonce=\"f84f1cec41e6cbe5aea9c8e88d359\", opaque=\"\", stale=FALSE, algorithm=MD5";
        Assert.True(DigestChallenge.TryParse(Header, out var challenge));

        Assert.Equal(("atlanta.com", "f84f1cec41e6cbe5aea9c8e88d359", ""), (challenge.Realm, challenge.Nonce, challenge.Opaque));
        Assert.Equal(["auth", "auth-int"], challenge.QopOptions);
        Assert.True(challenge.OffersAuth);
        Assert.False(challenge.Stale);
    }

    [Theory]
    [InlineData("digest realm=\"r\",nonce=\"n\"", DigestAlgorithm.Md5, false, true)]
    [InlineData("DIGEST nonce=n,realm=r,algorithm=sha-256,qop=auth,stale=true", DigestAlgorithm.Sha256, true, true)]
    [InlineData("Digest realm=\"r\", nonce=\"n\", algorithm=\"MD5\", qop=\"auth-int\", stale=\"TRUE\"", DigestAlgorithm.Md5, true, false)]
    public void Challenge_Variants(string header, DigestAlgorithm algorithm, bool stale, bool answerable)
    {
        Assert.True(DigestChallenge.TryParse(header, out var challenge));
        Assert.Equal((algorithm, stale, answerable), (challenge.Algorithm, challenge.Stale, challenge.IsAnswerable));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Digest")]
    [InlineData("Digest ")]
    [InlineData("Basic realm=\"r\"")]
    [InlineData("Digestrealm=\"r\",nonce=\"n\"")]
    [InlineData("Digest nonce=\"n\"")]
    [InlineData("Digest realm=\"r\"")]
    [InlineData("Digest realm=\"r\",nonce=\"\"")]
    [InlineData("Digest realm=\"r\",nonce=\"n\",nonce=\"m\"")]
    [InlineData("Digest realm=\"r\",nonce=\"n")]
    [InlineData("Digest realm=\"r\"x,nonce=\"n\"")]
    [InlineData("Digest realm=\"r\",,nonce=\"n\"")]
    [InlineData("Digest realm=\"r\",nonce=\"n\",algorithm=SHA-512-256")]
    [InlineData("Digest realm=\"r\",nonce=\"n\",algorithm=MD5-sess")]
    public void Challenge_Malformed_IsRefused(string header) => Assert.False(DigestChallenge.TryParse(header, out _));

    [Fact]
    public void Challenge_SurvivesWritingAndReading()
    {
        var challenge = new DigestChallenge("a \"b\", c", "n0", DigestAlgorithm.Sha256) { Opaque = "o", Stale = true };

        Assert.Equal(
            "Digest realm=\"a \\\"b\\\", c\", nonce=\"n0\", algorithm=SHA-256, qop=\"auth\", opaque=\"o\", stale=true", challenge.ToString());
        Assert.True(DigestChallenge.TryParse(challenge.ToString(), out var read));
        Assert.Equal(challenge with { QopOptions = read.QopOptions }, read);
    }

    [Fact]
    public void Rfc3261_20_7_Credentials_AreRead()
    {
        const string Header = "Digest username=\"Alice\", realm=\"atlanta.com\", nonce=\"84a4cc6f3082121f32b42a2187831a9e\","
            + " uri=\"sip:a@h;x=1,2\", response=\"7587245234b3434cc3412213e5f113a5432\", qop=auth, nc=0000000A, cnonce=\"0a4f113b\"";
        Assert.True(DigestCredentials.TryParse(Header, out var credentials));

        Assert.Equal(("Alice", "atlanta.com", "sip:a@h;x=1,2"), (credentials.User, credentials.Realm, credentials.Uri));
        Assert.Equal((10u, "0a4f113b", DigestAlgorithm.Md5), (credentials.NonceCount, credentials.CNonce, credentials.Algorithm));
        Assert.True(DigestCredentials.TryParse(credentials.ToString(), out var again));
        Assert.Equal(credentials, again);
    }

    [Theory]
    [InlineData("realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\"")]
    [InlineData("username=\"u\",nonce=\"n\",uri=\"sip:h\",response=\"x\"")]
    [InlineData("username=\"u\",realm=\"r\",uri=\"sip:h\",response=\"x\"")]
    [InlineData("username=\"u\",realm=\"r\",nonce=\"n\",response=\"x\"")]
    [InlineData("username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:h\"")]
    [InlineData("username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",algorithm=SHA-1")]
    [InlineData("username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",qop=auth-int,nc=00000001,cnonce=\"c\"")]
    [InlineData("username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",qop=auth,cnonce=\"c\"")]
    [InlineData("username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",qop=auth,nc=00000001")]
    [InlineData("username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",qop=auth,nc=1,cnonce=\"c\"")]
    [InlineData("username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",qop=auth,nc=0000000g,cnonce=\"c\"")]
    [InlineData("username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",qop=auth,nc=00000000,cnonce=\"c\"")]
    public void Credentials_Malformed_AreRefused(string parameters) => Assert.False(DigestCredentials.TryParse("Digest " + parameters, out _));
}
