using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>The monitoring requests of all dialects. 2005 has called 2000; 2008 supervises.</summary>
public sealed class MonitoringTests
{
    public static TheoryData<string, string, MonitorMode> Requests => new()
    {
        { "v1.1.0/extension/listen", """{"listener":"2008","listenedext":"2000"}""", MonitorMode.Listen },
        { "v1.0.0/extension/whisper", """{"whisperer":2008,"whisperedext":2000}""", MonitorMode.Whisper },
        { "v1.10/extension/barge", """{"bargein":"2008","bargedext":"2000"}""", MonitorMode.Barge },
        { "v2.0.0/call/listen", """{"monitor":"2008","extension":"2000","type":"listen"}""", MonitorMode.Listen },
        { "v2.0.0/call/listen", """{"monitor":"2008","extension":"2000","type":"whisper"}""", MonitorMode.Whisper },
        { "v2.0.0/call/listen", """{"monitor":"2008","extension":"2000","type":"barge"}""", MonitorMode.Barge },
        { "v0.0.1/extension/whisper?type=json", """{"whisperer":"2008","whisperedext":"2000"}""", MonitorMode.Whisper },
        { "v0.0.1/extension/barge?type=xml", "<xml><bargein>2008</bargein><bargedext>2000</bargedext></xml>", MonitorMode.Barge },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_monitor_starts_on_the_leg_of_the_monitored_extension(string path, string body, MonitorMode mode)
    {
        await using SSeriesApp app = await StartAsync();
        app.Engine.NextCallId(new CallId(1571624363, 72));
        string answer = await app.PostAsync(path, body);
        Assert.Equal(
            path.StartsWith("v2", StringComparison.Ordinal) ? """{"status":"Success","callid":"1571624363.72"}"""
                : path.EndsWith("xml", StringComparison.Ordinal) ? """<?xml version="1.0" encoding="UTF-8" ?><xml><status>Success</status></xml>"""
                : """{"status":"Success"}""",
            answer);
        var command = Assert.IsType<StartMonitor>(Assert.Single(app.Engine.Commands));
        Assert.Equal(("2008", new LegId(0x114), mode), (command.Supervisor, command.Target, command.Mode));
        Assert.Equal(new Requester("s-series", SSeriesApp.User, "127.0.0.1"), command.Requester);
    }

    [Fact]
    public async Task A_second_request_of_the_same_supervisor_switches_her_mode_and_keeps_the_call_id()
    {
        await using SSeriesApp app = await StartAsync();
        app.Engine.NextCallId(new CallId(1571624363, 72));
        await app.PostAsync("v1.1.0/extension/listen", """{"listener":"2008","listenedext":"2000"}""");
        app.Engine.SetStatus(new ExtensionStatus("2008", ExtensionState.Busy, []));
        Assert.Equal(
            """{"status":"Success","callid":"1571624363.72"}""",
            await app.PostAsync("v2.0.0/call/listen", """{"monitor":"2008","extension":"2000","type":"barge"}"""));
        Assert.Equal(MonitorMode.Barge, Assert.Single(Assert.Single(app.Engine.Calls).Monitors).Mode);
    }

    // Each row breaks one rule more than the next: the numbers come in the sheet's order.
    [Theory]
    [InlineData("{}", false, false, false, false, "10004")]
    [InlineData("""{"listener":"2008","listenedext":""}""", false, false, false, false, "10004")]
    [InlineData("""{"listener":"9999","listenedext":"2000"}""", false, false, false, false, "10006")]
    [InlineData("""{"listener":"2008","listenedext":"9999"}""", false, false, false, false, "10006")]
    [InlineData("""{"listener":"2008","listenedext":"2000"}""", false, false, false, false, "10010")]
    [InlineData("""{"listener":"2008","listenedext":"2000"}""", true, false, false, false, "10009")]
    [InlineData("""{"listener":"2008","listenedext":"2000"}""", true, true, false, false, "10008")]
    [InlineData("""{"listener":"2008","listenedext":"2000"}""", true, true, true, false, "10007")]
    public async Task Mistakes_are_reported_in_their_order(string body, bool mayListen, bool mayBeHeard, bool isIdle, bool isInCall, string errno)
    {
        await using SSeriesApp app = await StartAsync(isInCall, isIdle);
        await app.Host.Extensions.ChangeAsync("2008", e => e with { MonitorRight = mayListen ? MonitorRight.Listen : MonitorRight.Whisper }, CancellationToken.None);
        await app.Host.Extensions.ChangeAsync("2000", e => e with { AllowBeingMonitored = mayBeHeard }, CancellationToken.None);
        Assert.Equal($$"""{"status":"Failed","errno":"{{errno}}"}""", await app.PostAsync("v1.1.0/extension/listen", body));
        Assert.Equal(
            $$"""{"status":"Failed","errno":"{{errno}}"}""",
            await app.PostAsync("v2.0.0/call/listen", body.Replace("listenedext", "extension", StringComparison.Ordinal)
                .Replace("listener", "monitor", StringComparison.Ordinal).Replace("}", body == "{}" ? "}" : ""","type":"listen"}""", StringComparison.Ordinal)));
        Assert.Empty(app.Engine.Commands);
    }

    [Theory]
    [InlineData(Refusal.TargetNotMonitorable, "10009")]
    [InlineData(Refusal.TooManyMonitors, "10009")]
    [InlineData(Refusal.ModeNotPermitted, "10010")]
    [InlineData(Refusal.SupervisorBusy, "10008")]
    [InlineData(Refusal.SupervisorUnavailable, "10008")]
    [InlineData(Refusal.SupervisorIsParty, "10008")]
    [InlineData(Refusal.NotAnswered, "10007")]
    [InlineData(Refusal.LegNotFound, "10007")]
    [InlineData(Refusal.AuditFailed, "30001")]
    [InlineData(Refusal.Overloaded, "30001")]
    public async Task What_the_engine_refuses_gets_its_number(Refusal refusal, string errno)
    {
        await using SSeriesApp app = await StartAsync();
        app.Engine.Refuse = refusal;
        Assert.Equal($$"""{"status":"Failed","errno":"{{errno}}"}""", await app.PostAsync("v1.1.0/extension/barge", """{"bargein":"2008","bargedext":"2000"}"""));
    }

    [Fact]
    public async Task The_engine_is_asked_even_if_the_mistake_is_known_so_that_the_refusal_is_on_record()
    {
        await using SSeriesApp app = await StartAsync();
        await app.Host.Extensions.ChangeAsync("2008", e => e with { MonitorRight = MonitorRight.Disabled }, CancellationToken.None);
        app.Engine.Refuse = Refusal.ModeNotPermitted;
        Assert.Equal("""{"status":"Failed","errno":"10010"}""", await app.PostAsync("v1.1.0/extension/listen", """{"listener":"2008","listenedext":"2000"}"""));
        Assert.Single(app.Engine.Commands);
    }

    [Fact]
    public async Task Only_one_extension_at_a_time_listens_in_the_first_version_but_others_may_whisper_and_barge()
    {
        await using SSeriesApp app = await StartAsync();
        await app.Host.Extensions.ChangeAsync("1005", e => e with { MonitorRight = MonitorRight.Extensive }, CancellationToken.None);
        Assert.Equal("""{"status":"Success"}""", await app.PostAsync("v1.1.0/extension/listen", """{"listener":"2008","listenedext":"2000"}"""));
        Assert.Equal("""{"status":"Failed","errno":"10009"}""", await app.PostAsync("v1.1.0/extension/listen", """{"listener":"1005","listenedext":"2000"}"""));
        Assert.Equal("""{"status":"Success"}""", await app.PostAsync("v1.1.0/extension/whisper", """{"whisperer":"1005","whisperedext":"2000"}"""));
    }

    [Theory]
    [InlineData("""{"monitor":"2008","extension":"2000","type":"spy"}""", "10010")]
    [InlineData("""{"monitor":"2008","extension":"2000"}""", "10004")]
    public async Task A_wrong_or_missing_type_gets_its_number(string body, string errno)
    {
        await using SSeriesApp app = await StartAsync();
        Assert.Equal($$"""{"status":"Failed","errno":"{{errno}}"}""", await app.PostAsync("v2.0.0/call/listen", body));
    }

    [Fact]
    public async Task An_extension_that_rings_has_no_call_yet()
    {
        await using SSeriesApp app = await StartAsync(isInCall: false);
        CallSnapshot call = Samples.InternalCall();
        app.Engine.Put(call with { AnsweredAt = null, Legs = [call.Legs[0], call.Legs[1] with { State = LegState.Ringing }] });
        Assert.Equal("""{"status":"Failed","errno":"10007"}""", await app.PostAsync("v1.1.0/extension/listen", """{"listener":"2008","listenedext":"2000"}"""));
    }

    private static async Task<SSeriesApp> StartAsync(bool isInCall = true, bool isIdle = true)
    {
        SSeriesApp app = await SSeriesApp.StartAsync();
        foreach (string number in isIdle ? (string[])["2008", "1005"] : [])
        {
            app.Engine.SetStatus(new ExtensionStatus(number, ExtensionState.Registered, ["127.0.0.1"]));
        }

        if (isInCall)
        {
            app.Engine.Put(Samples.InternalCall());
        }

        return app;
    }
}
