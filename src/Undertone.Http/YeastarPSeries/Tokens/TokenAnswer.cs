namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary>Answer of <c>get_token</c> and <c>refresh_token</c>; lives in seconds.</summary>
internal sealed record TokenAnswer(
    int Errcode, string Errmsg, int AccessTokenExpireTime, string AccessToken, int RefreshTokenExpireTime, string RefreshToken)
{
    /// <summary>Names the client's tokens by type only: a record would print them.</summary>
    public override string ToString() => nameof(TokenAnswer);
}
