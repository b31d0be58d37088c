using System.Text;
using System.Text.Json;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarPSeries;
using Undertone.Http.YeastarPSeries.Events;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class EventTranslatorTests
{
    private readonly EventTranslator _translator = new(
        new YeastarPSeriesOptions
        {
            SerialNumber = "3631A2124XXX",
            TimeZone = TimeZoneInfo.CreateCustomTimeZone("shop", TimeSpan.FromHours(8), "shop", "shop"),
        },
        new ExtensionDirectory(new FakeExtensionStore()));

    [Fact]
    public void Event30011_PublishedSample_IsReproducedExactly()
    {
        CallSnapshot call = Samples.InternalCall() with
        {
            To = "2002",
            Legs =
            [
                Samples.Leg(0x10, "2005", LegRole.Caller, LegState.Alerting),
                Samples.Leg(0x11, "2002", LegRole.Callee, LegState.Ringing),
            ],
        };

        PSeriesEvent translated = Assert.Single(_translator.Translate(new CallChanged(Samples.Start, call)));

        Assert.Equal(
            """{"type":30011,"sn":"3631A2124XXX","msg":"{\"call_id\":\"1651057476.362\",\"members\":[{\"extension\":{\"number\":\"2005\",\"channel_id\":\"PJSIP/2005-00000010\",\"member_status\":\"ALERT\",\"call_path\":\"\"}},{\"extension\":{\"number\":\"2002\",\"channel_id\":\"PJSIP/2002-00000011\",\"member_status\":\"RING\",\"call_path\":\"\"}}]}"}""",
            Encoding.UTF8.GetString(translated.Frame));
    }

    [Fact]
    public void AnInternalCall_TellsEachChangeOnce_ThenItsRecord()
    {
        CallSnapshot call = Samples.InternalCall();
        string[] told =
        [
            .. Changed(call, LegState.Starting, LegState.Starting),
            .. Changed(call, LegState.Alerting, LegState.Ringing),
            .. Changed(call, LegState.Talking, LegState.Talking),
            .. Changed(call.With(Samples.Monitor(LegState.Ringing)), LegState.Talking, LegState.Talking),
            .. Changed(call, LegState.Talking, LegState.Holding),
            .. Changed(call, LegState.Talking, LegState.Talking),
            .. Changed(call, LegState.Ended, LegState.Talking),
            .. Told(new CallEnded(Samples.Start, Record())),
        ];

        Assert.Equal(
            ["ALERT RING", "ANSWERED ANSWER", "ANSWERED HOLD", "ANSWERED ANSWER", "BYE ANSWER", "30012"],
            told);
        Assert.Equal(0, _translator.Remembered);
    }

    [Fact]
    public void Event30013_ShowsTheCallAfterTheTransfer()
    {
        CallSnapshot call = Samples.InternalCall() with
        {
            Legs =
            [
                Samples.Leg(0x10, "2005", LegRole.Caller, LegState.Alerting),
                Samples.Leg(0x12, "2008", LegRole.Callee, LegState.Ringing),
            ],
        };

        PSeriesEvent told = Assert.Single(_translator.Translate(new CallTransferred(Samples.Start, call, ByRequest: false)));

        Assert.Equal(
            """{"type":30013,"sn":"3631A2124XXX","msg":"{\"call_id\":\"1651057476.362\",\"members\":[{\"extension\":{\"number\":\"2005\",\"channel_id\":\"PJSIP/2005-00000010\",\"member_status\":\"ALERT\",\"call_path\":\"\"}},{\"extension\":{\"number\":\"2008\",\"channel_id\":\"PJSIP/2008-00000012\",\"member_status\":\"RING\",\"call_path\":\"\"}}]}"}""",
            Encoding.UTF8.GetString(told.Frame));
    }

    [Fact]
    public void Event30015_TellsOfATransferThatFailed_WithoutEndingTheCall()
    {
        PSeriesEvent told = Assert.Single(_translator.Translate(new TransferFailed(Samples.Start, Samples.InternalCall(), CallFailureReason.Busy)));

        Assert.Equal(30015, told.Type);
        Assert.Contains("486 Busy here", Encoding.UTF8.GetString(told.Frame), StringComparison.Ordinal);
    }

    [Fact]
    public void AClickToCall_RingsTheCallerFirst()
    {
        string[] told =
        [
            .. Changed(Samples.InternalCall(), LegState.Ringing, LegState.Starting),
            .. Changed(Samples.InternalCall(), LegState.Alerting, LegState.Ringing),
            .. Changed(Samples.InternalCall(), LegState.Talking, LegState.Talking),
        ];

        Assert.Equal(["RING RING", "ALERT RING", "ANSWERED ANSWER"], told);
    }

    [Fact]
    public void AnOutboundCall_TellsEarlyMediaOfTheTrunk_ButNotOfAnExtension()
    {
        Assert.Equal(["ALERT EARLYMEDIA"], Changed(Samples.OutboundCall(), LegState.Alerting, LegState.EarlyMedia));
        Assert.Equal(["ALERT RING"], Changed(Samples.InternalCall(), LegState.Alerting, LegState.EarlyMedia));
    }

    [Fact]
    public void AMonitor_IsACallOfItsOwn_AndAModeSwitchIsNotTold()
    {
        string[] told =
        [
            .. Told(new MonitorChanged(Samples.Start, Samples.Monitor(LegState.Ringing))),
            .. Told(new MonitorChanged(Samples.Start, Samples.Monitor(LegState.Talking))),
            .. Told(new MonitorChanged(Samples.Start, Samples.Monitor(LegState.Talking, MonitorMode.Whisper))),
            .. Told(new MonitorChanged(Samples.Start, Samples.Monitor(LegState.Ended, MonitorMode.Whisper))),
        ];

        Assert.Equal(["RING", "ANSWER", "BYE"], told);
        Assert.Equal(0, _translator.Remembered);
    }

    [Fact]
    public void AMonitorThatFails_EndsAndTellsWhy()
    {
        Assert.Equal(["RING"], Told(new MonitorChanged(Samples.Start, Samples.Monitor(LegState.Ringing))));

        Assert.Equal(
            ["BYE", "30015 603 Declined"],
            Told(new MonitorFailed(Samples.Start, Samples.Monitor(LegState.Ended), CallFailureReason.Declined)));
        Assert.Equal(0, _translator.Remembered);
    }

    [Fact]
    public void AMonitorWhoseEndWasTold_IsNotEndedTwiceByItsFailure()
    {
        Told(new MonitorChanged(Samples.Start, Samples.Monitor(LegState.Ringing)));
        Assert.Equal(["BYE"], Told(new MonitorChanged(Samples.Start, Samples.Monitor(LegState.Ended))));

        Assert.Equal(
            ["30015 408 Request Time"],
            Told(new MonitorFailed(Samples.Start, Samples.Monitor(LegState.Ended), CallFailureReason.NoAnswer)));
    }

    [Theory]
    [InlineData(CallFailureReason.NotFound, "404 NOT found")]
    [InlineData(CallFailureReason.Unreachable, "Line Unreachable")]
    [InlineData(CallFailureReason.Busy, "486 Busy here")]
    [InlineData(CallFailureReason.Declined, "603 Declined")]
    [InlineData(CallFailureReason.NoAnswer, "408 Request Time")]
    [InlineData(CallFailureReason.TemporarilyUnavailable, "480 Temporatily Unavailable")]
    [InlineData(CallFailureReason.Gone, "410 Gone")]
    [InlineData(CallFailureReason.AddressIncomplete, "484 Address incomplete")]
    [InlineData(CallFailureReason.Forbidden, "NO Dial Permission")]
    [InlineData(CallFailureReason.NotAcceptable, "Circuit/channel congestion")]
    [InlineData(CallFailureReason.DoNotDisturb, "DND")]
    [InlineData(CallFailureReason.Congestion, "Circuit/channel congestion")]
    public void Event30015_CarriesTheVendorsText(CallFailureReason reason, string text)
    {
        PSeriesEvent translated = Assert.Single(_translator.Translate(
            new CallFailed(Samples.Start, Samples.InternalCall().WithStates(LegState.Ended, LegState.Ended), reason)));

        Assert.Equal(30015, translated.Type);
        Assert.Equal(
            """{"call_id":"1651057476.362","members":[{"extension":{"number":"2005","channel_id":"PJSIP/2005-00000113","member_status":"BYE","call_path":""}},{"extension":{"number":"2000","channel_id":"PJSIP/2000-00000114","member_status":"BYE","call_path":""}}],"reason":"REASON"}"""
                .Replace("REASON", text, StringComparison.Ordinal),
            Message(translated));
    }

    [Fact]
    public void ACallThatTheCallerGaveUp_IsNoFailure()
        => Assert.Empty(_translator.Translate(new CallFailed(Samples.Start, Samples.InternalCall(), CallFailureReason.Cancelled)));

    [Fact]
    public void Event30012_CarriesEveryField_WithTheTimeOfTheShop()
    {
        PSeriesEvent translated = Assert.Single(_translator.Translate(new CallEnded(Samples.Start, Record())));

        Assert.Equal(
            """{"call_id":"1651057476.362","time_start":"2022-04-27 19:04:36","call_from":"2005","call_to":"2000","call_duration":30,"talk_duration":26,"src_trunk_name":"","dst_trunk_name":"","pin_code":"","status":"ANSWERED","type":"Internal","recording":"","did_number":"","agent_ring_time":3,"did_name":"","uid":"1651057476.362","call_note_id":"","enb_call_note":0}""",
            Message(translated));
    }

    [Theory]
    [InlineData(CallDisposition.Answered, CallKind.Internal, "\"status\":\"ANSWERED\",\"type\":\"Internal\"")]
    [InlineData(CallDisposition.NoAnswer, CallKind.Inbound, "\"status\":\"NO ANSWER\",\"type\":\"Inbound\"")]
    [InlineData(CallDisposition.Busy, CallKind.Outbound, "\"status\":\"BUSY\",\"type\":\"Outbound\"")]
    [InlineData(CallDisposition.Failed, CallKind.Outbound, "\"status\":\"NO ANSWER\",\"type\":\"Outbound\"")]
    public void Event30012_WordsForStatusAndType(CallDisposition disposition, CallKind kind, string expected)
        => Assert.Contains(
            expected,
            Message(Assert.Single(_translator.Translate(
                new CallEnded(Samples.Start, Record() with { Disposition = disposition, Kind = kind, SourceTrunk = "t1" })))),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(true, "Registered")]
    [InlineData(false, "Unregistered")]
    public void Event30007_TellsRegistration(bool registered, string status)
    {
        PSeriesEvent translated = Assert.Single(
            _translator.Translate(new ExtensionRegistrationChanged(Samples.Start, "2000", registered, "192.0.2.7")));

        Assert.Equal(30007, translated.Type);
        Assert.Equal($$"""{"extension":"2000","kind":"Sip","status":"{{status}}","registered_ip":"192.0.2.7"}""", Message(translated));
    }

    [Fact]
    public void Event30008_TellsRingingBusyAndIdle_EachChangeOnce()
    {
        ExtensionState[] states =
        [
            ExtensionState.Registered, ExtensionState.Ringing, ExtensionState.Busy, ExtensionState.Hold, ExtensionState.Busy,
            ExtensionState.Registered, ExtensionState.Unavailable,
        ];

        string[] told = [.. states.SelectMany(s => _translator.Translate(new ExtensionStateChanged(Samples.Start, "2002", s))).Select(Message)];

        Assert.Equal(
            [
                """{"extension":"2002","status":"Ringing"}""",
                """{"extension":"2002","status":"Busy"}""",
                """{"extension":"2002","status":"Idle"}""",
            ],
            told);
    }

    [Fact]
    public void AfterMissedEvents_EverythingIsToldAgain()
    {
        Changed(Samples.InternalCall(), LegState.Talking, LegState.Talking);
        _translator.Translate(new ExtensionStateChanged(Samples.Start, "2002", ExtensionState.Busy));

        _translator.Forget();

        Assert.Equal(["ANSWERED ANSWER"], Changed(Samples.InternalCall(), LegState.Talking, LegState.Talking));
        Assert.Single(_translator.Translate(new ExtensionStateChanged(Samples.Start, "2002", ExtensionState.Registered)));
    }

    private static CallRecord Record() => new()
    {
        Id = new CallId(1651057476, 362),
        Kind = CallKind.Internal,
        From = "2005",
        To = "2000",
        StartedAt = Samples.Start,
        RingingAt = Samples.Start.AddSeconds(1),
        AnsweredAt = Samples.Start.AddSeconds(4),
        EndedAt = Samples.Start.AddSeconds(30.9),
        Disposition = CallDisposition.Answered,
    };

    private string[] Changed(CallSnapshot call, params LegState[] states) => Told(new CallChanged(Samples.Start, call.WithStates(states)));

    /// <summary>For 30011 the statuses of the members, for 30015 the reason, else the type.</summary>
    private string[] Told(EngineEvent engineEvent) => [.. _translator.Translate(engineEvent).Select(Summary)];

    private static string Summary(PSeriesEvent translated)
    {
        using JsonDocument document = JsonDocument.Parse(Message(translated));
        return translated.Type switch
        {
            30011 => string.Join(' ', document.RootElement.GetProperty("members").EnumerateArray().Select(
                m => m.EnumerateObject().Single().Value.GetProperty("member_status").GetString())),
            30015 => $"30015 {document.RootElement.GetProperty("reason").GetString()}",
            _ => $"{translated.Type}",
        };
    }

    private static string Message(PSeriesEvent translated)
    {
        using JsonDocument document = JsonDocument.Parse(translated.Frame);
        Assert.Equal("3631A2124XXX", document.RootElement.GetProperty("sn").GetString());
        return document.RootElement.GetProperty("msg").GetString()!;
    }
}
