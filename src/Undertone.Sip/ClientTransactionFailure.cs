namespace Undertone.Sip;

/// <summary>Why a request got no final response.</summary>
public enum ClientTransactionFailure
{
    /// <summary>Nobody answered within 64 * T1 (32 s by default); to be treated as 408 (RFC 3261 8.1.3.1).</summary>
    Timeout,

    /// <summary>The request could not be sent; to be treated as 503 (RFC 3261 8.1.3.1).</summary>
    Transport,
}
