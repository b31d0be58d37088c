using Undertone.Sip.Authentication;

namespace Undertone.Sip.Tests.Authentication;

/// <summary>The worked examples of the RFCs.</summary>
public class DigestMathTests
{
    [Fact]
    public void Rfc2617_3_5_Example()
    {
        var ha1 = DigestMath.Ha1(DigestAlgorithm.Md5, "Mufasa", "testrealm@host.com", "Circle Of Life");

        Assert.Equal("939e7578ed9e3c518a452acee763bce9", ha1);
        Assert.Equal(
            "6629fae49393a05397450978507c4ef1",
            DigestMath.Response(DigestAlgorithm.Md5, ha1, "GET", "/dir/index.html", "dcd98b7102dd2f0e8b11d0f600bfb0c093", 1, "0a4f113b"));
    }

    [Fact]
    public void Rfc2617_WithoutQop_IsTheFormOfRfc2069()
    {
        // The RFC 2069 2.4 example with the value of its erratum 749.
        var ha1 = DigestMath.Ha1(DigestAlgorithm.Md5, "Mufasa", "testrealm@host.com", "CircleOfLife");
        Assert.Equal(
            "1949323746fe6a43ef61f9606e7febea",
            DigestMath.ResponseWithoutQop(DigestAlgorithm.Md5, ha1, "GET", "/dir/index.html", "dcd98b7102dd2f0e8b11d0f600bfb0c093"));
    }

    [Theory]
    [InlineData(DigestAlgorithm.Md5, "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData(DigestAlgorithm.Sha256, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void Rfc7616_3_9_1_Example(DigestAlgorithm algorithm, string expected)
    {
        var ha1 = DigestMath.Ha1(algorithm, "Mufasa", "http-auth@example.org", "Circle of Life");
        Assert.Equal(
            expected,
            DigestMath.Response(
                algorithm, ha1, "GET", "/dir/index.html", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", 1, "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"));
    }

    [Fact]
    public void Secrets_HoldOnlyHashesAndDoNotPrintThem()
    {
        var secrets = DigestSecrets.Create("2000", "undertone.local", "pass");

        Assert.Equal(DigestMath.Ha1(DigestAlgorithm.Md5, "2000", "undertone.local", "pass"), secrets.For(DigestAlgorithm.Md5));
        Assert.Equal(64, secrets.For(DigestAlgorithm.Sha256).Length);
        Assert.DoesNotContain(secrets.Ha1Md5Hex, secrets.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1u, "00000001")]
    [InlineData(255u, "000000ff")]
    [InlineData(uint.MaxValue, "ffffffff")]
    public void FormatNonceCount_IsEightDigits(uint count, string expected) => Assert.Equal(expected, DigestMath.FormatNonceCount(count));
}
