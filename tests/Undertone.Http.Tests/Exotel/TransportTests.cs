using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Tests.Exotel;

/// <summary>Credentials, forms of bodies and answers, paths, limits.</summary>
public sealed class TransportTests : IAsyncLifetime
{
    private static readonly string Right = $"{ExotelApp.Key}:{ExotelApp.Token}";
    private ExotelApp _app = null!;

    public async Task InitializeAsync() => _app = await ExotelApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("k3y:t0ken", "acme", 200)]
    [InlineData("acme:t0ken", "acme", 200)]
    [InlineData("k3y:t0ken", "ACME", 200)]
    [InlineData("k3y:wrong", "acme", 401)]
    [InlineData("nobody:t0ken", "acme", 401)]
    [InlineData("k3y", "acme", 401)]
    [InlineData(null, "acme", 401)]
    [InlineData("k3y:t0ken", "other", 404)]
    public async Task Credentials_are_asked_for_and_belong_to_the_account_of_the_path(string? credentials, string account, int status)
    {
        ExotelApp.Answer answer = await _app.SendRawAsync("GET", $"/v1/Accounts/{account}.json", credentials: credentials);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 401, answer.Headers.ContainsKey("WWW-Authenticate"));
        Assert.Equal("application/json", answer.ContentType);
    }

    [Theory]
    [InlineData("/v1/Accounts/acme/IncomingPhoneNumbers", null, "application/xml")]
    [InlineData("/v1/Accounts/acme/IncomingPhoneNumbers", "*/*", "application/xml")]
    [InlineData("/v1/Accounts/acme/IncomingPhoneNumbers", "application/json", "application/json")]
    [InlineData("/v1/Accounts/acme/IncomingPhoneNumbers", "application/json, application/xml", "application/xml")]
    [InlineData("/v1/Accounts/acme/IncomingPhoneNumbers", "application/x-www-form-urlencoded", "application/xml")]
    [InlineData("/v1/Accounts/acme/IncomingPhoneNumbers.json", "application/xml", "application/json")]
    [InlineData("/v1/Accounts/acme/IncomingPhoneNumbers.JSON", null, "application/json")]
    [InlineData("/v1/Accounts/acme/IncomingPhoneNumbers.xml", "application/json", "application/xml")]
    [InlineData("/v1/accounts/acme//incomingphonenumbers", null, "application/xml")]
    [InlineData("/v2_beta/Accounts/acme/IncomingPhoneNumbers", null, "application/json")]
    public async Task The_path_and_then_the_accept_header_choose_the_form(string path, string? accept, string contentType)
    {
        ExotelApp.Answer answer = await _app.SendRawAsync("GET", path, credentials: Right, accept: accept);

        Assert.Equal((200, contentType), (answer.Status, answer.ContentType));
        Assert.Contains(ExotelApp.ExoPhone, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "from=2000&TO=2001&CallerID=08030752400&CustomField=a%20b&Unknown=1")]
    [InlineData(null, "From=2000&To=2001&CustomField=a+b")]
    [InlineData(null, """{"From":"2000","To":2001,"CustomField":"a b"}""")]
    [InlineData("application/json; charset=utf-8", """{"From":"2000","To":2001,"CustomField":"a b","CallerId":null,"StatusCallbackEvents":["terminal"],"Nested":{"a":1}}""")]
    [InlineData(
        "multipart/form-data; boundary=\"x y\"",
        "--x y\r\nContent-Disposition: form-data; name=\"From\"\r\n\r\n2000\r\n--x y\r\nContent-Disposition: form-data; name=\"To\"\r\n\r\n2001\r\n--x y--\r\n")]
    public async Task Bodies_of_every_form_are_read(string? contentType, string body)
    {
        Assert.Equal(200, (await _app.SendAsync("POST", "/Calls/connect", body, contentType)).Status);
        PlaceCall command = Assert.IsType<PlaceCall>(_app.Engine.Commands.Last());
        Assert.Equal(("2000", "2001"), (command.Caller, command.Callee));
    }

    [Theory]
    [InlineData("application/json", "{", 400)]
    [InlineData("application/json", "[1]", 400)]
    [InlineData("text/plain", "From=2000&To=2001", 400)]
    [InlineData("multipart/form-data; boundary=x", "--y--", 400)]
    [InlineData("multipart/form-data", "--y--", 400)]
    [InlineData("nonsense", "From=2000&To=2001", 400)]
    public async Task A_body_that_cannot_be_read_is_an_error_and_nothing_is_done(string contentType, string body, int status)
    {
        Assert.Equal(status, (await _app.SendAsync("POST", "/Calls/connect", body, contentType)).Status);
        Assert.Empty(_app.Engine.Commands);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_a_413()
        => Assert.Equal(413, (await _app.SendAsync("POST", "/Calls/connect", $"From=2000&To=2001&CustomField={new string('x', 70_000)}")).Status);

    [Theory]
    [InlineData("GET", "/Nothing.json", 404)]
    [InlineData("GET", "/Calls/connect", 405)]
    [InlineData("DELETE", "/Calls/00", 405)]
    [InlineData("PUT", "/Calls", 405)]
    [InlineData("GET", "/Calls/00", 404)]
    [InlineData("GET", "/Calls/00/Legs", 404)]
    public async Task Unknown_paths_and_methods_have_the_dialects_own_errors(string method, string path, int status)
    {
        ExotelApp.Answer answer = await _app.SendAsync(method, path);

        Assert.Equal(status, answer.Status);
        Assert.Contains("RestException", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_beyond_the_minutes_number_are_refused_until_the_next_minute()
    {
        await using ExotelApp app = await ExotelApp.StartAsync(options => options with { RequestsPerMinute = 2, StrictErrors = true });
        ExotelApp.Answer first = await app.SendAsync("GET", ".json");
        await app.SendAsync("GET", ".json");
        ExotelApp.Answer refused = await app.SendAsync("GET", ".json");
        app.Host.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal((200, "2", "1"), (first.Status, first.Headers["X-RateLimit-Limit"], first.Headers["X-RateLimit-Remaining"]));
        Assert.Equal((429, "60", "0"), (refused.Status, refused.Headers["Retry-After"], refused.Headers["X-RateLimit-Remaining"]));
        Assert.StartsWith("{\"RestException\":{\"Status\":429,\"Message\":", refused.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await app.SendAsync("GET", ".json")).Status);
    }

    [Fact]
    public async Task An_address_that_fails_too_often_is_shut_out_for_a_while_and_others_are_not()
    {
        for (int i = 0; i < 20; i++)
        {
            await _app.SendRawAsync("GET", "/v1/Accounts/acme", credentials: "k3y:wrong", from: "192.0.2.7");
        }

        Assert.Equal(403, (await _app.SendRawAsync("GET", "/v1/Accounts/acme", credentials: Right, from: "192.0.2.7")).Status);
        Assert.Equal(200, (await _app.SendRawAsync("GET", "/v1/Accounts/acme", credentials: Right, from: "192.0.2.8")).Status);
    }

    [Fact]
    public async Task Who_may_not_use_the_dialect_and_everybody_while_it_is_off_gets_403()
    {
        await using ExotelApp off = await ExotelApp.StartAsync(options => options with { IsEnabled = false });
        await using ExotelApp narrow = await ExotelApp.StartAsync(options => options with { AllowedNetworks = [System.Net.IPNetwork.Parse("192.0.2.0/24")] });

        Assert.Equal(403, (await off.SendAsync("GET", "")).Status);
        Assert.Equal(403, (await narrow.SendAsync("GET", "")).Status);
    }

    [Fact]
    public async Task A_defect_is_a_500_of_the_dialect()
    {
        _app.Engine.Fault = new InvalidOperationException("a defect");
        ExotelApp.Answer answer = await _app.SendAsync("POST", "/Calls/connect.json", "From=2000&To=2001");

        Assert.Equal(500, answer.Status);
        Assert.DoesNotContain("a defect", answer.Body, StringComparison.Ordinal);
    }
}
