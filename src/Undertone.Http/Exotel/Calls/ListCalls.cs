using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Transport;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Exotel.Calls;

/// <summary><c>GET Calls</c>: the account's calls, those that are there and those of the store, page by page.</summary>
internal sealed class ListCalls(ICallEngine engine, CallBook book, IAccountStore store, TimeProvider clock)
{
    /// <summary>Answers the request.</summary>
    public static Task<IResult> HandleAsync(HttpContext http, ListCalls list) => list.RunAsync(http);

    private async Task<IResult> RunAsync(HttpContext http)
    {
        Account account = RequestContext.AccountOf(http);
        (AccountCallQuery? query, ExotelError? error) = CallFilter.Read(account, http.Request.Query, clock.GetUtcNow());
        if (query is null)
        {
            return error!;
        }

        // Taken before the store is asked: a call that ends in between is in both then, and never in neither.
        List<CallView> live = [.. LiveCalls(account).Where(call => CallFilter.Matches(query, call))];

        // One more than fits tells whether there is another page.
        AccountCallPage stored = await store.ReadCallsAsync(query with { PageSize = query.PageSize + 1 }, http.RequestAborted);
        HashSet<CallId> ended = [.. stored.Calls.Select(call => call.Id)];
        live.RemoveAll(call => ended.Contains(call.Id));
        List<CallView> found =
        [
            .. Ordered(query, stored.Calls.Select(call => CallView.Of(account, call)).Concat(live.Where(call => IsOnThisSide(query, call)))),
        ];
        bool goesOn = found.Count > query.PageSize;
        List<CallView> page = query.Before is null ? found.GetRange(0, Math.Min(found.Count, query.PageSize)) : [.. found.TakeLast(query.PageSize)];

        // Whoever came here from a page can go back to it.
        bool hasNext = query.Before is null ? goesOn : page.Count > 0;
        bool hasPrevious = query.Before is null ? query.After is not null && page.Count > 0 : goesOn;
        AnswerFormat format = AnswerFormats.Of(http.Request, AnswerFormat.Xml);
        return ExotelResult.Success(new Fields
        {
            {
                "Metadata", new Fields
                {
                    { "Total", stored.Total + live.Count },
                    { "PageSize", query.PageSize },
                    { "FirstPageUri", UriOf(http, account, format, null, null) },
                    { "PrevPageUri", hasPrevious ? UriOf(http, account, format, "Before", page[0]) : null },
                    { "NextPageUri", hasNext ? UriOf(http, account, format, "After", page[^1]) : null },
                }
            },
            { "Calls", new Members("Call", [.. page.Select(call => call.ToFields(format))]) },
        });
    }

    private static IEnumerable<CallView> Ordered(AccountCallQuery query, IEnumerable<CallView> calls) => query.Ascending
        ? calls.Order(ByPosition)
        : calls.OrderDescending(ByPosition);

    private static IComparer<CallView> ByPosition { get; } = Comparer<CallView>.Create((a, b) => Compare(PositionOf(a), PositionOf(b)));

    private static int Compare(CallPosition a, CallPosition b)
        => a.StartedAt != b.StartedAt ? a.StartedAt.CompareTo(b.StartedAt) : string.CompareOrdinal(a.Id.ToString(), b.Id.ToString());

    private static CallPosition PositionOf(CallView call) => new(call.StartedAt, call.Id);

    private static bool IsOnThisSide(AccountCallQuery query, CallView call)
    {
        int sign = query.Ascending ? 1 : -1;
        return (query.After is not { } after || sign * Compare(PositionOf(call), after) > 0)
            && (query.Before is not { } before || sign * Compare(PositionOf(call), before) < 0);
    }

    private static string UriOf(HttpContext http, Account account, AnswerFormat format, string? cursor, CallView? at)
    {
        var query = new QueryBuilder(http.Request.Query
            .Where(pair => pair.Key is not ("After" or "Before"))
            .Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value.ToString())));
        if (cursor is not null)
        {
            query.Add(cursor, CallCursor.Of(PositionOf(at!)));
        }

        return $"/v1/Accounts/{account.Sid}/Calls{(format is AnswerFormat.Json ? ".json" : "")}{query.ToQueryString()}";
    }

    private IEnumerable<CallView> LiveCalls(Account account) => engine.Calls
        .Where(call => book.OwnerOf(call)?.Sid == account.Sid)
        .Select(call => CallView.Of(account, call, book.FindCall(call.Reference)));
}
