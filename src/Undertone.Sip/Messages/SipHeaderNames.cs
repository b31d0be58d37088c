using System.Collections.Frozen;

namespace Undertone.Sip.Messages;

/// <summary>Names of the headers that the product reads or writes, in their usual spelling.</summary>
public static class SipHeaderNames
{
#pragma warning disable CS1591 // each constant is the name it holds
    public const string Accept = "Accept";
    public const string AcceptContact = "Accept-Contact";
    public const string AcceptEncoding = "Accept-Encoding";
    public const string AcceptLanguage = "Accept-Language";
    public const string AlertInfo = "Alert-Info";
    public const string Allow = "Allow";
    public const string AllowEvents = "Allow-Events";
    public const string AnswerMode = "Answer-Mode";
    public const string Authorization = "Authorization";
    public const string CallId = "Call-ID";
    public const string CallInfo = "Call-Info";
    public const string Contact = "Contact";
    public const string ContentDisposition = "Content-Disposition";
    public const string ContentEncoding = "Content-Encoding";
    public const string ContentLength = "Content-Length";
    public const string ContentType = "Content-Type";
    public const string CSeq = "CSeq";
    public const string Date = "Date";
    public const string Diversion = "Diversion";
    public const string Event = "Event";
    public const string Expires = "Expires";
    public const string From = "From";
    public const string HistoryInfo = "History-Info";
    public const string Identity = "Identity";
    public const string MaxForwards = "Max-Forwards";
    public const string MinExpires = "Min-Expires";
    public const string MinSE = "Min-SE";
    public const string PAssertedIdentity = "P-Asserted-Identity";
    public const string Path = "Path";
    public const string PPreferredIdentity = "P-Preferred-Identity";
    public const string Privacy = "Privacy";
    public const string ProxyAuthenticate = "Proxy-Authenticate";
    public const string ProxyAuthorization = "Proxy-Authorization";
    public const string ProxyRequire = "Proxy-Require";
    public const string RAck = "RAck";
    public const string Reason = "Reason";
    public const string RecordRoute = "Record-Route";
    public const string ReferredBy = "Referred-By";
    public const string ReferTo = "Refer-To";
    public const string RejectContact = "Reject-Contact";
    public const string Replaces = "Replaces";
    public const string RequestDisposition = "Request-Disposition";
    public const string Require = "Require";
    public const string RetryAfter = "Retry-After";
    public const string Route = "Route";
    public const string RSeq = "RSeq";
    public const string Server = "Server";
    public const string ServiceRoute = "Service-Route";
    public const string SessionExpires = "Session-Expires";
    public const string Subject = "Subject";
    public const string SubscriptionState = "Subscription-State";
    public const string Supported = "Supported";
    public const string Timestamp = "Timestamp";
    public const string To = "To";
    public const string Unsupported = "Unsupported";
    public const string UserAgent = "User-Agent";
    public const string Via = "Via";
    public const string Warning = "Warning";
    public const string WwwAuthenticate = "WWW-Authenticate";
#pragma warning restore CS1591

    private const int LongestKnown = 32;

    /// <summary>Compact forms (RFC 3261 7.3.3 and the registry of later RFCs).</summary>
    private static readonly (string Compact, string Name)[] CompactForms =
    [
        ("a", AcceptContact), ("b", ReferredBy), ("c", ContentType), ("d", RequestDisposition), ("e", ContentEncoding), ("f", From),
        ("i", CallId), ("j", RejectContact), ("k", Supported), ("l", ContentLength), ("m", Contact), ("o", Event), ("r", ReferTo),
        ("s", Subject), ("t", To), ("u", AllowEvents), ("v", Via), ("x", SessionExpires), ("y", Identity),
    ];

    private static readonly string[] Full =
    [
        Accept, AcceptContact, AcceptEncoding, AcceptLanguage, AlertInfo, Allow, AllowEvents, AnswerMode, Authorization, CallId, CallInfo, Contact,
        ContentDisposition, ContentEncoding, ContentLength, ContentType, CSeq, Date, Diversion, Event, Expires, From, HistoryInfo, Identity,
        MaxForwards, MinExpires, MinSE, PAssertedIdentity, Path, PPreferredIdentity, Privacy, ProxyAuthenticate, ProxyAuthorization, ProxyRequire,
        RAck, Reason, RecordRoute, ReferredBy, ReferTo, RejectContact, Replaces, RequestDisposition, Require, RetryAfter, Route, RSeq, Server,
        ServiceRoute, SessionExpires, Subject, SubscriptionState, Supported, Timestamp, To, Unsupported, UserAgent, Via, Warning, WwwAuthenticate,
    ];

    private static readonly FrozenDictionary<string, string> Known = Full
        .Select(name => (Key: name, Name: name))
        .Concat(CompactForms)
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> KnownBySpan =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The full name for a full or compact name of any case; an unknown name comes back as it is.</summary>
    public static string Expand(string name) => Known.GetValueOrDefault(name, name);

    /// <summary>The full name of a known header from its ASCII bytes without allocating; a new string for an unknown one.</summary>
    internal static string Expand(ReadOnlySpan<byte> name)
    {
        Span<char> buffer = stackalloc char[LongestKnown];
        if (name.Length <= LongestKnown)
        {
            for (var i = 0; i < name.Length; i++)
            {
                buffer[i] = (char)name[i];
            }

            if (KnownBySpan.TryGetValue(buffer[..name.Length], out var known))
            {
                return known;
            }
        }

        return System.Text.Encoding.ASCII.GetString(name);
    }

    /// <summary>True for headers whose elements are parsed into lines of their own, because the stack works on single elements.</summary>
    internal static bool IsAddressList(string fullName) =>
        fullName is Via or Contact or Route or RecordRoute or Path or ServiceRoute;
}
