using System.Text.Json.Nodes;
using System.Xml.Linq;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.PSeries;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.SSeries;

/// <summary>The requests for extensions: the fields of the samples in their order, and settings that take effect at once.</summary>
[Collection(SSeriesStage.Name)]
public sealed class SSeriesExtensionSampleTests(SSeriesStage stage)
{
    private const string Done = """{"status":"Success"}""";

    private static readonly string[] V1Fields =
    [
        "extnumber", "username", "status", "type", "callerid", "registername", "registerpassword", "maxregistrations", "loginpassword", "email",
        "moblie", "language", "hasvoicemail", "enablevmtoemail", "vmsecret", "alwaysforward", "noanswerforward", "ntransferto", "ntransferprefix",
        "busyforward", "btransferto", "btransferprefix", "ringsimultaneous", "mobileprefix", "enablemobile", "allowbeingmonitored", "monitormode",
        "ringtimeout", "maxduration", "dnd", "callrestriction", "agentid",
    ];

    private static readonly string[] ReadByV2Clients =
    [
        "number", "username", "status", "callerid", "email", "mobile", "moblie", "hasvoicemail", "hasvoiceemail", "alwaysforward", "noanswerforward",
        "busyforward", "ntransferto", "btransferto", "ntransferprefix", "btransferprefix", "ntransfernum", "btransfernum", "ringtimeout",
        "maxduration", "callrestriction", "dnd", "allowbeingmonitored", "monitormode",
    ];

    [Theory]
    [InlineData(SSeriesClient.V1, "extensionlist/query", "extnumber")]
    [InlineData(SSeriesClient.V2, "extension/list", "number")]
    public async Task The_List_Has_All_Extensions_With_Their_State(string version, string endpoint, string numberName)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        await call.RegisterAsync("2002");
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        JsonObject answer = await client.PostJsonAsync(endpoint);
        Assert.Equal($"{{status:string,extlist:[{{{numberName}:string,status:string,type:string,username:string,agentid:string}}]}}", JsonShape.Of(answer));
        Assert.Equal(15, answer["extlist"]!.AsArray().Count);
        Dictionary<string, string> states = answer["extlist"]!.AsArray().ToDictionary(e => (string)e![numberName]!, e => (string)e!["status"]!);
        Assert.Equal(("Busy", "Busy", "Registered", "Unavailable"), (states["2000"], states["2001"], states["2002"], states["2003"]));
        Assert.Equal($$"""{"{{numberName}}":"2003","status":"Unavailable","type":"SIP","username":"Agent 2003","agentid":""}""", answer["extlist"]![3]!.ToJsonString());
    }

    [Fact]
    public async Task An_Extension_Has_The_Fields_Of_The_Sample_In_Their_Order_And_Whom_It_Talks_With()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        JsonObject answer = await client.PostJsonAsync("extension/query", """{"extid":"2003"}""");
        JsonObject shown = answer["extinfos"]!.AsArray().Single()!.AsObject();
        Assert.Equal(V1Fields, shown.Select(field => field.Key));
        Assert.All(shown, field => Assert.Equal("string", JsonShape.Of(field.Value)));
        Assert.Equal(
            ("2003", "Agent 2003", "Unavailable", "SIP", "2003", "on", "Disabled", "off"),
            (Text("extnumber"), Text("username"), Text("status"), Text("type"), Text("callerid"), Text("allowbeingmonitored"), Text("monitormode"), Text("dnd")));

        answer = await client.PostJsonAsync("extension/query", """{"extid":"2000,3004"}""");
        shown = answer["extinfos"]![0]!.AsObject();
        Assert.Equal([.. V1Fields, "ext"], shown.Select(field => field.Key));
        Assert.Equal(("""{"extid":"2001"}""", "Busy"), (shown["ext"]!.ToJsonString(), Text("status")));
        shown = answer["extinfos"]![1]!.AsObject();
        Assert.Equal(("3004", "off", "Barge-in"), (Text("extnumber"), Text("allowbeingmonitored"), Text("monitormode")));

        string all = await client.PostAsync("extension/query");
        Assert.Equal(15, JsonNode.Parse(all)!["extinfos"]!.AsArray().Count);
        Assert.Equal(all, await client.PostAsync("extension/query", "{}"));
        Assert.DoesNotContain(ServerProcess.PasswordOf(""), all, StringComparison.Ordinal);
        Assert.Equal("10006", await client.FailAsync("extension/query", ("extid", "2000,9999")));

        string Text(string name) => (string)shown[name]!;
    }

    [Fact]
    public async Task The_Second_Version_Has_All_Fields_That_Its_Clients_Read()
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V2);
        JsonObject answer = await client.PostJsonAsync("extension/query", """{"number":"2003"}""");
        JsonObject shown = answer["extinfos"]!.AsArray().Single()!.AsObject();
        Assert.Empty(ReadByV2Clients.Except(shown.Select(field => field.Key)));
        Assert.Equal("number", shown.First().Key);
        Assert.All(shown, field => Assert.Equal("string", JsonShape.Of(field.Value)));
        foreach (string body in (string[])["", """{"number":"all"}"""])
        {
            Assert.Equal(15, (await client.PostJsonAsync("extension/query", body))["extinfos"]!.AsArray().Count);
        }

        Assert.Equal(2, (await client.PostJsonAsync("extension/query", """{"number":"2003,2004"}"""))["extinfos"]!.AsArray().Count);
        Assert.Equal("10006", await client.FailAsync("extension/query", ("number", "9999")));
    }

    [Theory]
    [InlineData(SSeriesClient.V1, "extid")]
    [InlineData(SSeriesClient.V2, "number")]
    [InlineData(SSeriesClient.Xml, "extid")]
    public async Task The_Monitoring_Fields_Take_Effect_On_The_Next_Request(string version, string numberName)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        (string listen, (string, string)[] parameters) = client.Monitor("3001", "2001", Mode.Listen);

        // 3001 has no phone: 10008 says that nothing else is missing.
        Assert.Equal("10008", await client.FailAsync(listen, parameters));
        await UpdateAsync("2001", "allowbeingmonitored", "off");
        Assert.Equal("10009", await client.FailAsync(listen, parameters));
        await UpdateAsync("2001", "allowbeingmonitored", "on");
        foreach ((string mode, string error) in ((string, string)[])[("Disabled", "10010"), ("Disable", "10010"), ("Whisper", "10010"), ("Barge-in", "10010"), ("Listen", "10008"), ("Extensive", "10008")])
        {
            await UpdateAsync("3001", "monitormode", mode);
            Assert.Equal(error, await client.FailAsync(listen, parameters));
        }

        Task<XElement> UpdateAsync(string number, string field, string value)
            => client.DoAsync("extension/update", (numberName, number), (field, value));
    }

    [Theory]
    [InlineData(SSeriesClient.V1, "extid")]
    [InlineData(SSeriesClient.V2, "number")]
    public async Task What_Was_Read_Can_Be_Written_Back_With_One_Field_Changed(string version, string numberName)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        string query = $$"""{"{{numberName}}":"2008"}""";
        JsonObject before = await ShownAsync();
        foreach (string name in (string[])["Jayson", "Agent 2008"])
        {
            JsonObject change = before.DeepClone().AsObject();
            change[numberName] = "2008";
            change["username"] = name;
            Assert.Equal(Done, await client.PostAsync("extension/update", change.ToJsonString()));
            JsonObject now = await ShownAsync();
            Assert.Equal(name, (string)now["username"]!);
            now["username"] = "Agent 2008";
            Assert.Equal(before.ToJsonString(), now.ToJsonString());
        }

        async Task<JsonObject> ShownAsync() => (await client.PostJsonAsync("extension/query", query))["extinfos"]![0]!.AsObject();
    }

    [Theory]
    [InlineData("""{"allowbeingmonitored":"off"}""", "10004")]
    [InlineData("""{"extid":"9999","allowbeingmonitored":"off"}""", "10006")]
    [InlineData("""{"extid":"2007","monitormode":"Everything","allowbeingmonitored":"off"}""", "10017")]
    [InlineData("""{"extid":"2007","allowbeingmonitored":"perhaps","username":"Leo"}""", "10017")]
    [InlineData("""{"extid":"2007","alwaysforward":"on","username":"Leo"}""", "10017")]
    public async Task A_Wrong_Update_Changes_Nothing(string body, string error)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        string before = await client.PostAsync("extension/query");
        Assert.Equal($$"""{"status":"Failed","errno":"{{error}}"}""", await client.PostAsync("extension/update", body));
        Assert.Equal(before, await client.PostAsync("extension/query"));
    }
}
