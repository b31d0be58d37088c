using System.Text.Json.Nodes;
using Undertone.Http.Exotel;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Tests.Exotel;

/// <summary>A list of calls: five that have ended, one a minute, and a live one between the third and the fourth. They are numbered from the newest on.</summary>
public sealed class ListTests(ListTests.Server server) : IClassFixture<ListTests.Server>
{
    [Theory]
    [InlineData("", "123L45")]
    [InlineData("SortBy=DateCreated:asc", "54L321")]
    [InlineData("Status=in-progress", "L")]
    [InlineData("Status=completed", "1235")]
    [InlineData("Status=busy,in-progress", "L4")]
    [InlineData("From=2001", "2")]
    [InlineData("From=2001,2000", "123L45")]
    [InlineData("To=09052161119&From=2001", "2")]
    [InlineData("To=nobody", "")]
    [InlineData("Direction=outbound-dial", "123L45")]
    [InlineData("Direction=inbound", "")]
    [InlineData("PhoneNumber=08030752400", "")]
    [InlineData("Duration=gte:57", "1235")]
    [InlineData("Duration=gte:1;lte:56", "")]
    [InlineData("Duration=0", "4")]
    [InlineData("Price=gte:0.5", "1235")]
    [InlineData("Price=0", "4")]
    [InlineData("DateCreated=gte:2026-01-01%2017:26:30;lte:2026-01-01%2017:28:00", "23L")]
    [InlineData("DateCreated=lte:2026-01-01%2017:26:29", "45")]
    [InlineData("Sid={3},{L},nonsense", "3L")]
    [InlineData("sortby=datecreated:ASC&pagesize=2", "54")]
    public async Task A_filter_leaves_the_calls_that_match_in_their_order(string query, string calls)
    {
        foreach ((string name, string sid) in Server.Sids)
        {
            query = query.Replace($"{{{name}}}", sid, StringComparison.Ordinal);
        }

        JsonNode page = await GetAsync($"/v1/Accounts/acme/Calls.json?{query}");
        Assert.Equal(calls, Names(page));
    }

    [Theory]
    [InlineData("PageSize=2", "12|3L|45")]
    [InlineData("PageSize=4", "123L|45")]
    [InlineData("PageSize=3&SortBy=DateCreated:asc", "54L|321")]
    [InlineData("PageSize=1&Status=busy,in-progress", "L|4")]
    [InlineData("PageSize=6", "123L45")]
    public async Task The_addresses_of_pages_lead_through_the_list_and_back(string query, string pages)
    {
        List<string> there = [];
        List<string> back = [];
        JsonNode page = await GetAsync($"/v1/Accounts/acme/Calls.json?{query}");
        Assert.Null(page["Metadata"]!["PrevPageUri"]);
        there.Add(Names(page));
        while ((string?)page["Metadata"]!["NextPageUri"] is { } next)
        {
            page = await GetAsync(next);
            there.Add(Names(page));
        }

        back.Add(Names(page));
        while ((string?)page["Metadata"]!["PrevPageUri"] is { } previous)
        {
            page = await GetAsync(previous);
            back.Insert(0, Names(page));
        }

        Assert.Equal(pages, string.Join('|', there));
        Assert.Equal(pages, string.Join('|', back));
        Assert.Equal(pages.Split('|')[0], Names(await GetAsync((string)page["Metadata"]!["FirstPageUri"]!)));
    }

    [Fact]
    public async Task The_metadata_has_five_fields_and_addresses_of_its_own_form()
    {
        ExotelApp.Answer json = await server.App.SendAsync("GET", "/Calls.json?PageSize=5&Status=completed");
        Assert.StartsWith(
            """{"Metadata":{"Total":4,"PageSize":5,"FirstPageUri":"/v1/Accounts/acme/Calls.json?PageSize=5&Status=completed","PrevPageUri":null,"NextPageUri":null},"Calls":[{"Sid":""",
            json.Body,
            StringComparison.Ordinal);
        ExotelApp.Answer xml = await server.App.SendAsync("GET", "/Calls?PageSize=5&Status=nothing");
        Assert.EndsWith(
            "<TwilioResponse><Metadata><Total>0</Total><PageSize>5</PageSize><FirstPageUri>/v1/Accounts/acme/Calls?PageSize=5&amp;Status=nothing</FirstPageUri>"
            + "<PrevPageUri /><NextPageUri /></Metadata><Calls /></TwilioResponse>",
            xml.Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_account_sees_none_of_them()
    {
        ExotelApp.Answer answer = await server.App.SendRawAsync("GET", "/v1/Accounts/other/Calls.json", credentials: $"o:{ExotelApp.Token}");
        Assert.Contains("\"Total\":0,", answer.Body, StringComparison.Ordinal);
        foreach (string path in (string[])["", "/Legs"])
        {
            Assert.Equal(
                404, (await server.App.SendRawAsync("GET", $"/v1/Accounts/other/Calls/{Server.Sids["1"]}{path}", credentials: $"o:{ExotelApp.Token}")).Status);
        }
    }

    private static string Names(JsonNode page)
        => string.Concat(page["Calls"]!.AsArray().Select(call => Server.Sids.Single(pair => pair.Value == (string)call!["Sid"]!).Key));

    private async Task<JsonNode> GetAsync(string path)
    {
        ExotelApp.Answer answer = await server.App.SendRawAsync("GET", path, credentials: $"{ExotelApp.Key}:{ExotelApp.Token}");
        Assert.Equal(200, answer.Status);
        return JsonNode.Parse(answer.Body)!;
    }

    /// <summary>The server with the calls.</summary>
    public sealed class Server : IAsyncLifetime
    {
        // The clock of the tests stands at this moment, 17:30 in India.
        private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

        internal static IReadOnlyDictionary<string, string> Sids { get; } =
            ((string[])["1", "2", "3", "4", "5", "L"]).Select((name, i) => (name, Sid.Of(IdOf(i + 1)))).ToDictionary();

        internal ExotelApp App { get; private set; } = null!;

        /// <inheritdoc />
        public async Task InitializeAsync()
        {
            App = await ExotelApp.StartAsync();
            for (int i = 1; i <= 5; i++)
            {
                CallSnapshot call = At(i, Now.AddMinutes(-i));
                call = i switch
                {
                    2 => call with { From = "2001" },
                    4 => call with { AnsweredAt = null, Legs = [call.Legs[0] with { AnsweredAt = null }] },
                    _ => call,
                };
                App.End(call, call.StartedAt.AddMinutes(1));
            }

            App.Engine.Put(At(6, Now.AddMinutes(-3.5)));
            await Eventually.TrueAsync(() => App.Host.Outbox.Batches.Sum(batch => batch.AccountCalls.Count) >= 5, "the calls are stored");
        }

        /// <inheritdoc />
        public async Task DisposeAsync() => await App.DisposeAsync();

        private static CallId IdOf(int sequence) => new(Now.ToUnixTimeSeconds(), sequence);

        private static CallSnapshot At(int sequence, DateTimeOffset start)
        {
            CallSnapshot call = ExotelSamples.Answered();
            return call with
            {
                Id = IdOf(sequence),
                StartedAt = start,
                AnsweredAt = start.AddSeconds(4),
                Legs = [.. call.Legs.Select(leg => leg with { StartedAt = start, AnsweredAt = start.AddSeconds(3) })],
            };
        }
    }
}
