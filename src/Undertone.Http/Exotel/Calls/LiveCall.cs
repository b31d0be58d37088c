using Microsoft.AspNetCore.Http;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Transport;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Exotel.Calls;

/// <summary>Finds the live call that a request's path names.</summary>
internal sealed class LiveCall(ICallEngine engine, CallBook book)
{
    /// <summary>The call, if it is there and the account's; else null.</summary>
    public CallSnapshot? Find(HttpContext http)
        => http.Request.RouteValues["call"] is string text && Sid.TryParseCall(text, out CallId id) ? Find(RequestContext.AccountOf(http), id) : null;

    /// <summary>The call, if it is there and the account's; else null.</summary>
    public CallSnapshot? Find(Account account, CallId id)
        => engine.FindCall(id) is { } call && book.OwnerOf(call)?.Sid == account.Sid ? call : null;

    /// <summary>The same, if somebody talks in it already: a party has answered and not left.</summary>
    public CallSnapshot? FindInProgress(HttpContext http)
        => Find(http) is { } call && call.Legs.Any(IsActive) ? call : null;

    /// <summary>True for a party's leg that is listed: it has answered and not left.</summary>
    public static bool IsActive(LegSnapshot leg) => leg.AnsweredAt is not null && leg.State is not LegState.Ended;

    /// <summary>The account's number that a call uses; its first one if the call uses none, empty if it has none.</summary>
    public string ExoPhoneOf(Account account, CallSnapshot call)
        => book.FindCall(call.Reference)?.ExoPhone is { Length: > 0 } placed ? placed
            : account.FindExoPhone(call.DidNumber) ?? account.FirstExoPhone;
}
