using System.Text.Json.Nodes;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarPSeries;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class ExtensionCreateTests : IAsyncLifetime
{
    private const string Sample =
        """
        {"type":"SIP","first_name":"Ann","last_name":"Lee","email_addr":"ann@example.com","mobile_number":"15880260666","user_password":"Yeastar12345",
         "role_id":0,"organization_list":[],"title":"Sales","number":"1011","caller_id":"1011","reg_name":"ann","reg_password":"secret-of-ann",
         "concurrent_registrations":2,"presence_status":"away","presence_list":[],"presence_mobile_prefix":"9","agent_id":"1",
         "allowbeingmonitored":"on","monitormode":"Listen"}
        """;

    private PSeriesApp _app = null!;

    public async Task InitializeAsync() => _app = await PSeriesApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Create_StoresWhatMatters_AndItIsReadBack_ButNoPassword()
    {
        Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS","id":6}""", await _app.PostAsync("extension/create", Sample));

        Extension created = Extension("1011");
        Assert.Equal(SipSecret.FromPassword("ann", "undertone.local", "secret-of-ann"), created.Secret);
        Assert.Equal((MonitorRight.Listen, true), (created.MonitorRight, created.AllowBeingMonitored));
        string answer = await _app.GetAsync("extension/get?number=1011");
        Assert.Contains("\"caller_id_name\":\"Ann Lee\",\"first_name\":\"Ann\",\"last_name\":\"Lee\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"email_addr\":\"ann@example.com\",\"mobile_number\":\"15880260666\",\"presence_status\":\"away\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"caller_id\":\"1011\",\"reg_name\":\"ann\",\"concurrent_registrations\":2", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of-ann", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Yeastar12345", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(created.Secret.Ha1Md5, answer, StringComparison.Ordinal);
        Assert.All(_app.Log.Lines, line => Assert.DoesNotContain("secret-of-ann", line.Text, StringComparison.Ordinal));
        Assert.Contains(_app.Log.Lines, line => line.Id.Id == 5030 && line.Text.Contains("1011", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetPassword_IsNoInterface()
        => Assert.Equal("""{"errcode":10001,"errmsg":"INTERFACE NOT EXISTED"}""", await _app.GetAsync("extension/getpassword?id=1"));

    [Theory]
    [InlineData("type")]
    [InlineData("user_password")]
    [InlineData("number")]
    [InlineData("reg_name")]
    [InlineData("reg_password")]
    [InlineData("concurrent_registrations")]
    [InlineData("presence_status")]
    public async Task Create_RequiredField_IsNamedWhenItIsMissing(string field)
    {
        JsonObject body = JsonNode.Parse(Sample)!.AsObject();
        body.Remove(field);

        Assert.Equal(
            $$"""{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"{{field}}","validation_type":"required"}]}""",
            await _app.PostAsync("extension/create", body.ToJsonString()));
        Assert.False(_app.Extensions.TryGet("1011", out _));
    }

    [Theory]
    [InlineData("type", "\"FXS\"", "\"value\":\"FXS\"")]
    [InlineData("number", "\"12345678\"", "\"value\":\"12345678\"")]
    [InlineData("number", "\"10a1\"", "\"value\":\"10a1\"")]
    [InlineData("number", "1011", "\"validation_type\":\"string\"")]
    [InlineData("caller_id", "\"12345678901234567890123456789012\"", "\"value\":\"12345678901234567890123456789012\"")]
    [InlineData("reg_name", "\"a:b\"", "\"value\":\"a:b\"")]
    [InlineData("reg_name", "\"\"", "\"value\":\"\"")]
    [InlineData("reg_password", "\"seven77\"", "\"validation_type\":\"format\"")]
    [InlineData("user_password", "\"alllowercase1\"", "\"validation_type\":\"format\"")]
    [InlineData("concurrent_registrations", "0", "\"value\":\"0\"")]
    [InlineData("concurrent_registrations", "4", "\"value\":\"4\"")]
    [InlineData("presence_status", "\"asleep\"", "\"value\":\"asleep\"")]
    [InlineData("email_addr", "\"nobody\"", "\"value\":\"nobody\"")]
    [InlineData("monitormode", "\"Everything\"", "\"value\":\"Everything\"")]
    public async Task Create_WrongValue_IsNamed(string field, string value, string shown)
    {
        JsonObject body = JsonNode.Parse(Sample)!.AsObject();
        body[field] = JsonNode.Parse(value);

        Assert.Equal(
            $$"""{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"{{field}}",{{shown}}}]}""",
            await _app.PostAsync("extension/create", body.ToJsonString()));
    }

    [Fact]
    public async Task Create_TakenNumberAndAddress_AreNamedWithTheirHolder()
    {
        await _app.PostAsync("extension/create", Sample);

        Assert.Equal(
            """{"errcode":40003,"errmsg":"DUPLICATE KEY VALUE","submsg":"Extension create fail for duplicate fields","duplicate_field_list":[{"field":"email_addr","value":"ANN@example.com","external_source":"extension","external_source_name":"1011"}]}""",
            await _app.PostAsync("extension/create", With("number", "1012", "email_addr", "ANN@example.com")));
        Assert.Equal(
            """{"errcode":40003,"errmsg":"DUPLICATE KEY VALUE","submsg":"Extension create fail for duplicate fields","duplicate_field_list":[{"field":"number","value":"2000","external_source":"extension","external_source_name":"2000"}]}""",
            await _app.PostAsync("extension/create", With("number", "2000", "email_addr", "")));
    }

    [Fact]
    public async Task Create_UnknownRole_IsRefused()
    {
        JsonObject body = JsonNode.Parse(Sample)!.AsObject();
        body["role_id"] = 7;

        Assert.Equal("""{"errcode":60101,"errmsg":"ROLE NOT EXISTED"}""", await _app.PostAsync("extension/create", body.ToJsonString()));
        Assert.Equal("""{"errcode":60101,"errmsg":"ROLE NOT EXISTED"}""", await _app.PostAsync("extension/update", """{"id":1,"role_id":7}"""));
    }

    [Fact]
    public async Task Create_OneMoreThanAllowed_IsRefused()
    {
        await using PSeriesApp app = await PSeriesApp.StartAsync(new YeastarPSeriesOptions { MaxExtensions = 6 });

        Assert.StartsWith("""{"errcode":0""", await app.PostAsync("extension/create", Sample), StringComparison.Ordinal);
        Assert.Equal(
            """{"errcode":60002,"errmsg":"MAX LIMITATION EXCEEDED"}""", await app.PostAsync("extension/create", With("number", "1012", "email_addr", "")));
    }

    [Fact]
    public async Task Create_StoreFails_IsAFaultOfOurs_AndNothingIsThere()
    {
        _app.ExtensionStore.Fault = new IOException("disk full");

        Assert.Equal("""{"errcode":-2,"errmsg":"INTERNAL SERVER ERROR"}""", await _app.PostAsync("extension/create", Sample));
        Assert.False(_app.Extensions.TryGet("1011", out _));
    }

    [Fact]
    public async Task Update_Password_NeedsNoName_ButAnotherNameNeedsThePassword()
    {
        Assert.Equal(
            """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"reg_password","validation_type":"required"}]}""",
            await _app.PostAsync("extension/update", """{"number":"2000","reg_name":"bob"}"""));
        await _app.PostAsync("extension/update", """{"number":"2000","reg_name":"bob","reg_password":"first-secret"}""");
        Assert.Equal(SipSecret.FromPassword("bob", "undertone.local", "first-secret"), Extension("2000").Secret);

        await _app.PostAsync("extension/update", """{"number":"2000","reg_password":"second-secret"}""");
        Assert.Equal(SipSecret.FromPassword("bob", "undertone.local", "second-secret"), Extension("2000").Secret);

        await _app.PostAsync("extension/update", """{"number":"2000","reg_name":"2000","reg_password":"third-secret"}""");
        Assert.Equal("", Extension("2000").RegistrationName);
        Assert.Equal(SipSecret.FromPassword("2000", "undertone.local", "third-secret"), Extension("2000").Secret);
    }

    [Fact]
    public async Task Update_TakenAddress_IsRefused_AndNothingElseIsChanged()
    {
        await _app.PostAsync("extension/update", """{"number":"2001","email_addr":"one@example.com"}""");

        Assert.Equal(
            """{"errcode":40003,"errmsg":"DUPLICATE KEY VALUE","submsg":"Extension update fail for duplicate fields","duplicate_field_list":[{"field":"email_addr","value":"one@example.com","external_source":"extension","external_source_name":"2001"}]}""",
            await _app.PostAsync("extension/update", """{"number":"2000","email_addr":"one@example.com","mobile_number":"1"}"""));
        Assert.Equal("", Extension("2000").MobileNumber);
        Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS"}""", await _app.PostAsync("extension/update", """{"number":"2001","email_addr":"one@example.com"}"""));
    }

    private static string With(string field, string value, string other, string otherValue)
    {
        JsonObject body = JsonNode.Parse(Sample)!.AsObject();
        body[field] = value;
        body[other] = otherValue;
        return body.ToJsonString();
    }

    private Extension Extension(string number) => _app.Extensions.TryGet(number, out Extension? found) ? found : throw new InvalidOperationException(number);
}
