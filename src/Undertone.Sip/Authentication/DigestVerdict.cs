namespace Undertone.Sip.Authentication;

/// <summary>The result of a check with the user that it was about.</summary>
/// <param name="Result">What was found.</param>
/// <param name="User">The user name that the credentials claim; null when none could be read. Proved only by <see cref="DigestResult.Ok"/>.</param>
public readonly record struct DigestVerdict(DigestResult Result, string? User)
{
    /// <summary>True when the request may go on.</summary>
    public bool IsOk => Result == DigestResult.Ok;

    /// <summary>True when the next challenge should say <c>stale=true</c>: the password was right.</summary>
    public bool NeedsFreshNonce => Result is DigestResult.StaleNonce or DigestResult.Replayed;
}
