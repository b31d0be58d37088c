namespace Undertone.Http.YeastarPSeries.Answers;

/// <summary>An <c>errcode</c> with its <c>errmsg</c>, spelt as the vendor does.</summary>
/// <param name="Number">The code; 0 is success.</param>
/// <param name="Text">The message.</param>
internal sealed record PSeriesCode(int Number, string Text)
{
    public static PSeriesCode InternalServerError { get; } = new(-2, "INTERNAL SERVER ERROR");

    public static PSeriesCode Failure { get; } = new(-1, "FAILURE");

    public static PSeriesCode Success { get; } = new(0, "SUCCESS");

    public static PSeriesCode InterfaceNotExisted { get; } = new(10001, "INTERFACE NOT EXISTED");

    public static PSeriesCode ApiVersionUnsupported { get; } = new(10003, "API VERSION UNSUPPORTED");

    public static PSeriesCode TokenExpired { get; } = new(10004, "TOKEN EXPIRED");

    public static PSeriesCode OperationFailed { get; } = new(10009, "OPERATION FAILED");

    public static PSeriesCode ParameterSyntaxError { get; } = new(40001, "PARAMETER SYNTAX ERROR");

    public static PSeriesCode ParameterError { get; } = new(40002, "PARAMETER ERROR");

    public static PSeriesCode DuplicateKeyValue { get; } = new(40003, "DUPLICATE KEY VALUE");

    public static PSeriesCode FileSizeExceeded { get; } = new(40004, "FILE SIZE EXCEEDED");

    public static PSeriesCode DataNotFound { get; } = new(60001, "DATA NOT FOUND");

    public static PSeriesCode MaxLimitationExceeded { get; } = new(60002, "MAX LIMITATION EXCEEDED");

    public static PSeriesCode RoleNotExisted { get; } = new(60101, "ROLE NOT EXISTED");

    public static PSeriesCode AccountIpBlocked { get; } = new(70004, "ACCOUNT IP BLOCKED");

    public static PSeriesCode OverloadTaskRunning { get; } = new(70082, "OVERLOAD_TASK_RUNNING");

    public static PSeriesCode ActionForbidden { get; } = new(70084, "ACTION FORBIDDEN");

    public static PSeriesCode IpForbidden { get; } = new(70087, "IP FORBIDDEN");

    public static PSeriesCode ApiUnavailable { get; } = new(70123, "API UNAVAILABLE");

    /// <summary>The misspelling is the vendor's, and clients compare it.</summary>
    public static PSeriesCode ChannelIdNotFound { get; } = new(70130, "CAHNNEL ID NOT FOUND");

    public static PSeriesCode OperationNotSupported { get; } = new(70132, "OPERATION NOT SUPPORTED");

    /// <summary>As logs show it.</summary>
    public override string ToString() => $"{Number} {Text}";
}
