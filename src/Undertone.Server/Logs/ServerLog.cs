
namespace Undertone.Server.Logs;

/// <summary>Messages of the composition root, events 6000 to 6999.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(6000, LogLevel.Information, "Undertone {Version} is ready: SIP on {Sip}, HTTP on {Http}")]
    public static partial void Ready(ILogger logger, string version, string sip, string http);

    [LoggerMessage(6001, LogLevel.Information, "Undertone is stopping: {Calls} live call(s) will be ended")]
    public static partial void Stopping(ILogger logger, int calls);

    [LoggerMessage(6002, LogLevel.Information, "Undertone has stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(6003, LogLevel.Warning, "Configuration: {Warning}")]
    public static partial void ConfigurationWarning(ILogger logger, string warning);

    [LoggerMessage(6010, LogLevel.Error, "The record of call {CallId} from {Caller} to {Callee} (started {StartedAt:O}, ended {EndedAt:O}, {Disposition}) could not be stored")]
    public static partial void CallRecordLost(
        ILogger logger, Exception failure, string callId, string caller, string callee, DateTimeOffset startedAt, DateTimeOffset endedAt, string disposition);

    [LoggerMessage(6013, LogLevel.Error, "The record of leg {Leg} of call {CallId}, {Number} ({Origin}; answered {AnsweredAt:O}, ended {EndedAt:O}), could not be stored")]
    public static partial void LegRecordLost(
        ILogger logger, string callId, string leg, string number, string origin, DateTimeOffset? answeredAt, DateTimeOffset endedAt);

    [LoggerMessage(6014, LogLevel.Error, "An event of the kind {Event} could not be booked to an account")]
    public static partial void NotBooked(ILogger logger, Exception defect, string @event);

    [LoggerMessage(6011, LogLevel.Error, "{Missed} engine event(s) were lost because they were not stored fast enough; call records are missing")]
    public static partial void EventsMissed(ILogger logger, long missed);

    [LoggerMessage(6012, LogLevel.Error, "What callbacks tell of {EngineEvent} could not be found out")]
    public static partial void CallbackFailed(ILogger logger, Exception defect, string engineEvent);

    [LoggerMessage(6020, LogLevel.Information, "Extension {Number} was written to the store from the configuration")]
    public static partial void ExtensionSeeded(ILogger logger, string number);

    [LoggerMessage(6021, LogLevel.Information, "API client {Dialect}:{Id} was written to the store from the configuration")]
    public static partial void ClientSeeded(ILogger logger, string dialect, string id);

    [LoggerMessage(6026, LogLevel.Information, "Webhook receiver {Url} was written to the store from the configuration")]
    public static partial void WebhookSeeded(ILogger logger, string url);

    [LoggerMessage(6027, LogLevel.Warning,
        "Webhook receiver {Url} of the configuration was not written to the store, which already has {Most}; remove one with webhook/update and start again")]
    public static partial void WebhookNotSeeded(ILogger logger, string url, int most);

    [LoggerMessage(6022, LogLevel.Warning,
        "Extension {Number}: the password of the configuration is not the stored one, which counts. Extensions of the file are written to the store only once")]
    public static partial void PasswordDiffers(ILogger logger, string number);

    [LoggerMessage(6023, LogLevel.Warning,
        "API client {Dialect}:{Id}: the secret of the configuration is not the stored one, which counts. Clients of the file are written to the store only once")]
    public static partial void SecretDiffers(ILogger logger, string dialect, string id);

    [LoggerMessage(6024, LogLevel.Information, "Sip:Domain changed from {Before} to {Now}: {Renewed} stored password(s) were renewed from the configuration")]
    public static partial void RealmChanged(ILogger logger, string before, string now, int renewed);

    [LoggerMessage(6025, LogLevel.Warning,
        "Sip:Domain changed from {Before} to {Now}, and the stored password of extension {Number} belongs to the old one: its phone cannot register until it gets a new password")]
    public static partial void RealmOrphaned(ILogger logger, string before, string now, string number);

    [LoggerMessage(6030, LogLevel.Warning, "Not ready: {Check}: {Problem}")]
    public static partial void NotReady(ILogger logger, string check, string problem);

    [LoggerMessage(6040, LogLevel.Information, "Trunks and routes were read again: {Trunks} trunk(s), {Outbound} outbound and {Inbound} inbound route(s)")]
    public static partial void Reloaded(ILogger logger, int trunks, int outbound, int inbound);

    [LoggerMessage(6041, LogLevel.Error, "The configuration was read again and has a mistake; nothing changes: {Mistake}")]
    public static partial void NotReloaded(ILogger logger, string mistake);
}
