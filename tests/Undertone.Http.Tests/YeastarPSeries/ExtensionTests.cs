using System.Text.Json;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class ExtensionTests : IAsyncLifetime
{
    private const string Done = """{"errcode":0,"errmsg":"SUCCESS"}""";
    private const string NotFound = """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""";

    private PSeriesApp _app = null!;

    public async Task InitializeAsync() => _app = await PSeriesApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task List_ShowsEveryExtension_InTheDocumentedShape()
    {
        _app.Engine.SetStatus(new ExtensionStatus("2000", ExtensionState.Busy, ["192.0.2.7"]));

        string answer = await _app.GetAsync("extension/list?page=1&page_size=50&sort_by=number&order_by=asc");

        using JsonDocument document = JsonDocument.Parse(answer);
        Assert.Equal(5, document.RootElement.GetProperty("total_number").GetInt32());
        Assert.StartsWith("""{"errcode":0,"errmsg":"SUCCESS","total_number":5,"data":[{""", answer, StringComparison.Ordinal);
        Assert.Equal(
            """{"id":1,"number":"2000","caller_id_name":"Agent 2000","role_name":"","email_addr":"","mobile_number":"","presence_status":"available","custom_presence_status":"","online_status":{"sip_phone":{"status":1,"ext_dev_type":"sip","status_list":[{"status":1,"ip":"192.0.2.7"}]},"linkus_desktop":{"status":0,"ext_dev_type":"linkusdesktop"},"linkus_mobile":{"status":0,"ext_dev_type":"linkusmobile"},"linkus_web":{"status":0,"ext_dev_type":"linkusweb"}}}""",
            document.RootElement.GetProperty("data")[1].GetRawText());
        Assert.Equal(
            """{"status":0,"ext_dev_type":"sip","status_list":[]}""",
            document.RootElement.GetProperty("data")[0].GetProperty("online_status").GetProperty("sip_phone").GetRawText());
    }

    [Theory]
    [InlineData("", "2000,2001,2005,1005,2008")]
    [InlineData("?sort_by=number", "1005,2000,2001,2005,2008")]
    [InlineData("?sort_by=number&order_by=desc", "2008,2005,2001,2000,1005")]
    [InlineData("?sort_by=caller_id_name", "1005,2000,2001,2005,2008")]
    [InlineData("?sort_by=id&order_by=desc", "2008,1005,2005,2001,2000")]
    [InlineData("?sort_by=email_addr&page_size=2", "2000,2001")]
    [InlineData("?sort_by=mobile_number&page_size=2&page=3", "2008")]
    [InlineData("?sort_by=presence_status", "1005,2000,2001,2005,2008")]
    [InlineData("?page=2&page_size=2", "2005,1005")]
    [InlineData("?page=4&page_size=2", "")]
    [InlineData("?page=2", "")]
    [InlineData("?page=2147483647&page_size=2147483647", "")]
    [InlineData("?page_size=2147483647&colour=red", "2000,2001,2005,1005,2008")]
    public async Task List_SortsAndPages(string query, string numbers)
    {
        using JsonDocument document = JsonDocument.Parse(await _app.GetAsync("extension/list" + query));

        Assert.Equal(5, document.RootElement.GetProperty("total_number").GetInt32());
        Assert.Equal(
            numbers, string.Join(',', document.RootElement.GetProperty("data").EnumerateArray().Select(e => e.GetProperty("number").GetString())));
    }

    [Theory]
    [InlineData("page=0", "page", "0")]
    [InlineData("page=-1", "page", "-1")]
    [InlineData("page=one", "page", "one")]
    [InlineData("page_size=99999999999", "page_size", "99999999999")]
    [InlineData("sort_by=colour", "sort_by", "colour")]
    [InlineData("order_by=up", "order_by", "up")]
    public async Task List_WrongParameter_IsNamed(string query, string field, string value)
        => Assert.Equal(
            $$"""{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"{{field}}","value":"{{value}}"}]}""",
            await _app.GetAsync("extension/list?" + query));

    [Theory]
    [InlineData("id=5")]
    [InlineData("number=2008")]
    [InlineData("id=5&number=2008")]
    public async Task Get_ByIdOrNumber_ShowsTheMonitoringFields(string query)
    {
        using JsonDocument document = JsonDocument.Parse(await _app.GetAsync("extension/get?" + query));

        Assert.Equal(
            """{"id":5,"type":"SIP","number":"2008","caller_id_name":"Sue Supervisor","first_name":"Sue","last_name":"Supervisor","role_name":"","email_addr":"","mobile_number":"","presence_status":"available","custom_presence_status":"","online_status":{"sip_phone":{"status":0,"ext_dev_type":"sip","status_list":[]},"linkus_desktop":{"status":0,"ext_dev_type":"linkusdesktop"},"linkus_mobile":{"status":0,"ext_dev_type":"linkusmobile"},"linkus_web":{"status":0,"ext_dev_type":"linkusweb"}},"caller_id":"2008","reg_name":"2008","concurrent_registrations":0,"allowbeingmonitored":"off","monitormode":"Extensive"}""",
            document.RootElement.GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("id=99", NotFound)]
    [InlineData("number=9999", NotFound)]
    [InlineData("id=5&number=2000", NotFound)]
    [InlineData("", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"id","validation_type":"required"}]}""")]
    [InlineData("id=five", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"id","value":"five"}]}""")]
    public async Task Get_WrongRequests(string query, string answer) => Assert.Equal(answer, await _app.GetAsync("extension/get?" + query));

    [Theory]
    [InlineData("\"off\"", false)]
    [InlineData("\"on\"", true)]
    [InlineData("\"OFF\"", false)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public async Task Update_AllowBeingMonitored_TakesEverySpelling(string value, bool expected)
    {
        await _app.Extensions.ChangeAsync("2000", e => e with { AllowBeingMonitored = !expected }, CancellationToken.None);

        Assert.Equal(Done, await _app.PostAsync("extension/update", $$"""{"number":"2000","allowbeingmonitored":{{value}}}"""));

        Assert.Equal(expected, Extension("2000").AllowBeingMonitored);
    }

    [Theory]
    [InlineData("Disabled", MonitorRight.Disabled, "Disabled")]
    [InlineData("Disable", MonitorRight.Disabled, "Disabled")]
    [InlineData("Extensive", MonitorRight.Extensive, "Extensive")]
    [InlineData("Listen", MonitorRight.Listen, "Listen")]
    [InlineData("whisper", MonitorRight.Whisper, "Whisper")]
    [InlineData("Barge", MonitorRight.Barge, "Barge-in")]
    [InlineData("Barge-in", MonitorRight.Barge, "Barge-in")]
    public async Task Update_MonitorMode_TakesEverySpelling_AndIsReadBackInTheVendors(string value, MonitorRight right, string readBack)
    {
        Assert.Equal(Done, await _app.PostAsync("extension/update", $$"""{"id":1,"monitormode":"{{value}}"}"""));

        Assert.Equal(right, Extension("2000").MonitorRight);
        Assert.Contains($"\"monitormode\":\"{readBack}\"", await _app.GetAsync("extension/get?id=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_ChangesNamesMailAndMobile_AndIgnoresWhatItDoesNotKnow()
    {
        Assert.Equal(Done, await _app.PostAsync(
            "extension/update",
            """{"id":1,"number":"2000","first_name":"Änne","last_name":"von der Au","email_addr":"a@example.org","mobile_number":"+49 170 1","role_id":0,"presence_list":[{"a":1}]}"""));

        Extension extension = Extension("2000");
        Assert.Equal("Änne von der Au", extension.Name);
        Assert.Equal("a@example.org", extension.Email);
        Assert.Equal("+49 170 1", extension.MobileNumber);
        Assert.True(extension.AllowBeingMonitored);
        Assert.Contains("\"first_name\":\"Änne\",\"last_name\":\"von der Au\"", await _app.GetAsync("extension/get?id=1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":1,"caller_id_name":"New Name"}""", "New Name")]
    [InlineData("""{"id":1,"caller_id_name":"New Name","first_name":"Agent","last_name":"2000"}""", "New Name")]
    [InlineData("""{"id":1,"caller_id_name":"Agent 2000","first_name":"New","last_name":"2000"}""", "New 2000")]
    [InlineData("""{"id":1,"last_name":""}""", "Agent")]
    [InlineData("""{"id":1,"first_name":null}""", "Agent 2000")]
    public async Task Update_OfOneFormOfTheName_IsTheOneMeant(string body, string name)
    {
        Assert.Equal(Done, await _app.PostAsync("extension/update", body));

        Assert.Equal(name, Extension("2000").Name);
    }

    [Theory]
    [InlineData("""{"number":"2000","allowbeingmonitored":"perhaps"}""", """[{"field":"allowbeingmonitored","value":"perhaps"}]""")]
    [InlineData("""{"number":"2000","allowbeingmonitored":2}""", """[{"field":"allowbeingmonitored","value":"2"}]""")]
    [InlineData("""{"number":"2000","allowbeingmonitored":1.5}""", """[{"field":"allowbeingmonitored","value":"1.5"}]""")]
    [InlineData("""{"number":"2000","allowbeingmonitored":["on"]}""", """[{"field":"allowbeingmonitored","value":"[\"on\"]"}]""")]
    [InlineData("""{"number":"2000","monitormode":"All"}""", """[{"field":"monitormode","value":"All"}]""")]
    [InlineData("""{"number":"2000","monitormode":1}""", """[{"field":"monitormode","validation_type":"string"}]""")]
    [InlineData("""{"number":"2000","first_name":5,"monitormode":"Listen"}""", """[{"field":"first_name","validation_type":"string"}]""")]
    [InlineData("""{"number":"2000","first_name":"a\u0000b"}""", """[{"field":"first_name","value":"a\u0000b"}]""")]
    [InlineData("""{"number":"2000","email_addr":"nobody"}""", """[{"field":"email_addr","value":"nobody"}]""")]
    [InlineData("""{"number":"2000","email_addr":"a@b@c"}""", """[{"field":"email_addr","value":"a@b@c"}]""")]
    [InlineData("""{"number":"2000","mobile_number":"01234567890123456789012345678901"}""", """[{"field":"mobile_number","value":"01234567890123456789012345678901"}]""")]
    [InlineData("""{"number":2000,"monitormode":"Listen"}""", """[{"field":"number","validation_type":"string"}]""")]
    [InlineData("""{"id":"1","monitormode":"Listen"}""", """[{"field":"id","validation_type":"integer"}]""")]
    [InlineData("""{"id":1e99,"monitormode":"Listen"}""", """[{"field":"id","validation_type":"integer"}]""")]
    [InlineData("""{"monitormode":"Listen"}""", """[{"field":"id","validation_type":"required"}]""")]
    [InlineData("""{"id":1,"number":"2099"}""", """[{"field":"number","value":"2099"}]""")]
    public async Task Update_WrongFields_AreNamed_AndNothingChanges(string body, string wrong)
    {
        Extension before = Extension("2000");
        int writes = _app.ExtensionStore.Writes;

        Assert.Equal(
            "{\"errcode\":40002,\"errmsg\":\"PARAMETER ERROR\",\"invalid_param_list\":" + wrong + "}",
            await _app.PostAsync("extension/update", body));

        Assert.Equal(before, Extension("2000"));
        Assert.Equal(writes, _app.ExtensionStore.Writes);
    }

    [Theory]
    [InlineData("""{"id":99,"monitormode":"Listen"}""")]
    [InlineData("""{"number":"9999","monitormode":"Listen"}""")]
    public async Task Update_OfAnUnknownExtension_Gets60001(string body) => Assert.Equal(NotFound, await _app.PostAsync("extension/update", body));

    [Fact]
    public async Task Update_ThatCannotBeStored_GetsMinus2_AndChangesNothing()
    {
        _app.ExtensionStore.Fault = new IOException("disk full");

        Assert.Equal(
            """{"errcode":-2,"errmsg":"INTERNAL SERVER ERROR"}""",
            await _app.PostAsync("extension/update", """{"number":"2000","monitormode":"Listen"}"""));
        Assert.Equal(MonitorRight.Disabled, Extension("2000").MonitorRight);
    }

    private Extension Extension(string number) => _app.Extensions.TryGet(number, out Extension? extension) ? extension : throw new KeyNotFoundException(number);
}
