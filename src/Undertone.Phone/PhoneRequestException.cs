namespace Undertone.Phone;

/// <summary>The far side refused what a phone asked for, or did not answer.</summary>
public sealed class PhoneRequestException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="what">The request, "REGISTER of 2000".</param>
    /// <param name="statusCode">The SIP status; 408 for silence, 503 for a transport that failed.</param>
    /// <param name="reason">The reason phrase.</param>
    public PhoneRequestException(string what, int statusCode, string reason)
        : base($"{what} was answered with {statusCode} {reason}.") => StatusCode = statusCode;

    /// <summary>The SIP status.</summary>
    public int StatusCode { get; }
}
