using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Exotel;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Transport;

namespace Undertone.Http.Tests.Exotel.Units;

/// <summary>How answers and errors are written, and the budget that goes with them.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData(false, false, "<Status>404</Status><Code>404</Code><Message>gone</Message>", """{"Status":404,"Code":404,"Message":"gone"}""")]
    [InlineData(false, true, "<Code>404</Code><Status>404</Status><Message>gone</Message>", """{"Code":404,"Status":404,"Message":"gone"}""")]
    [InlineData(true, false, "<Status>404</Status><Message>gone</Message>", """{"Status":404,"Message":"gone"}""")]
    [InlineData(true, true, "<Code>404</Code><Message>gone</Message>", """{"Code":404,"Message":"gone"}""")]
    public async Task An_error_has_the_documented_number_first_and_strictly_it_alone(bool isStrict, bool isCode, string xml, string json)
    {
        Assert.Equal(
            (404, "application/xml", $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TwilioResponse><RestException>{xml}</RestException></TwilioResponse>"),
            await ErrorAsync(isStrict, isCode, "/v1/Accounts/a/Calls"));
        Assert.Equal((404, "application/json", $$"""{"RestException":{{json}}}"""), await ErrorAsync(isStrict, isCode, "/v1/Accounts/a/Calls.json"));
    }

    [Fact]
    public void Nothing_is_an_empty_element_or_null_and_lists_keep_their_own_form()
    {
        var answer = new Fields
        {
            { "Null", null },
            { "Empty", "" },
            { "Text", "<&>/\u0001é" },
            { "Number", 7 },
            { "Flag", true },
            { "Bare", new Members("Leg", [new Fields { { "Id", 1 } }, new Fields { { "Id", 2 } }]) },
            { "Wrapped", new Members("Leg", [new Fields { { "Id", 1 } }], WrapsInJson: true) },
            { "None", new Members("Leg", []) },
        };

        Assert.Equal(
            """{"Null":null,"Empty":"","Text":"<&>/\u0001é","Number":7,"Flag":true,"Bare":[{"Id":1},{"Id":2}],"Wrapped":[{"Leg":{"Id":1}}],"None":[]}""",
            Encoding.UTF8.GetString(JsonWire.Write(answer)));
        string xml = Encoding.UTF8.GetString(XmlWire.Write(answer));
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TwilioResponse><Null /><Empty></Empty><Text>&lt;&amp;&gt;/", xml, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0001', xml);
        Assert.EndsWith(
            "<Number>7</Number><Flag>true</Flag><Bare><Leg><Id>1</Id></Leg><Leg><Id>2</Id></Leg></Bare><Wrapped><Leg><Id>1</Id></Leg></Wrapped><None /></TwilioResponse>",
            xml,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Each_account_has_its_own_budget_and_a_new_one_after_a_minute()
    {
        var clock = new ManualTimeProvider();
        var budget = new RequestBudget(new ExotelOptions { RequestsPerMinute = 2 }, clock);
        long reset = clock.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds();

        Assert.Equal((true, $"2 1 {reset} "), Take(budget, "small"));
        clock.Advance(TimeSpan.FromSeconds(30.5));
        Assert.Equal((true, $"2 0 {reset} "), Take(budget, "small"));
        Assert.Equal((false, $"2 0 {reset} 30"), Take(budget, "small"));
        Assert.True(Take(budget, "rest").Taken);
        clock.Advance(TimeSpan.FromSeconds(29.5));
        Assert.Equal((true, $"2 1 {reset + 60} "), Take(budget, "small"));
    }

    [Fact]
    public void Without_a_budget_nothing_is_counted_or_told()
        => Assert.Equal((true, "   "), Take(new RequestBudget(new ExotelOptions { RequestsPerMinute = 0 }, new ManualTimeProvider()), "small"));

    private static (bool Taken, string Headers) Take(RequestBudget budget, string account)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        bool taken = budget.TryTake(account == "small" ? ExotelWorld.Small : ExotelWorld.Rest, headers);
        return (taken, $"{headers["X-RateLimit-Limit"]} {headers["X-RateLimit-Remaining"]} {headers["X-RateLimit-Reset"]} {headers.RetryAfter}");
    }

    private static async Task<(int Status, string? Type, string Body)> ErrorAsync(bool isStrict, bool isCode, string path)
    {
        await using ServiceProvider services = new ServiceCollection().AddSingleton(new ExotelOptions { StrictErrors = isStrict }).BuildServiceProvider();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Path = path;
        http.Response.Body = body;
        await new ExotelError(404, "gone", isCode).ExecuteAsync(http);
        return (http.Response.StatusCode, http.Response.ContentType, Encoding.UTF8.GetString(body.ToArray()));
    }
}
