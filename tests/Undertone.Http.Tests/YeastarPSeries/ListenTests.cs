using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class ListenTests : IAsyncLifetime
{
    private const string Published = """{"monitor":"2008","channel_id":"PJSIP/2000-00000114","type":"listen"}""";
    private const string PublishedAnswer = """{"errcode":0,"errmsg":"SUCCESS","call_id":"1650094666.549"}""";
    private const string NotFound = """{"errcode":70130,"errmsg":"CAHNNEL ID NOT FOUND"}""";

    private PSeriesApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await PSeriesApp.StartAsync();
        _app.Engine.Put(Samples.InternalCall());
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task PublishedSample_GetsThePublishedAnswer()
    {
        Assert.Equal(PublishedAnswer, await _app.PostAsync("call/listen", Published));

        var command = Assert.IsType<StartMonitor>(Assert.Single(_app.Engine.Commands));
        Assert.Equal(new LegId(0x114), command.Target);
        Assert.Equal("2008", command.Supervisor);
        Assert.Equal(MonitorMode.Listen, command.Mode);
        Assert.Equal(new Requester("p-series", PSeriesApp.ClientId, "127.0.0.1"), command.Requester);
    }

    [Theory]
    [InlineData("listen", MonitorMode.Listen)]
    [InlineData("whisper", MonitorMode.Whisper)]
    [InlineData("barge", MonitorMode.Barge)]
    public async Task EachType_AsksForItsMode(string type, MonitorMode mode)
    {
        Assert.Equal(PublishedAnswer, await _app.PostAsync("call/listen", Published.Replace("listen", type, StringComparison.Ordinal)));

        Assert.Equal(mode, Assert.IsType<StartMonitor>(Assert.Single(_app.Engine.Commands)).Mode);
    }

    [Fact]
    public async Task ASecondRequest_SwitchesTheModeOnTheSameMonitor()
    {
        Assert.Equal(PublishedAnswer, await _app.PostAsync("call/listen", Published));
        Assert.Equal(PublishedAnswer, await _app.PostAsync("call/listen", Published.Replace("listen", "whisper", StringComparison.Ordinal)));

        MonitorSnapshot monitor = Assert.Single(_app.Engine.Calls[0].Monitors);
        Assert.Equal(MonitorMode.Whisper, monitor.Mode);
    }

    [Fact]
    public async Task TwoIdenticalRequestsAtOnce_GetTheSameMonitor()
    {
        string[] answers = await Task.WhenAll(_app.PostAsync("call/listen", Published), _app.PostAsync("call/listen", Published));

        Assert.Equal([PublishedAnswer, PublishedAnswer], answers);
        Assert.Single(_app.Engine.Calls[0].Monitors);
    }

    [Theory]
    [InlineData("{}", """[{"field":"monitor","validation_type":"required"},{"field":"channel_id","validation_type":"required"},{"field":"type","validation_type":"required"}]""")]
    [InlineData("""{"channel_id":"PJSIP/2000-00000114","type":"listen"}""", """[{"field":"monitor","validation_type":"required"}]""")]
    [InlineData("""{"monitor":"2008","type":"listen"}""", """[{"field":"channel_id","validation_type":"required"}]""")]
    [InlineData("""{"monitor":"2008","channel_id":"PJSIP/2000-00000114"}""", """[{"field":"type","validation_type":"required"}]""")]
    [InlineData("""{"monitor":"2008","channel_id":"PJSIP/2000-00000114","type":""}""", """[{"field":"type","validation_type":"required"}]""")]
    [InlineData("""{"monitor":2008,"channel_id":"PJSIP/2000-00000114","type":"listen"}""", """[{"field":"monitor","validation_type":"string"}]""")]
    [InlineData("""{"monitor":"2008","channel_id":["a"],"type":{"a":1}}""", """[{"field":"channel_id","validation_type":"string"},{"field":"type","validation_type":"string"}]""")]
    [InlineData("""{"monitor":"2008","channel_id":"PJSIP/2000-00000114","type":"spy"}""", """[{"field":"type","value":"spy"}]""")]
    [InlineData("""{"monitor":"2008","channel_id":"PJSIP/2000-00000114","type":"Listen"}""", """[{"field":"type","value":"Listen"}]""")]
    [InlineData("""{"monitor":"9999","channel_id":"nonsense","type":"spy"}""", """[{"field":"type","value":"spy"}]""")]
    public async Task WrongParameters_Get40002_AndAreNamed(string body, string wrong)
    {
        Assert.Equal(
            "{\"errcode\":40002,\"errmsg\":\"PARAMETER ERROR\",\"invalid_param_list\":" + wrong + "}",
            await _app.PostAsync("call/listen", body));
        Assert.Empty(_app.Engine.Commands);
    }

    [Fact]
    public async Task UnknownSupervisor_Gets60001_EvenIfTheChannelIsUnknownToo()
        => Assert.Equal(
            """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""",
            await _app.PostAsync("call/listen", """{"monitor":"9999","channel_id":"PJSIP/2000-00000999","type":"listen"}"""));

    [Theory]
    [InlineData("PJSIP/2000-00000999")]
    [InlineData("PJSIP/2001-00000114")]
    [InlineData("PJSIP/trunk-2000-endpoint-00000114")]
    [InlineData("2000-00000114")]
    [InlineData("PJSIP/2000-114")]
    [InlineData("PJSIP/2000-000000114")]
    [InlineData("PJSIP/2000- 0000114")]
    [InlineData("PJSIP/2000-0000011g")]
    [InlineData("PJSIP/2000-00000000")]
    [InlineData("PJSIP/2000-")]
    [InlineData("-")]
    [InlineData("'; DROP TABLE extensions; --")]
    public async Task UnknownChannel_Gets70130(string channel)
    {
        Assert.Equal(NotFound, await _app.PostAsync("call/listen", $$"""{"monitor":"2008","channel_id":"{{channel}}","type":"listen"}"""));
        Assert.Empty(_app.Engine.Commands);
    }

    [Fact]
    public async Task ChannelOfALegThatHasJustEnded_Gets70130()
    {
        _app.Engine.Put(Samples.InternalCall().WithStates(LegState.Talking, LegState.Ended));

        Assert.Equal(NotFound, await _app.PostAsync("call/listen", Published));
    }

    [Theory]
    [InlineData(Refusal.LegNotFound, """{"errcode":70130,"errmsg":"CAHNNEL ID NOT FOUND"}""")]
    [InlineData(Refusal.CallNotFound, """{"errcode":70130,"errmsg":"CAHNNEL ID NOT FOUND"}""")]
    [InlineData(Refusal.ExtensionNotFound, """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""")]
    [InlineData(Refusal.NotSupported, """{"errcode":70132,"errmsg":"OPERATION NOT SUPPORTED"}""")]
    [InlineData(Refusal.NotAnswered, """{"errcode":70132,"errmsg":"OPERATION NOT SUPPORTED"}""")]
    [InlineData(Refusal.TargetNotMonitorable, """{"errcode":10009,"errmsg":"OPERATION FAILED"}""")]
    [InlineData(Refusal.ModeNotPermitted, """{"errcode":10009,"errmsg":"OPERATION FAILED"}""")]
    [InlineData(Refusal.SupervisorBusy, """{"errcode":-1,"errmsg":"FAILURE"}""")]
    [InlineData(Refusal.SupervisorUnavailable, """{"errcode":-1,"errmsg":"FAILURE"}""")]
    [InlineData(Refusal.SupervisorDidNotAnswer, """{"errcode":-1,"errmsg":"FAILURE"}""")]
    [InlineData(Refusal.NoCommonCodec, """{"errcode":-1,"errmsg":"FAILURE"}""")]
    [InlineData(Refusal.SupervisorIsParty, """{"errcode":70084,"errmsg":"ACTION FORBIDDEN"}""")]
    [InlineData(Refusal.TooManyMonitors, """{"errcode":60002,"errmsg":"MAX LIMITATION EXCEEDED"}""")]
    [InlineData(Refusal.Overloaded, """{"errcode":70082,"errmsg":"OVERLOAD_TASK_RUNNING"}""")]
    [InlineData(Refusal.AuditFailed, """{"errcode":-2,"errmsg":"INTERNAL SERVER ERROR"}""")]
    public async Task EachRefusalOfTheEngine_GetsItsRow(Refusal refusal, string answer)
    {
        _app.Engine.Refuse = refusal;

        Assert.Equal(answer, await _app.PostAsync("call/listen", Published));
    }

    [Fact]
    public async Task ATrunkChannel_ReachesTheEngine_WhichDecides()
    {
        _app.Engine.Put(Samples.InboundCall());
        _app.Engine.Refuse = Refusal.NotSupported;

        Assert.Equal(
            """{"errcode":70132,"errmsg":"OPERATION NOT SUPPORTED"}""",
            await _app.PostAsync("call/listen", """{"monitor":"2008","channel_id":"PJSIP/trunk-trunk1-endpoint-00000011","type":"listen"}"""));
        Assert.Equal(new LegId(0x11), Assert.IsType<StartMonitor>(Assert.Single(_app.Engine.Commands)).Target);
    }

    [Fact]
    public async Task ASupervisorsChannel_CannotBeMonitored()
    {
        _app.Engine.Put(Samples.InternalCall().With(Samples.Monitor(LegState.Talking)));

        Assert.Equal(
            """{"errcode":70132,"errmsg":"OPERATION NOT SUPPORTED"}""",
            await _app.PostAsync("call/listen", """{"monitor":"2005","channel_id":"PJSIP/2008-00000115","type":"listen"}"""));
        Assert.Empty(_app.Engine.Commands);
    }

    [Fact]
    public async Task EachRequest_LeavesOneLine_WithWhoWhatAndOutcome()
    {
        await _app.PostAsync("call/listen", Published);
        _app.Engine.Refuse = Refusal.SupervisorBusy;
        await _app.PostAsync("call/listen", """{"monitor":"2008","channel_id":"PJSIP/2000-00000114","type":"barge"}""");
        await _app.PostAsync("call/listen", "{\"monitor\":\"2008\\nforged line\",\"channel_id\":\"x\",\"type\":\"listen\"}");

        string[] lines = [.. _app.Log.Lines.Where(l => l.Id.Id == EventIds.PSeriesListen).Select(l => l.Text.TrimEnd())];
        Assert.Equal(
            [
                $"P-Series client {PSeriesApp.ClientId} at 127.0.0.1 asked for listen by 2008 on PJSIP/2000-00000114: 0 SUCCESS (refusal: None)",
                $"P-Series client {PSeriesApp.ClientId} at 127.0.0.1 asked for barge by 2008 on PJSIP/2000-00000114: -1 FAILURE (refusal: SupervisorBusy)",
                $"P-Series client {PSeriesApp.ClientId} at 127.0.0.1 asked for listen by 2008?forged line on x: 60001 DATA NOT FOUND (refusal: ExtensionNotFound)",
            ],
            lines);
    }
}
