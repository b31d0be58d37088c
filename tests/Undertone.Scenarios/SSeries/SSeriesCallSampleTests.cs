using System.Xml.Linq;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.SSeries;

/// <summary>The first version's and OpenVox's requests for calls between extensions: what they answer and what they do.</summary>
[Collection(SSeriesStage.Name)]
public sealed class SSeriesCallSampleTests(SSeriesStage stage)
{
    private const string CallId = "^[0-9]{10}\\.[0-9]+$";

    [Theory]
    [InlineData(SSeriesClient.V1)]
    [InlineData(SSeriesClient.Xml)]
    public async Task Hold_And_Mute_Are_Heard_And_Hangup_Ends_The_Call(string version)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);

        await ActAsync("extension/hold");
        await call.Api.ChannelOfAsync("2001", "HOLD");
        await call.AssertHearingAsync("2001 holds", new Dictionary<string, string[]> { ["2000"] = [], ["2001"] = [] });
        Assert.Equal("Hold", (await client.DoAsync("extension/query", ("extid", "2001"))).Element("extinfos")!.Element("status")!.Value);
        await ActAsync("extension/unhold");
        await call.AssertHearingAsync("2001 has resumed");
        await ActAsync("extension/mute");
        await call.AssertHearingAsync("2001 is muted", new Dictionary<string, string[]> { ["2000"] = [], ["2001"] = ["2000"] });
        await ActAsync("extension/mute");
        await ActAsync("extension/unmute");
        await call.AssertHearingAsync("2001 is muted no more");
        await ActAsync("extension/hangup");
        await call.CallerCall.WaitForAsync(PhoneCallState.Ended);
        await call.CalleeCall.WaitForAsync(PhoneCallState.Ended);
        foreach (string endpoint in (string[])["extension/hold", "extension/unhold", "extension/mute", "extension/unmute", "extension/hangup"])
        {
            Assert.Equal("10007", await client.FailAsync(endpoint, ("extid", "2001")));
            Assert.Equal("10004", await client.FailAsync(endpoint, ("extid", "")));
        }

        async Task ActAsync(string endpoint) => Assert.Equal(["status"], Names(await client.DoAsync(endpoint, ("extid", "2001"))));
    }

    [Theory]
    [InlineData(SSeriesClient.V1, "no")]
    [InlineData(SSeriesClient.Xml, "yes")]
    public async Task An_Extension_Is_Dialled_And_Transferred(string version, string autoAnswer)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        SimulatedPhone caller = await call.RegisterAsync("3000", answering: autoAnswer == "yes" ? AnswerPolicy.ByHeaders : AnswerPolicy.Never);
        SimulatedPhone callee = await call.RegisterAsync("3001", answering: AnswerPolicy.Always);
        SimulatedPhone target = await call.RegisterAsync("3002", answering: AnswerPolicy.Always);

        XElement dialled = await client.DoAsync("extension/dial_extension", ("caller", "3000"), ("callee", "3001"), ("autoanswer", autoAnswer));

        Assert.Equal(["status", "callid"], Names(dialled));
        string id = dialled.Element("callid")!.Value;
        Assert.Matches(CallId, id);
        PhoneCall atCaller = await caller.NextIncomingCallAsync();
        if (autoAnswer == "no")
        {
            Assert.DoesNotContain(callee.Received, message => message.Summary == "INVITE");
            await atCaller.AnswerAsync();
        }

        await callee.NextIncomingCallAsync();
        await call.Api.ChannelOfAsync("3000", "ANSWERED");
        await call.Api.ChannelOfAsync("3001", "ANSWER");
        XElement moved = await client.DoAsync(
            "calltransfer", ("callid", id), ("transferor", "3001"), ("transferto", "3002"), ("fromext", "3001"));
        Assert.Equal(["status", "callid"], Names(moved));
        PhoneCall joined = await target.NextIncomingCallAsync();
        await EarWatch.UntilHeardAsync(atCaller, target.Options.ToneFrequencyHz);
        await EarWatch.UntilHeardAsync(joined, caller.Options.ToneFrequencyHz);
        Assert.Empty(callee.Calls);
        await client.DoAsync("extension/hangup", ("extid", "3002"));
        await atCaller.WaitForAsync(PhoneCallState.Ended);
        await call.AssertHearingAsync("The other call has gone on");
    }

    [Theory]
    [InlineData("extension/dial_extension", "10004", "caller", "2000", "callee", "")]
    [InlineData("extension/dial_extension", "10004", "callee", "2001")]
    [InlineData("extension/dial_extension", "10006", "caller", "9999", "callee", "2001")]
    [InlineData("extension/dial_extension", "10006", "caller", "2000", "callee", "9999")]
    [InlineData("extension/dial_outbound", "10004", "extid", "2000")]
    [InlineData("extension/dial_outbound", "10006", "extid", "9999", "outto", "0112345")]
    [InlineData("calltransfer", "10004", "callid", "1571620483.18", "transferor", "2000")]
    [InlineData("calltransfer", "10005", "callid", "1571620483.18", "transferor", "2000", "transferto", "2002")]
    [InlineData("calltransfer", "10006", "callid", "1571620483.18", "transferor", "2000", "transferto", "2002", "fromext", "9999")]
    [InlineData("inbound/hangup", "10004", "inboundid", "")]
    [InlineData("inbound/hangup", "10007", "inboundid", "1571620483.18")]
    [InlineData("outbound/hangup", "10004", "inboundid", "1571620483.18")]
    [InlineData("outbound/hangup", "10007", "outboundid", "1571620483.18")]
    [InlineData("inbound/transfer_extension", "10004", "inboundid", "1571620483.18")]
    [InlineData("inbound/transfer_extension", "10006", "inboundid", "1571620483.18", "extid", "9999")]
    [InlineData("outbound/transfer_extension", "10006", "outboundid", "1571620483.18", "extid", "9999")]
    [InlineData("inbound/transfer_outbound", "10004", "inboundid", "1571620483.18", "outto", "0112345")]
    [InlineData("outbound/transfer_outbound", "10006", "outboundid", "1571620483.18", "outto", "0112345", "fromext", "9999")]
    public async Task A_Request_That_Cannot_Be_Done_Is_Refused(string endpoint, string error, params string[] parameters)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        Assert.Equal(error, await client.FailAsync(endpoint, [.. parameters.Chunk(2).Select(pair => (pair[0], pair[1]))]));
    }

    [Fact]
    public async Task Trunks_Are_Listed_And_There_Is_Nothing_Left_To_Apply()
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        string trunks = await client.PostAsync("trunklist/query");
        Assert.Matches("""^{"status":"Success","trunklist":\[{"trunkname":"carrier","status":"[A-Z][a-z]+","type":"SIP"}\]}$""", trunks);
        Assert.Equal("""{"status":"Success"}""", await client.PostAsync("apply"));
    }

    private static IEnumerable<string> Names(XElement answer) => answer.Elements().Select(e => e.Name.LocalName);
}
