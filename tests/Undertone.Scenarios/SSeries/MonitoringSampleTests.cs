using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.PSeries;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.SSeries;

/// <summary>The monitoring samples of the three dialects, byte for byte, with a live call.</summary>
[Collection(SSeriesStage.Name)]
public sealed class MonitoringSampleTests(SSeriesStage stage)
{
    private const string Done = """{"status":"Success"}""";
    private const string DoneInXml = """<?xml version="1.0" encoding="UTF-8" ?><xml><status>Success</status></xml>""";
    private const string CallId = "^[0-9]{10}\\.[0-9]+$";

    [Theory]
    [InlineData("v1.0.0", "", SSeriesClient.JsonHeaders)]
    [InlineData("v1.1.0", "", SSeriesClient.JsonHeaders)]
    [InlineData("v1.0.1", "", "Host: 192.168.5.150:8088\r\n")]
    [InlineData("v0.0.1", "&type=json", SSeriesClient.JsonHeaders)]
    public async Task The_First_Versions_Samples_Start_And_Switch_One_Monitor(string version, string query, string headers)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        await AssertSamplesAsync(
            Done,
            () => PostAsync("listen", """{"listener":"3000","listenedext":"2001"}"""),
            () => PostAsync("whisper", """{"whisperer":"3000","whisperedext":"2001"}"""),
            () => PostAsync("barge", """{"bargein":"3000","bargedext":"2001"}"""));

        Task<RawAnswer> PostAsync(string mode, string body)
            => RawHttp.PostAsync(stage.Process, $"/api/{version}/extension/{mode}?token={client.Token}{query}", body, headers);
    }

    [Theory]
    [InlineData("v0.0.1")]
    [InlineData("v1.1.0")]
    public async Task The_Samples_Of_OpenVox_Do_So_In_Xml(string version)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, $"{version}?type=xml");
        await AssertSamplesAsync(
            DoneInXml,
            () => PostAsync("listen", "<listener>3000</listener><listenedext>2001</listenedext>"),
            () => PostAsync("whisper", "<whisperer>3000</whisperer>\n<whisperedext>2001</whisperedext>\n"),
            () => PostAsync("barge", "<bargein>3000</bargein><bargedext>2001</bargedext>"));

        Task<RawAnswer> PostAsync(string mode, string elements) => RawHttp.PostAsync(
            stage.Process,
            $"/api/{version}/extension/{mode}?token={client.Token}&type=xml",
            $"{SSeriesClient.XmlProlog}\r\n<xml>{elements}</xml>",
            SSeriesClient.XmlHeaders);
    }

    [Theory]
    [InlineData(SSeriesClient.JsonHeaders)]
    [InlineData("Host: 127.0.0.1\r\n")]
    public async Task The_Second_Versions_Sample_Gets_The_Monitors_Own_Call(string headers)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V2);
        SimulatedPhone phone = await call.RegisterAsync("3000");
        JsonObject first = await ListenAsync("listen");
        Assert.Equal("{status:string,callid:string}", JsonShape.Of(first));
        string own = (string)first["callid"]!;
        Assert.Equal("Success", (string)first["status"]!);
        Assert.Matches(CallId, own);
        Assert.NotEqual(call.CallId, own);
        PhoneCall ear = await phone.NextIncomingCallAsync();
        string channel = await call.Api.ChannelOfAsync("3000", "ANSWER");
        foreach (string type in (string[])["whisper", "barge", "listen"])
        {
            Assert.Equal(first.ToJsonString(), (await ListenAsync(type)).ToJsonString());
        }

        // It is a call of its own that nobody sees in the parties' call.
        Assert.Equal(
            $$$"""{"status":"Success","calls":[{"callid":"{{{own}}}","members":[{"ext":{"number":"3000","channelid":"{{{channel}}}","memberstatus":"ANSWER"}}]}]}""",
            await client.PostAsync("call/query", $$"""{"callid":"{{own}}"}"""));
        Assert.DoesNotContain("3000", await client.PostAsync("call/query", $$"""{"callid":"{{call.CallId}}"}"""), StringComparison.Ordinal);
        Assert.Equal(first.ToJsonString(), await client.PostAsync("call/hangup", $$"""{"channelid":"{{channel}}"}"""));
        await ear.WaitForAsync(PhoneCallState.Ended);
        await call.AssertHearingAsync("After the monitor");

        async Task<JsonObject> ListenAsync(string type) => (await RawHttp.PostAsync(
            stage.Process,
            $"/api/v2.0.0/call/listen?token={client.Token}",
            $$"""{"monitor":"3000","extension":"2001","type":"{{type}}"}""",
            headers)).Json;
    }

    [Fact]
    public async Task A_Supervisor_Is_Hung_Up_By_Her_Number()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        SimulatedPhone phone = await call.RegisterAsync("3002");
        Assert.Equal(Done, await client.PostAsync("extension/listen", """{"listener":"3002","listenedext":"2000"}"""));
        PhoneCall ear = await phone.NextIncomingCallAsync();
        await call.Api.ChannelOfAsync("3002", "ANSWER");

        Assert.Equal(Done, await client.PostAsync("extension/hangup", """{"extid":"3002"}"""));

        await ear.WaitForAsync(PhoneCallState.Ended);
        await call.UntilGoneAsync("3002");
        await call.AssertHearingAsync("After the monitor");
    }

    [Theory]
    [InlineData(SSeriesClient.V1)]
    [InlineData(SSeriesClient.V2)]
    public async Task A_Phone_That_Does_Not_Answer_By_Itself_Rings_And_Keeps_Nobody_Waiting(string version)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SimulatedPhone[] phones = [await call.RegisterAsync("3000", answering: AnswerPolicy.Never), await call.RegisterAsync("3001")];
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        await DoAsync("3000", Mode.Listen);
        PhoneCall ringing = await phones[0].NextIncomingCallAsync();
        await DoAsync("3001", Mode.Barge);
        await call.JoinedAsync(phones[1], await phones[1].NextIncomingCallAsync(), "2001", Mode.Barge, "");

        // The mode is that of the last request when she picks up.
        await DoAsync("3000", Mode.Whisper);
        Assert.Equal(PhoneCallState.Ringing, ringing.State);
        await ringing.AnswerAsync();
        await call.JoinedAsync(phones[0], ringing, "2001", Mode.Whisper, "");
        await call.AssertHearingAsync("She has picked up");
        Assert.Single(phones[0].Received, message => message.Summary == "INVITE");

        Task DoAsync(string supervisor, string mode)
        {
            (string endpoint, (string, string)[] parameters) = client.Monitor(supervisor, "2001", mode);
            return client.DoAsync(endpoint, parameters);
        }
    }

    private async Task AssertSamplesAsync(string done, params Func<Task<RawAnswer>>[] samples)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SimulatedPhone phone = await call.RegisterAsync("3000");
        string[] modes = [Mode.Listen, Mode.Whisper, Mode.Barge];
        Supervisor? supervisor = null;
        foreach ((Func<Task<RawAnswer>> sample, string mode) in samples.Zip(modes))
        {
            RawAnswer answer = await sample();
            Assert.Equal((200, done), (answer.Status, answer.Body));
            supervisor ??= await call.JoinedAsync(phone, await phone.NextIncomingCallAsync(), "2001", mode, "");
            supervisor.Mode = mode;
        }

        await call.AssertHearingAsync("After the last sample");
        Assert.Single(phone.Received, message => message.Summary == "INVITE");
    }
}
