using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Undertone.Http.Exotel;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Calls;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Tests.Exotel.Units;

/// <summary>What a list of calls can be narrowed down by.</summary>
public sealed class CallFilterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CallId Id = new(1767268740, 7);

    [Fact]
    public void Without_filters_the_last_month_is_wanted_the_newest_first()
    {
        AccountCallQuery query = Read("");
        Assert.Equal(("small", Now.AddDays(-31), Now, false, 50), (query.Account, query.From, query.To, query.Ascending, query.PageSize));
        Assert.True(query.Ids.IsEmpty && query.Callers.IsEmpty && query.Callees.IsEmpty && query.Numbers.IsEmpty && query.Statuses.IsEmpty && query.Directions.IsEmpty);
        Assert.Null(query.After ?? query.Before);
    }

    [Theory]
    [InlineData("gte:2025-12-20 10:00:00;lte:2025-12-21 10:00:00", "2025-12-20 04:30:00", "2025-12-21 04:30:00")]
    [InlineData("gte:2025-12-20%2010:00:00%3Blte:2025-12-21%2010:00:00", "2025-12-20 04:30:00", "2025-12-21 04:30:00")]
    [InlineData("gte:2025-12-20+10:00:00", "2025-12-20 04:30:00", "2026-01-01 12:00:00")]
    [InlineData("gte:2025-12-20%2B10:00:00", "2025-12-20 04:30:00", "2026-01-01 12:00:00")]
    [InlineData("gte:2025-10-01", "2025-09-30 18:30:00", "2025-10-31 18:30:00")]
    [InlineData("lte:2025-12-31T10:00:00", "2025-11-30 04:30:00", "2025-12-31 04:30:00")]
    [InlineData("LTE:2025-12-31 10:00;GTE:2025-12-31", "2025-12-30 18:30:00", "2025-12-31 04:30:00")]
    public void Dates_are_in_the_accounts_zone_and_an_open_end_is_a_month_away(string dates, string from, string to)
    {
        AccountCallQuery query = Read($"DateCreated={dates}");
        Assert.Equal((from, to), (Text(query.From), Text(query.To)));
    }

    [Theory]
    [InlineData("DateCreated=yesterday", "DateCreated")]
    [InlineData("DateCreated=2025-12-20 10:00:00", "DateCreated")]
    [InlineData("DateCreated=gte:2025-12-21;lte:2025-12-20", "DateCreated")]
    [InlineData("DateCreated=gte:2025-11-01;lte:2025-12-31", "DateCreated")]
    [InlineData("DateCreated=gte:2025-06-01;lte:2025-06-02", "DateCreated")]
    [InlineData("DateCreated=gt:2025-12-20", "DateCreated")]
    [InlineData("DateCreated=gte:0001-01-01", "DateCreated")]
    [InlineData("DateCreated=lte:0001-01-01", "DateCreated")]
    [InlineData("DateCreated=gte:9999-12-31 23:59:59", "DateCreated")]
    [InlineData("DateCreated=lte:9999-12-31", "DateCreated")]
    [InlineData("Duration=-1", "Duration")]
    [InlineData("Duration=gte:x", "Duration")]
    [InlineData("Duration=2147483648", "Duration")]
    [InlineData("Price=gt:1", "Price")]
    [InlineData("Price=1,5", "Price")]
    [InlineData("SortBy=Price:asc", "SortBy")]
    [InlineData("PageSize=0", "PageSize")]
    [InlineData("PageSize=101", "PageSize")]
    [InlineData("PageSize=-1", "PageSize")]
    [InlineData("After=x", "After")]
    [InlineData("Before=x", "Before")]
    public void A_wrong_filter_is_named(string query, string named) => Assert.StartsWith($"Invalid parameter: {named} ", Refuse(query).Message, StringComparison.Ordinal);

    [Fact]
    public void A_page_is_after_a_call_or_before_one()
    {
        var position = new CallPosition(Now.AddDays(-1), Id);
        string cursor = CallCursor.Of(position);
        Assert.Equal(position, Read($"After={cursor}").After);
        Assert.Equal(position, Read($"Before={cursor}").Before);
        Assert.StartsWith("Invalid parameter: Before", Refuse($"Before={cursor}&After={cursor}").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_filter_is_read()
    {
        AccountCallQuery query = Read(
            $"Sid={Sid.Of(Id)},nonsense&From=2000,2001&To=0905&Status=completed,busy&Direction=inbound&PhoneNumber=0803&Duration=gte:10;lte:20&Price=1.5"
            + "&PageSize=100&SortBy=datecreated:ASC");
        Assert.Equal([Id, default(CallId)], query.Ids.ToArray());
        Assert.Equal(["2000", "2001"], query.Callers.ToArray());
        Assert.Equal(["0905"], query.Callees.ToArray());
        Assert.Equal(["completed", "busy"], query.Statuses.ToArray());
        Assert.Equal(["inbound"], query.Directions.ToArray());
        Assert.Equal(["0803"], query.Numbers.ToArray());
        Assert.Equal((10, 20, 1.5m, 1.5m), (query.LeastDuration, query.MostDuration, query.LeastPrice, query.MostPrice));
        Assert.Equal((100, true), (query.PageSize, query.Ascending));
    }

    [Theory]
    [InlineData("gte:1.5;lte:2.5", 2, 2)]
    [InlineData("gte:1.5", 2, null)]
    [InlineData("lte:1.5", null, 1)]
    public void A_duration_between_two_seconds_leaves_out_what_is_outside(string range, int? least, int? most)
    {
        AccountCallQuery query = Read($"Duration={range}");
        Assert.Equal((least, most), (query.LeastDuration, query.MostDuration));
    }

    [Fact]
    public void At_most_a_hundred_sids_are_taken()
    {
        string list(int count) => "Sid=" + string.Join(',', Enumerable.Repeat(Sid.Of(Id), count));
        Assert.Equal(100, Read(list(100)).Ids.Length);
        Assert.StartsWith("Invalid parameter: Sid", Refuse(list(101)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("Status=in-progress&From=2000&To=09052161119&Direction=outbound-dial", true)]
    [InlineData("Status=completed", false)]
    [InlineData("From=2001", false)]
    [InlineData("To=2001", false)]
    [InlineData("Direction=inbound", false)]
    [InlineData("PhoneNumber=08030752400", false)]
    [InlineData("Sid=nonsense", false)]
    [InlineData("Duration=gte:0", false)]
    [InlineData("Price=lte:5", false)]
    [InlineData("DateCreated=lte:2025-12-31", false)]
    public void A_live_call_is_wanted_or_not(string query, bool wanted)
    {
        CallSnapshot call = ExotelSamples.Answered() with { Id = Id, StartedAt = Now.AddMinutes(-1) };
        Assert.Equal(wanted, CallFilter.Matches(Read(query), CallView.Of(ExotelWorld.Small, call, placed: null)));
    }

    private static AccountCallQuery Read(string query)
    {
        (AccountCallQuery? read, ExotelError? error) = Parse(query);
        Assert.Null(error?.Message);
        return read!;
    }

    private static ExotelError Refuse(string query)
    {
        ExotelError? error = Parse(query).Error;
        Assert.Equal((400, false), (error!.Number, error.IsCode));
        return error;
    }

    private static (AccountCallQuery? Query, ExotelError? Error) Parse(string query)
        => CallFilter.Read(ExotelWorld.Small, new QueryCollection(QueryHelpers.ParseQuery(query)), Now);

    private static string Text(DateTimeOffset? moment) => (ExotelWorld.Small with { TimeZone = TimeZoneInfo.Utc }).Date(moment!.Value);
}
