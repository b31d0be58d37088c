namespace Undertone.Sip.Authentication;

/// <summary>What the check of a request's credentials found.</summary>
public enum DigestResult
{
    /// <summary>The user knows the password, and this signature was not seen before.</summary>
    Ok,

    /// <summary>No credentials for this realm: challenge.</summary>
    NoCredentials,

    /// <summary>The password is right but the nonce is too old or not ours: challenge with <c>stale=true</c>.</summary>
    StaleNonce,

    /// <summary>There is no such user: challenge, as for a wrong password.</summary>
    UnknownUser,

    /// <summary>The signature does not match.</summary>
    WrongPassword,

    /// <summary>The signature is right but its nonce count was used before: challenge with <c>stale=true</c>, and log it.</summary>
    Replayed,

    /// <summary>Credentials for this realm that cannot be read, use an unsupported algorithm or <c>auth-int</c>, or sign another address.</summary>
    Malformed,
}
