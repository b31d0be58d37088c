using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class CallTests : IAsyncLifetime
{
    private const string NoCalls = """{"errcode":0,"errmsg":"SUCCESS","data":[]}""";

    private const string InternalCall =
        """{"call_id":"1651057476.362","members":[{"extension":{"number":"2005","channel_id":"PJSIP/2005-00000113","member_status":"ANSWERED","call_path":""}},{"extension":{"number":"2000","channel_id":"PJSIP/2000-00000114","member_status":"ANSWER","call_path":""}}]}""";

    private const string InboundCall =
        """{"call_id":"1650094600.540","members":[{"inbound":{"from":"5503301","to":"2000","trunk_name":"trunk1","channel_id":"PJSIP/trunk-trunk1-endpoint-00000011","member_status":"ANSWERED","call_path":""}},{"extension":{"number":"2001","channel_id":"PJSIP/2001-00000012","member_status":"ANSWER","call_path":""}}]}""";

    private const string OutboundCall =
        """{"call_id":"1650095575.872","members":[{"extension":{"number":"1005","channel_id":"PJSIP/1005-00000021","member_status":"ALERT","call_path":""}},{"outbound":{"from":"1005","to":"5503301","trunk_name":"carrier","channel_id":"PJSIP/trunk-carrier-endpoint-00000022","member_status":"EARLYMEDIA","call_path":""}}]}""";

    private const string MonitorCall =
        """{"call_id":"1651057500.370","members":[{"extension":{"number":"2008","channel_id":"PJSIP/2008-00000115","member_status":"RING","call_path":""}}]}""";

    private PSeriesApp _app = null!;

    public async Task InitializeAsync() => _app = await PSeriesApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Query_WithoutCalls_IsAnEmptyList() => Assert.Equal(NoCalls, await _app.GetAsync("call/query"));

    [Theory]
    [InlineData("", InboundCall + "," + InternalCall + "," + OutboundCall + "," + MonitorCall)]
    [InlineData("?from=1005&number=7", InboundCall + "," + InternalCall + "," + OutboundCall + "," + MonitorCall)]
    [InlineData("?call_id=1651057476.362", InternalCall)]
    [InlineData("?call_id=1651057500.370", MonitorCall)]
    [InlineData("?call_id=1.2", "")]
    [InlineData("?call_id=nonsense", "")]
    [InlineData("?extension=2000", InternalCall)]
    [InlineData("?extension=2008", MonitorCall)]
    [InlineData("?extension=5503301", "")]
    [InlineData("?extension=9999", "")]
    [InlineData("?type=inbound", InboundCall)]
    [InlineData("?type=outbound", OutboundCall)]
    [InlineData("?type=internal", InternalCall + "," + MonitorCall)]
    [InlineData("?type=internal&extension=2005", InternalCall)]
    [InlineData("?type=&extension=&call_id=1650095575.872", OutboundCall)]
    public async Task Query_ShowsTheCallsAskedFor_OldestFirst_MonitorsApart(string query, string data)
    {
        _app.Engine.Put(Samples.InboundCall());
        _app.Engine.Put(Samples.InternalCall().With(Samples.Monitor(LegState.Ringing)));
        _app.Engine.Put(Samples.OutboundCall());

        Assert.Equal("{\"errcode\":0,\"errmsg\":\"SUCCESS\",\"data\":[" + data + "]}", await _app.GetAsync("call/query" + query));
    }

    [Fact]
    public async Task Query_UnknownType_IsNamed()
        => Assert.Equal(
            """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"type","value":"Inbound"}]}""",
            await _app.GetAsync("call/query?type=Inbound"));

    [Fact]
    public async Task Query_PublishedInboundShape_IsKept()
    {
        const string sample =
            """{"errcode":0,"errmsg":"SUCCESS","data":[{"call_id":"1650094666.549","members":[{"inbound":{"from":"5503301","to":"2000","trunk_name":"trunk1","channel_id":"PJSIP/trunk-trunk1-endpoint-00000113","member_status":"ANSWERED","call_path":""}},{"extension":{"number":"2000","channel_id":"PJSIP/2000-00000114","member_status":"ANSWER","call_path":""}}]}]}""";
        CallSnapshot call = Samples.InboundCall();
        _app.Engine.Put(call with
        {
            Id = new CallId(1650094666, 549),
            Legs = [call.Legs[0] with { Id = new LegId(0x113) }, call.Legs[1] with { Id = new LegId(0x114), Number = "2000" }],
        });

        Assert.Equal(sample, await _app.GetAsync("call/query"));
    }

    [Fact]
    public async Task Query_PutsTheCallingPartyFirst_WhateverTheOrderOfTheLegs()
    {
        CallSnapshot call = Samples.InternalCall();
        _app.Engine.Put(call with { Legs = [call.Legs[1], call.Legs[0]] });

        Assert.Equal("{\"errcode\":0,\"errmsg\":\"SUCCESS\",\"data\":[" + InternalCall + "]}", await _app.GetAsync("call/query"));
    }

    [Fact]
    public async Task Dial_PublishedSample_GetsThePublishedAnswer()
    {
        await _app.Extensions.SaveAsync(
            new Supervision.Extensions.Extension { Number = "2002", Secret = new Supervision.Extensions.SipSecret("", "") }, CancellationToken.None);
        _app.Engine.NextCallId(new CallId(1650095575, 872));

        Assert.Equal(
            """{"errcode":0,"errmsg":"SUCCESS","call_id":"1650095575.872"}""",
            await _app.PostAsync("call/dial", """{"caller":"1005","callee":"5503301","dial_permission":"2002","auto_answer":"yes"}"""));
        Assert.Equal(
            new PlaceCall(new Requester("p-series", PSeriesApp.ClientId, "127.0.0.1"), "1005", "5503301", AutoAnswer: true, "2002"),
            Assert.Single(_app.Engine.Commands));
    }

    [Theory]
    [InlineData("""{"caller":"1005","callee":"2000"}""")]
    [InlineData("""{"caller":"1005","callee":"2000","dial_permission":"","auto_answer":"no","unknown":{"a":[1]}}""")]
    [InlineData("""{"caller":"1005","callee":"2000","dial_permission":null,"auto_answer":null}""")]
    public async Task Dial_WithoutOptions_UsesTheDefaults(string body)
    {
        Assert.StartsWith("""{"errcode":0,"errmsg":"SUCCESS","call_id":""", await _app.PostAsync("call/dial", body), StringComparison.Ordinal);

        var command = Assert.IsType<PlaceCall>(Assert.Single(_app.Engine.Commands));
        Assert.False(command.AutoAnswer);
        Assert.Null(command.PermissionOf);
    }

    [Theory]
    [InlineData("""{}""", """[{"field":"caller","validation_type":"required"},{"field":"callee","validation_type":"required"}]""")]
    [InlineData("""{"caller":1005,"callee":"2000"}""", """[{"field":"caller","validation_type":"string"}]""")]
    [InlineData("""{"caller":"1005","callee":"2000","auto_answer":true}""", """[{"field":"auto_answer","validation_type":"string"}]""")]
    [InlineData("""{"caller":"1005","callee":"2000","auto_answer":"maybe"}""", """[{"field":"auto_answer","value":"maybe"}]""")]
    [InlineData("""{"caller":"1005","callee":"2000>;evil=1"}""", """[{"field":"callee","value":"2000>;evil=1"}]""")]
    [InlineData("""{"caller":"1005","callee":"20\r\n00"}""", """[{"field":"callee","value":"20\r\n00"}]""")]
    public async Task Dial_WrongParameters_AreNamed(string body, string wrong)
    {
        Assert.Equal(
            "{\"errcode\":40002,\"errmsg\":\"PARAMETER ERROR\",\"invalid_param_list\":" + wrong + "}", await _app.PostAsync("call/dial", body));
        Assert.Empty(_app.Engine.Commands);
    }

    [Theory]
    [InlineData("""{"caller":"9999","callee":"2000"}""")]
    [InlineData("""{"caller":"1005","callee":"2000","dial_permission":"9999"}""")]
    public async Task Dial_UnknownExtension_Gets60001(string body)
        => Assert.Equal("""{"errcode":60001,"errmsg":"DATA NOT FOUND"}""", await _app.PostAsync("call/dial", body));

    [Fact]
    public async Task HangUp_PublishedSample_AnswersWithTheCallActedOn()
    {
        CallSnapshot call = Samples.OutboundCall();
        _app.Engine.Put(call with { Id = new CallId(1648627871, 65), Legs = [call.Legs[0] with { Id = new LegId(0x23) }, call.Legs[1]] });

        Assert.Equal(
            """{"errcode":0,"errmsg":"SUCCESS","call_id":"1648627871.65"}""",
            await _app.PostAsync("call/hangup", """{"channel_id":"PJSIP/1005-00000023"}"""));
        Assert.Equal(new LegId(0x23), Assert.Single(_app.Engine.Commands));
    }

    [Fact]
    public async Task HangUp_OfAMonitorChannel_AnswersWithTheMonitorsOwnCall()
    {
        _app.Engine.Put(Samples.InternalCall().With(Samples.Monitor(LegState.Talking)));

        Assert.Equal(
            """{"errcode":0,"errmsg":"SUCCESS","call_id":"1651057500.370"}""",
            await _app.PostAsync("call/hangup", """{"channel_id":"PJSIP/2008-00000115"}"""));
        Assert.Equal(new LegId(0x115), Assert.Single(_app.Engine.Commands));
    }

    [Fact]
    public async Task HangUp_OfATrunkChannel_EndsItsLeg()
    {
        _app.Engine.Put(Samples.OutboundCall());

        Assert.Equal(
            """{"errcode":0,"errmsg":"SUCCESS","call_id":"1650095575.872"}""",
            await _app.PostAsync("call/hangup", """{"channel_id":"PJSIP/trunk-carrier-endpoint-00000022"}"""));
    }

    [Theory]
    [InlineData("{}", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"channel_id","validation_type":"required"}]}""")]
    [InlineData("""{"channel_id":5}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"channel_id","validation_type":"string"}]}""")]
    [InlineData("""{"channel_id":"PJSIP/2000-00000999"}""", """{"errcode":70130,"errmsg":"CAHNNEL ID NOT FOUND"}""")]
    [InlineData("""{"paging_number":"6300"}""", """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""")]
    public async Task HangUp_WrongRequests(string body, string answer)
    {
        Assert.Equal(answer, await _app.PostAsync("call/hangup", body));
        Assert.Empty(_app.Engine.Commands);
    }
}
