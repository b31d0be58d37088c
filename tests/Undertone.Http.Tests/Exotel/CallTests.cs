using System.Text.Json.Nodes;
using Undertone.Http.Exotel;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Tests.Exotel;

/// <summary>Calls: placed, shown, listed and found again after their end.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private ExotelApp _app = null!;

    public async Task InitializeAsync() => _app = await ExotelApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_call_is_placed_and_answered_with_every_field_in_its_order()
    {
        ExotelApp.Answer answer = await _app.SendAsync(
            "POST", "/Calls/connect.json", "From=2000&To=0905%202161119&CallerId=%2B918030752400&CallType=trans&TimeLimit=60&TimeOut=20&CustomField=x&MaxRetries=1");

        JsonObject call = JsonNode.Parse(answer.Body)!["Call"]!.AsObject();
        Assert.Equal(
            [
                "Sid", "ParentCallSid", "DateCreated", "DateUpdated", "AccountSid", "To", "From", "PhoneNumberSid", "Status", "StartTime", "EndTime", "Duration", "Price",
                "Direction", "AnsweredBy", "ForwardedFrom", "CallerName", "Uri", "RecordingUrl", "SubResourceUris",
            ],
            call.Select(field => field.Key));
        string sid = Sid.Of(new CallId(1650094666, 549));
        Assert.Equal(
            (sid, "09052161119", "2000", ExotelApp.ExoPhone, "in-progress", "outbound-api", $"/v1/Accounts/acme/Calls/{sid}.json/Legs"),
            ((string)call["Sid"]!, (string)call["To"]!, (string)call["From"]!, (string)call["PhoneNumberSid"]!, (string)call["Status"]!, (string)call["Direction"]!, (string)call["SubResourceUris"]!["Legs"]!));
        Assert.Null(call["EndTime"]);
        PlaceCall command = Assert.IsType<PlaceCall>(Assert.Single(_app.Engine.Commands));
        Assert.Equal(
            ("2000", "09052161119", false, true, ExotelApp.ExoPhone, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)),
            (command.Caller, command.Callee, command.AutoAnswer, command.CallerMayBeOutside, command.ShownNumber, command.RingTimeout, command.TimeLimit));

        ExotelApp.Answer xml = await _app.SendAsync("POST", "/Calls/connect", "From=2000&To=2001");
        Assert.Contains("<TwilioResponse><Call><Sid>", xml.Body, StringComparison.Ordinal);
        Assert.Contains("<EndTime />", xml.Body, StringComparison.Ordinal);
        Assert.Contains("<SubResourceUris><Legs>/v1/Accounts/acme/Calls/", xml.Body, StringComparison.Ordinal);

        // The engine has not shown it yet, and no record is stored: it is found all the same.
        Assert.Equal(200, (await _app.SendAsync("GET", $"/Calls/{sid}.json?details=true")).Status);
    }

    [Theory]
    [InlineData("To=2001", "From")]
    [InlineData("From=2000", "To")]
    [InlineData("From=2000&Url=http://my.exotel.com/flow", "flows")]
    [InlineData("From=2000&To=2001&CallerId=0999", "CallerId")]
    [InlineData("From=2000&To=2001&TimeLimit=14401", "TimeLimit")]
    [InlineData("From=2000&To=2001&TimeLimit=0", "TimeLimit")]
    [InlineData("From=2000&To=2001&TimeOut=abc", "TimeOut")]
    [InlineData("From=2000&To=2001&StatusCallback=//host/path", "StatusCallback")]
    public async Task A_call_that_cannot_be_placed_is_a_400_that_names_the_parameter(string body, string named)
    {
        ExotelApp.Answer answer = await _app.SendAsync("POST", "/Calls/connect.json", body);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith("{\"RestException\":{\"Status\":400,\"Code\":400,\"Message\":\"Invalid parameter: ", answer.Body, StringComparison.Ordinal);
        Assert.Contains(named, answer.Body, StringComparison.Ordinal);
        Assert.Empty(_app.Engine.Commands);
    }

    [Theory]
    [InlineData(Refusal.NumberNotFound, 400)]
    [InlineData(Refusal.Overloaded, 503)]
    public async Task A_refusal_of_the_engine_is_told(Refusal refusal, int status)
    {
        _app.Engine.Refuse = refusal;
        Assert.Equal(status, (await _app.SendAsync("POST", "/Calls/connect", "From=2000&To=2001")).Status);
    }

    [Fact]
    public async Task An_ended_call_is_shown_with_price_duration_and_details_and_its_supervisor_apart()
    {
        CallSnapshot call = ExotelSamples.Answered();
        DateTimeOffset end = Samples.Start.AddSeconds(70);
        _app.End(call, end, ExotelMonitors.Ended(call.Id, 0x13, Samples.Start.AddSeconds(20), Samples.Start.AddSeconds(50)));
        await Eventually.TrueAsync(() => _app.Host.Outbox.Batches.Any(batch => batch.AccountCalls.Count > 0), "the call is stored");

        string sid = Sid.Of(call.Id);
        JsonNode shown = JsonNode.Parse((await _app.SendAsync("GET", $"/Calls/{sid}.json?details=true")).Body)!["Call"]!;
        Assert.Equal(
            ("completed", "66", "2.000", "2022-04-27 16:35:46"), ((string)shown["Status"]!, (string)shown["Duration"]!, (string)shown["Price"]!, (string)shown["EndTime"]!));
        Assert.Equal(
            """{"ConversationDuration":66,"Leg1Status":"completed","Leg2Status":"completed","Legs":[{"Leg":{"Id":1,"OnCallDuration":66}},{"Leg":{"Id":2,"OnCallDuration":66}}]}""",
            shown["Details"]!.ToJsonString());

        JsonNode legs = JsonNode.Parse((await _app.SendAsync("GET", $"/Calls/{sid}/Legs.json")).Body)!;
        Assert.Equal("""{"Total":3,"Count":3}""", legs["MetaData"]!.ToJsonString());
        Assert.Equal(["outbound", "outbound-dial", "monitor"], legs["legs"]!.AsArray().Select(leg => (string)leg!["Origin"]!));
        Assert.Equal(("30", "0.500", "barge"), ((string)legs["legs"]![2]!["OnCallDuration"]!, (string)legs["legs"]![2]!["Price"]!, (string)legs["legs"]![2]!["LastAction"]!));
    }

    [Theory]
    [InlineData("PageSize=101", "PageSize")]
    [InlineData("PageSize=0", "PageSize")]
    [InlineData("SortBy=Price:asc", "SortBy")]
    [InlineData("DateCreated=gte:yesterday", "DateCreated")]
    [InlineData("DateCreated=gte:2026-01-01%2000:00:00;lte:2026-06-01%2000:00:00", "DateCreated")]
    [InlineData("DateCreated=gte:1999-01-01%2000:00:00", "DateCreated")]
    [InlineData("Duration=long", "Duration")]
    [InlineData("Price=gte:a", "Price")]
    [InlineData("After=x", "After")]
    [InlineData("Before=x", "Before")]
    public async Task A_wrong_filter_is_a_400_that_names_it(string query, string named)
    {
        ExotelApp.Answer answer = await _app.SendAsync("GET", $"/Calls.json?{query}");
        Assert.Equal(400, answer.Status);
        Assert.Contains($"Invalid parameter: {named}", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_listed_page_by_page_with_those_that_are_there()
    {
        DateTimeOffset now = _app.Host.Clock.GetUtcNow();
        for (int i = 1; i <= 5; i++)
        {
            CallSnapshot call = ExotelSamples.Answered() with { Id = new CallId(now.ToUnixTimeSeconds(), i), StartedAt = now.AddMinutes(-i) };
            _app.End(call, now);
        }

        _app.Engine.Put(ExotelSamples.Answered() with { Id = new CallId(now.ToUnixTimeSeconds(), 9), StartedAt = now });
        await Eventually.TrueAsync(() => _app.Host.Outbox.Batches.Sum(batch => batch.AccountCalls.Count) == 5, "the calls are stored");

        List<string> statuses = [];
        List<string> seen = [];
        string? next = "/v1/Accounts/acme/Calls.json?PageSize=2";
        while (next is not null)
        {
            JsonNode page = JsonNode.Parse((await _app.SendRawAsync("GET", next, credentials: $"{ExotelApp.Key}:{ExotelApp.Token}")).Body)!;
            Assert.Equal(6, (int)page["Metadata"]!["Total"]!);
            seen.AddRange(page["Calls"]!.AsArray().Select(call => (string)call!["Sid"]!));
            statuses.AddRange(page["Calls"]!.AsArray().Select(call => (string)call!["Status"]!));
            next = (string?)page["Metadata"]!["NextPageUri"];
        }

        Assert.Equal(new long[] { 9, 1, 2, 3, 4, 5 }.Select(i => Sid.Of(new CallId(now.ToUnixTimeSeconds(), i))), seen);
        Assert.Equal("in-progress", statuses[0]);
        ExotelApp.Answer xml = await _app.SendAsync("GET", "/Calls?Status=in-progress");
        Assert.Contains("<Metadata><Total>1</Total>", xml.Body, StringComparison.Ordinal);
        Assert.Contains("<Calls><Call><Sid>", xml.Body, StringComparison.Ordinal);
    }
}
