using Undertone.Supervision.Credentials;

namespace Undertone.Supervision.Tests.Credentials;

public class SecretHashTests
{
    [Fact]
    public void The_right_secret_verifies_and_others_do_not()
    {
        string hash = SecretHash.Create("ZLcXl63S9EtMnYoHUnjbVo6sA8Cb");

        Assert.True(SecretHash.Verify("ZLcXl63S9EtMnYoHUnjbVo6sA8Cb", hash));
        Assert.False(SecretHash.Verify("zLcXl63S9EtMnYoHUnjbVo6sA8Cb", hash));
        Assert.DoesNotContain("ZLcXl63", hash, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_secret_hashes_differently_each_time() => Assert.NotEqual(SecretHash.Create("a"), SecretHash.Create("a"));

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("pbkdf2-sha256$0$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$100000$!!$!!")]
    [InlineData("md5$100000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_hash_verifies_nothing(string hash) => Assert.False(SecretHash.Verify("a", hash));

    [Fact]
    public void The_hash_of_nobody_is_a_real_hash() => Assert.False(SecretHash.Verify("", SecretHash.OfNobody));
}
