using System.Text.Json.Nodes;

namespace Undertone.Scenarios.PSeries;

/// <summary>The extension samples, byte for byte.</summary>
[Collection(PSeriesStage.Name)]
public class ExtensionSampleTests(PSeriesStage stage)
{
    private const string Application = "{status:integer,ext_dev_type:string}";

    private const string Online =
        "online_status:{sip_phone:{status:integer,ext_dev_type:string,status_list:[{status:integer,ip:string}]},"
        + $"linkus_desktop:{Application},linkus_mobile:{Application},linkus_web:{Application}}}";

    [Fact]
    public async Task Extension_List_Is_Paged_And_Sorted_As_A_Real_Client_Asks()
    {
        JsonObject answer = await GetAsync("extension/list?page=1&page_size=50&sort_by=number&order_by=asc");
        Assert.Equal("errcode errmsg total_number data", string.Join(' ', answer.Select(member => member.Key)));
        Assert.Equal(15, (int)answer["total_number"]!);
        Assert.Equal(15, answer["data"]!.AsArray().Count);
        Assert.Equal(
            "{id:integer,number:string,caller_id_name:string,role_name:string,email_addr:string,mobile_number:string,"
            + $"presence_status:string,custom_presence_status:string,{Online}}}",
            JsonShape.Of(answer["data"]![0]));
        Assert.Equal(
            """{"status":1,"ext_dev_type":"sip","status_list":[{"status":1,"ip":"127.0.0.1"}]}""",
            answer["data"]![0]!["online_status"]!["sip_phone"]!.ToJsonString());

        JsonObject page = await GetAsync("extension/list?page=3&page_size=7&sort_by=number&order_by=desc");
        Assert.Equal(15, (int)page["total_number"]!);
        Assert.Equal("2000", (string)page["data"]!.AsArray().Single()!["number"]!);
    }

    [Fact]
    public async Task Extension_Get_Shows_One_With_Its_Monitoring_Settings_And_No_Password()
    {
        JsonObject byNumber = await GetAsync("extension/get?number=2000");
        Assert.Equal(
            "{errcode:integer,errmsg:string,data:{id:integer,type:string,number:string,caller_id_name:string,first_name:string,last_name:string,"
            + $"role_name:string,email_addr:string,mobile_number:string,presence_status:string,custom_presence_status:string,{Online},"
            + "caller_id:string,reg_name:string,concurrent_registrations:integer,allowbeingmonitored:string,monitormode:string}}",
            JsonShape.Of(byNumber));
        Assert.Equal(("on", "Disabled"), ((string)byNumber["data"]!["allowbeingmonitored"]!, (string)byNumber["data"]!["monitormode"]!));
        Assert.Equal(byNumber.ToJsonString(), (await GetAsync($"extension/get?id={byNumber["data"]!["id"]}")).ToJsonString());
        Assert.Equal(60001, (int)(await GetAsync("extension/get?number=8888"))["errcode"]!);
        Assert.Equal(40002, (int)(await GetAsync("extension/get"))["errcode"]!);
    }

    [Fact]
    public async Task Extension_Update_Of_The_Monitoring_Fields_Takes_Effect_On_The_Next_Request()
    {
        string listen = $$"""{"monitor":"3001","channel_id":"{{stage.Call.AgentChannel}}","type":"listen"}""";

        // 3001 has no phone, so "-1" says that nothing but the phone is missing.
        Assert.Equal(-1, await PostAsync("call/listen", listen));
        Assert.Equal(0, await PostAsync("extension/update", """{"number":"2000","allowbeingmonitored":"off","unknown_field":[1,{"a":2}]}"""));
        Assert.Equal("off", (string)(await GetAsync("extension/get?number=2000"))["data"]!["allowbeingmonitored"]!);
        Assert.Equal(10009, await PostAsync("call/listen", listen));
        Assert.Equal(0, await PostAsync("extension/update", """{"number":"2000","allowbeingmonitored":"on"}"""));
        Assert.Equal(-1, await PostAsync("call/listen", listen));

        Assert.Equal(0, await PostAsync("extension/update", """{"number":"3001","monitormode":"Whisper"}"""));
        Assert.Equal(10009, await PostAsync("call/listen", listen));
        Assert.Equal(0, await PostAsync("extension/update", """{"number":"3001","monitormode":"Extensive"}"""));
        Assert.Equal(-1, await PostAsync("call/listen", listen));
    }

    [Theory]
    [InlineData("""{"number":"2000","monitormode":"Everything","allowbeingmonitored":"off"}""")]
    [InlineData("""{"number":"2000","allowbeingmonitored":"perhaps"}""")]
    [InlineData("""{"allowbeingmonitored":"off"}""")]
    [InlineData("""{"number":2000,"allowbeingmonitored":"off"}""")]
    public async Task A_Wrong_Update_Changes_Nothing(string body)
    {
        string before = (await GetAsync("extension/get?number=2000")).ToJsonString();
        Assert.Equal(40002, await PostAsync("extension/update", body));
        Assert.Equal(before, (await GetAsync("extension/get?number=2000")).ToJsonString());
    }

    private async Task<JsonObject> GetAsync(string endpoint)
    {
        char mark = endpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return (await RawHttp.GetAsync(stage.Server, $"/openapi/v1.0/{endpoint}{mark}access_token={stage.Api.Token}")).Json;
    }

    private async Task<int> PostAsync(string endpoint, string body)
        => (int)(await RawHttp.PostAsync(stage.Server, $"/openapi/v1.0/{endpoint}?access_token={stage.Api.Token}", body)).Json["errcode"]!;
}
