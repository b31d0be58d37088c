using System.Globalization;
using Microsoft.AspNetCore.Http;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Legs;
using Undertone.Http.Exotel.Transport;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Exotel.Calls;

/// <summary><c>GET Calls/{sid}</c> and <c>GET Calls/{sid}/Legs</c>: a call, live or ended, and the legs that an ended one had.</summary>
internal static class GetCall
{
    private const int LeastValidity = 5;
    private const int MostValidity = 60;

    /// <summary>Answers with the call.</summary>
    public static async Task<IResult> HandleAsync(HttpContext http, LiveCall live, CallBook book, IAccountStore store)
    {
        string validity = http.Request.Query["RecordingUrlValidity"].ToString();
        if (validity.Length > 0
            && (!int.TryParse(validity, NumberStyles.None, CultureInfo.InvariantCulture, out int minutes) || minutes is < LeastValidity or > MostValidity))
        {
            return ExotelError.Invalid("RecordingUrlValidity", $"{LeastValidity} to {MostValidity} minutes");
        }

        Account account = RequestContext.AccountOf(http);
        if (!Sid.TryParseCall((string)http.Request.RouteValues["call"]!, out CallId id))
        {
            return ExotelError.NotFound;
        }

        AnswerFormat format = AnswerFormats.Of(http.Request, AnswerFormat.Xml);
        bool wantsDetails = http.Request.Query["details"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        if (live.Find(account, id) is { } call)
        {
            Fields? details = wantsDetails ? CallDetails.OfLive(StatusOf(call, 0), StatusOf(call, 1)) : null;
            return Answer(CallView.Of(account, call, book.FindCall(call.Reference)).ToFields(format, details));
        }

        // Asked before the store, which has the call when the book has it no more.
        PlacedCall? placed = book.FindUnstored(id);
        if (await store.FindCallAsync(account.Sid, id, http.RequestAborted) is not { } ended)
        {
            return placed?.Account.Sid == account.Sid
                ? Answer(CallView.Of(placed, id, DateTimeOffset.FromUnixTimeSeconds(id.StartedUnixSeconds)).ToFields(format, wantsDetails ? CallDetails.OfLive(null, null) : null))
                : ExotelError.NotFound;
        }

        IReadOnlyList<BilledLeg> legs = wantsDetails ? await store.ReadLegsAsync(account.Sid, id, http.RequestAborted) : [];
        Fields? endedDetails = wantsDetails ? CallDetails.Of(ended, PartyLegs.FirstOf(legs), PartyLegs.SecondOf(legs)) : null;
        return Answer(CallView.Of(account, ended).ToFields(format, endedDetails));
    }

    /// <summary>Answers with the legs, supervisors among them.</summary>
    public static async Task<IResult> LegsAsync(HttpContext http, LiveCall live, IAccountStore store)
    {
        Account account = RequestContext.AccountOf(http);
        if (!Sid.TryParseCall((string)http.Request.RouteValues["call"]!, out CallId id))
        {
            return ExotelError.NotFound;
        }

        // Of a call that is there, those that have left already.
        IReadOnlyList<BilledLeg> legs = await store.ReadLegsAsync(account.Sid, id, http.RequestAborted);
        if (legs.Count == 0 && live.Find(account, id) is null && await store.FindCallAsync(account.Sid, id, http.RequestAborted) is null)
        {
            return ExotelError.NotFound;
        }

        return ExotelResult.Success(new Fields
        {
            { "MetaData", new Fields { { "Total", legs.Count }, { "Count", legs.Count } } },
            { "legs", new Members("Leg", [.. legs.Select(leg => LegView.OfEnded(account, leg))]) },
        });
    }

    private static string? StatusOf(CallSnapshot call, int index)
        => call.Legs.Length > index && LiveCall.IsActive(call.Legs[index]) ? Words.InProgress : null;

    private static ExotelResult Answer(Fields call) => ExotelResult.Success(new Fields { { "Call", call } });
}
