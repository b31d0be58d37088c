using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Authentication;

public class DigestClientTests
{
    private const string Sha256Challenge = "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256, qop=\"auth\"";
    private const string Md5Challenge = "Digest realm=\"r\", nonce=\"n\", algorithm=MD5, qop=\"auth,auth-int\", opaque=\"o\"";
    private readonly DigestClient _client = new(() => "cn");

    [Theory]
    [InlineData(new[] { Md5Challenge, Sha256Challenge }, DigestAlgorithm.Sha256)]
    [InlineData(new[] { Sha256Challenge, Md5Challenge }, DigestAlgorithm.Sha256)]
    [InlineData(new[] { "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256, qop=\"auth\"", Md5Challenge }, DigestAlgorithm.Md5)]
    [InlineData(new[] { "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256, qop=\"auth-int\"", Md5Challenge }, DigestAlgorithm.Md5)]
    [InlineData(new[] { "Bearer realm=\"r\"", "Digest realm=\"r\", nonce=\"n\"" }, DigestAlgorithm.Md5)]
    public void TryAnswer_ChoosesTheStrongestItKnows(string[] challenges, DigestAlgorithm expected)
    {
        Assert.True(_client.TryAnswer(Unauthorized(challenges), Request(), "2000", "pass", out var header));
        Assert.True(DigestCredentials.TryParse(header.Value, out var credentials));
        Assert.Equal(("Authorization", expected, "sip:2001@h"), (header.Name, credentials.Algorithm, credentials.Uri));
    }

    [Fact]
    public void TryAnswer_SignsWithQopAndCountsEachNonce()
    {
        var challenge = Unauthorized(Md5Challenge);
        var ha1 = DigestMath.Ha1(DigestAlgorithm.Md5, "2000", "r", "pass");
        for (var count = 1u; count <= 3; count++)
        {
            Assert.True(_client.TryAnswer(challenge, Request(), "2000", "pass", out var header));
            Assert.True(DigestCredentials.TryParse(header.Value, out var credentials));
            Assert.Equal((count, "cn", "o"), (credentials.NonceCount, credentials.CNonce, credentials.Opaque));
            Assert.Equal(DigestMath.Response(DigestAlgorithm.Md5, ha1, "INVITE", "sip:2001@h", "n", count, "cn"), credentials.Response);
        }

        Assert.True(_client.TryAnswer(Unauthorized(Md5Challenge.Replace("\"n\"", "\"m\"", StringComparison.Ordinal)), Request(), "2000", "pass", out var other));
        Assert.Contains("nc=00000001", other.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void TryAnswer_WithoutQop_UsesTheOldForm()
    {
        Assert.True(_client.TryAnswer(Unauthorized("Digest realm=\"r\", nonce=\"n\""), Request(), "2000", "pass", out var header));
        Assert.True(DigestCredentials.TryParse(header.Value, out var credentials));
        Assert.False(credentials.HasQop);
        Assert.Equal(
            DigestMath.ResponseWithoutQop(DigestAlgorithm.Md5, DigestMath.Ha1(DigestAlgorithm.Md5, "2000", "r", "pass"), "INVITE", "sip:2001@h", "n"),
            credentials.Response);
    }

    [Fact]
    public void TryAnswer_ToA407_IsForTheProxy()
    {
        var challenge = new SipResponse(407);
        challenge.Headers.Add("Proxy-Authenticate", Sha256Challenge);
        challenge.Headers.Add("WWW-Authenticate", Md5Challenge);

        Assert.True(_client.TryAnswer(challenge, Request(), "2000", "pass", out var header));
        Assert.Equal("Proxy-Authorization", header.Name);
        Assert.Contains("SHA-256", header.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Rfc3261_22_2_RefusedCredentials_AreNotTriedAgainUnlessStale()
    {
        var request = Request();
        Assert.True(_client.TryAnswer(Unauthorized(Md5Challenge), request, "2000", "wrong", out var header));
        request.Headers.Set(header.Name, header.Value);

        Assert.False(_client.TryAnswer(Unauthorized(Md5Challenge), request, "2000", "wrong", out _));
        Assert.True(_client.TryAnswer(Unauthorized(Md5Challenge + ", stale=true"), request, "2000", "wrong", out _));
        Assert.True(_client.TryAnswer(Unauthorized(Md5Challenge.Replace("\"r\"", "\"s\"", StringComparison.Ordinal)), request, "2000", "wrong", out _));
    }

    [Theory]
    [InlineData(401, "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"")]
    [InlineData(401, "Digest realm=\"r\"")]
    [InlineData(401, "Basic realm=\"r\"")]
    [InlineData(407, Md5Challenge)]
    [InlineData(403, Md5Challenge)]
    public void TryAnswer_NothingAnswerable_IsFalse(int status, string header)
    {
        var response = new SipResponse(status);
        response.Headers.Add("WWW-Authenticate", header);
        Assert.False(_client.TryAnswer(response, Request(), "2000", "pass", out _));
    }

    [Fact]
    public void Answer_SatisfiesTheServer_OverTheWire()
    {
        var authenticator = new DigestAuthenticator("undertone.local", new byte[32], new ManualTimeProvider());
        var request = Request();
        var challenge = new SipResponse(401);
        foreach (var offered in authenticator.Challenge())
        {
            challenge.Headers.Add(offered.Name, offered.Value);
        }

        Assert.True(new DigestClient().TryAnswer(challenge, request, "ü\"2000", "p\"ä:ss", out var header));
        request.Headers.Set(header.Name, header.Value);
        var verdict = authenticator.Verify(request, user => DigestSecrets.Create(user, "undertone.local", "p\"ä:ss"));
        Assert.Equal(new DigestVerdict(DigestResult.Ok, "ü\"2000"), verdict);
    }

    private static SipRequest Request() => new(SipMethod.Invite, SipUri.Parse("sip:2001@h"));

    private static SipResponse Unauthorized(params string[] challenges)
    {
        var response = new SipResponse(401);
        foreach (var challenge in challenges)
        {
            response.Headers.Add("WWW-Authenticate", challenge);
        }

        return response;
    }
}
