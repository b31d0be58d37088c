using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Exotel.Calls;

/// <summary>Reads from a query which calls are wanted.</summary>
internal static class CallFilter
{
    private const int UsualPageSize = 50;
    private const int LargestPage = 100;
    private const int MostSids = 100;
    private const int MostMonthsBack = 6;

    // Neither a zone nor a month added takes a date between these years out of what a date can be.
    private const int FirstYear = 2000;
    private const int LastYear = 9000;

    // A month of any length, and the hours that its ends may be off.
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(32);
    private static readonly TimeSpan UsualRange = TimeSpan.FromDays(31);

    private static readonly string[] DateFormats = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    /// <summary>Reads a query.</summary>
    /// <returns>What is wanted, or what is wrong with it.</returns>
    public static (AccountCallQuery? Query, ExotelError? Error) Read(Account account, IQueryCollection query, DateTimeOffset now)
    {
        if (!TryReadDates(account, query["DateCreated"].ToString(), now, out DateTimeOffset from, out DateTimeOffset to))
        {
            return (null, ExotelError.Invalid("DateCreated", "gte:YYYY-MM-DD HH:mm:ss;lte:YYYY-MM-DD HH:mm:ss, at most a month, within the last six"));
        }

        if (!TryReadRange(query["Duration"].ToString(), out decimal? leastDuration, out decimal? mostDuration))
        {
            return (null, ExotelError.Invalid("Duration", "gte:SECONDS;lte:SECONDS"));
        }

        if (!TryReadRange(query["Price"].ToString(), out decimal? leastPrice, out decimal? mostPrice))
        {
            return (null, ExotelError.Invalid("Price", "gte:AMOUNT;lte:AMOUNT"));
        }

        if (!TryReadOrder(query["SortBy"].ToString(), out bool ascending))
        {
            return (null, ExotelError.Invalid("SortBy", "DateCreated:asc and DateCreated:desc are known"));
        }

        string size = query["PageSize"].ToString();
        int pageSize = UsualPageSize;
        if (size.Length > 0 && (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out pageSize) || pageSize is < 1 or > LargestPage))
        {
            return (null, ExotelError.Invalid("PageSize", $"1 to {LargestPage}"));
        }

        if (!TryReadCursor(query["After"].ToString(), out CallPosition? after))
        {
            return (null, ExotelError.Invalid("After"));
        }

        if (!TryReadCursor(query["Before"].ToString(), out CallPosition? before) || (before is not null && after is not null))
        {
            return (null, ExotelError.Invalid("Before"));
        }

        ImmutableArray<string> sids = List(query["Sid"].ToString());
        if (sids.Length > MostSids)
        {
            return (null, ExotelError.Invalid("Sid", $"at most {MostSids}"));
        }

        return (new AccountCallQuery
        {
            Account = account.Sid,
            Ids = [.. sids.Select(sid => Sid.TryParseCall(sid, out CallId id) ? id : default)],
            From = from,
            To = to,
            Callers = List(query["From"].ToString()),
            Callees = List(query["To"].ToString()),
            Numbers = List(query["PhoneNumber"].ToString()),
            Statuses = List(query["Status"].ToString()),
            Directions = List(query["Direction"].ToString()),
            LeastDuration = leastDuration is { } least ? (int)Math.Ceiling(least) : null,
            MostDuration = mostDuration is { } most ? (int)Math.Floor(most) : null,
            LeastPrice = leastPrice,
            MostPrice = mostPrice,
            Ascending = ascending,
            After = after,
            Before = before,
            PageSize = pageSize,
        }, null);
    }

    /// <summary>True if a call that is there is among the wanted ones. It has neither a duration nor a price yet.</summary>
    public static bool Matches(AccountCallQuery query, CallView call)
        => (query.Ids.IsEmpty || query.Ids.Contains(call.Id))
            && call.StartedAt >= query.From && call.StartedAt <= query.To
            && (query.Callers.IsEmpty || query.Callers.Contains(call.From))
            && (query.Callees.IsEmpty || query.Callees.Contains(call.To))
            && (query.Numbers.IsEmpty || query.Numbers.Contains(call.ExoPhone))
            && (query.Statuses.IsEmpty || query.Statuses.Contains(call.Status))
            && (query.Directions.IsEmpty || query.Directions.Contains(call.Direction))
            && query is { LeastDuration: null, MostDuration: null, LeastPrice: null, MostPrice: null };

    private static ImmutableArray<string> List(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static bool TryReadDates(Account account, string text, DateTimeOffset now, out DateTimeOffset from, out DateTimeOffset to)
    {
        (from, to) = (default, default);
        DateTimeOffset? least = null;
        DateTimeOffset? most = null;
        foreach ((string bound, string value) in Bounds(text))
        {
            // A plus sign in a query is a blank; some clients leave it in.
            if (!DateTime.TryParseExact(value.Replace('+', ' '), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
                || local.Year is < FirstYear or > LastYear)
            {
                return false;
            }

            var moment = new DateTimeOffset(local, account.TimeZone.GetUtcOffset(local));
            switch (bound)
            {
                case "gte":
                    least = moment;
                    break;
                case "lte":
                    most = moment;
                    break;
                default:
                    return false;
            }
        }

        to = most ?? (least is { } begin && begin + UsualRange < now ? begin + UsualRange : now);
        from = least ?? to - UsualRange;
        return from <= to && to - from <= LongestRange && from >= now.AddMonths(-MostMonthsBack).AddDays(-1);
    }

    private static bool TryReadRange(string text, out decimal? least, out decimal? most)
    {
        (least, most) = (null, null);
        foreach ((string bound, string value) in Bounds(text))
        {
            if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) || number > int.MaxValue)
            {
                return false;
            }

            switch (bound)
            {
                case "gte":
                    least = number;
                    break;
                case "lte":
                    most = number;
                    break;
                case "":
                    (least, most) = (number, number);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static IEnumerable<(string Bound, string Value)> Bounds(string text)
        => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            bool isBound = part.StartsWith("gte:", StringComparison.OrdinalIgnoreCase) || part.StartsWith("lte:", StringComparison.OrdinalIgnoreCase);
            return isBound ? (part[..3].ToLowerInvariant(), part[4..].Trim()) : ("", part);
        });

    private static bool TryReadOrder(string text, out bool ascending)
    {
        ascending = text.Equals("DateCreated:asc", StringComparison.OrdinalIgnoreCase);
        return ascending || text.Length == 0 || text.Equals("DateCreated:desc", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryReadCursor(string text, out CallPosition? position)
    {
        position = null;
        if (text.Length == 0)
        {
            return true;
        }

        bool isRead = CallCursor.TryParse(text, out CallPosition read);
        position = read;
        return isRead;
    }
}
