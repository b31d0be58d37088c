namespace Undertone.Http.YeastarSSeries.Answers;

/// <summary>An error number of this dialect (docs/dialects/yeastar-s-series.md, errors). The text is for logs; the wire has the number only.</summary>
/// <param name="Number">Five digits; empty for success.</param>
/// <param name="Meaning">In words.</param>
internal sealed record SSeriesCode(string Number, string Meaning)
{
    public static readonly SSeriesCode Success = new("", "success");

    public static readonly SSeriesCode XmlNotAccepted = new("10002", "XML packet format not accepted");
    public static readonly SSeriesCode UnknownRequest = new("10003", "unknown API request");
    public static readonly SSeriesCode ParameterBlank = new("10004", "required parameter blank");
    public static readonly SSeriesCode CallIdNotFound = new("10005", "call id does not exist");
    public static readonly SSeriesCode ExtensionNotFound = new("10006", "extension does not exist");
    public static readonly SSeriesCode CallNotFound = new("10007", "call does not exist");
    public static readonly SSeriesCode ExtensionNotIdle = new("10008", "extension is not idle");
    public static readonly SSeriesCode NotMonitorable = new("10009", "extension does not allow being monitored");
    public static readonly SSeriesCode MonitorModeMismatch = new("10010", "monitor mode does not match");
    public static readonly SSeriesCode NumberNotFound = new("10011", "called number does not exist");
    public static readonly SSeriesCode CallNotConnected = new("10015", "call not connected");
    public static readonly SSeriesCode ExtensionNotConfigured = new("10017", "extension configuration failed");

    public static readonly SSeriesCode OnlyJson = new("20000", "only JSON supported");
    public static readonly SSeriesCode OnlyPost = new("20001", "only POST supported");
    public static readonly SSeriesCode LockedOut = new("20002", "login failed, locked out");
    public static readonly SSeriesCode WrongCredentials = new("20003", "login failed, bad user or password");
    public static readonly SSeriesCode NoSuchToken = new("20004", "no such token");
    public static readonly SSeriesCode TokenBlank = new("20005", "token blank");
    public static readonly SSeriesCode TokenTimedOut = new("20006", "token timed out");
    public static readonly SSeriesCode DataBlank = new("20007", "blank data");
    public static readonly SSeriesCode WrongPort = new("20008", "wrong port");
    public static readonly SSeriesCode RequestBlank = new("20009", "blank request");
    public static readonly SSeriesCode AddressNotAllowed = new("20015", "address not allowed");

    public static readonly SSeriesCode Internal = new("30001", "API codes error");
    public static readonly SSeriesCode ServiceNotRunning = new("30003", "API service process not running");

    /// <summary>Number and meaning.</summary>
    public override string ToString() => Number.Length == 0 ? Meaning : $"{Number} {Meaning}";
}
