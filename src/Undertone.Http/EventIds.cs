namespace Undertone.Http;

/// <summary>Event ids of the HTTP plane's log messages: 5000 to 5999. They are stable; operators filter by them.</summary>
internal static class EventIds
{
    public const int RequestFailed = 5000;
    public const int PSeriesTokenIssued = 5001;
    public const int LoginFailed = 5002;
    public const int AddressBlocked = 5003;
    public const int PSeriesTokenDropped = 5004;
    public const int PSeriesTokenRevoked = 5005;

    public const int PSeriesListen = 5010;
    public const int PSeriesDial = 5011;
    public const int PSeriesHangUp = 5012;
    public const int PSeriesExtensionUpdated = 5013;
    public const int PSeriesHold = 5014;
    public const int PSeriesTransfer = 5015;

    public const int PSeriesSubscriberJoined = 5020;
    public const int PSeriesSubscriberLeft = 5021;
    public const int PSeriesSubscriberTooSlow = 5022;
    public const int EngineEventsMissed = 5023;
    public const int EngineEventFailed = 5024;

    public const int PSeriesExtensionCreated = 5030;
    public const int PSeriesExtensionDeleted = 5031;
    public const int PSeriesStatusMonitorUpdated = 5032;
    public const int AddressForbidden = 5033;
    public const int AddressUnblocked = 5034;

    public const int PSeriesWebhookReceives = 5040;
    public const int PSeriesWebhooksUpdated = 5041;

    public const int SSeriesLogin = 5100;
    public const int SSeriesRequest = 5101;
    public const int SSeriesQuery = 5102;
    public const int SSeriesSubscriberJoined = 5103;
    public const int SSeriesSubscriberLeft = 5104;
    public const int SSeriesSubscriberBroken = 5105;
    public const int SSeriesTargetNotKept = 5106;
    public const int SSeriesPortFailed = 5107;

    public const int ExotelCallPlaced = 5200;
    public const int ExotelWhispersOutside = 5201;
    public const int ExotelCallbackResumed = 5202;
    public const int ExotelCallbackNotNoted = 5203;
    public const int ExotelCallbacksNotDelivered = 5204;
    public const int ExotelRequest = 5205;
    public const int ExotelQuery = 5206;
    public const int ExotelRefused = 5207;

    public const int CallbackDeliveredLate = 5050;
    public const int CallbackFailed = 5051;
    public const int CallbackGivenUp = 5052;
    public const int CallbackDropped = 5053;
    public const int CallbackNotDelivered = 5054;
    public const int CallbackNotForgotten = 5055;
    public const int CallbackResumed = 5056;
}
