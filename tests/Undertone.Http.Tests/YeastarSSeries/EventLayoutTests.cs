using System.Collections.Immutable;
using System.Text;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarSSeries;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Events;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>What happens to calls, in each of the four layouts, key by key.</summary>
public sealed class EventLayoutTests : IDisposable
{
    private const string Sn = $"\"sn\":\"{SSeriesApp.Serial}\"";

    private static readonly EventLayout Old = new(PartyLayout.RepeatedKeys, HasSerial: false);
    private static readonly EventLayout List = new(PartyLayout.CallList, HasSerial: true);
    private static readonly EventLayout OpenVox = new(PartyLayout.ExtensionList, HasSerial: true);
    private static readonly EventLayout V2 = new(PartyLayout.Members, HasSerial: true);

    private readonly ActionTranslator _actions = new(SSeriesApp.Serial);
    private readonly StatusTranslator _statuses = new(SSeriesApp.Serial);
    private readonly ExtensionDirectory _directory = new(new FakeExtensionStore());
    private readonly FactTranslator _facts;

    public EventLayoutTests()
        => _facts = new FactTranslator(new YeastarSSeriesOptions { SerialNumber = SSeriesApp.Serial, TimeZone = TimeZoneInfo.Utc }, _directory, new FakeCallEngine());

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void An_internal_call_by_api_in_the_old_layout_repeats_the_key_ext() => Assert.Equal(
        [
            """{"action":"ALERT","callid":"1651057476.362","ext":{"extid":"2005"}}""",
            """{"action":"RING","callid":"1651057476.362","ext":{"extid":"2000"},"ext":{"extid":"2005"}}""",
            """{"action":"ANSWER","callid":"1651057476.362","ext":{"extid":"2000"},"ext":{"extid":"2005"}}""",
            """{"action":"ANSWERED","callid":"1651057476.362","ext":{"extid":"2005"},"ext":{"extid":"2000"}}""",
            """{"action":"BYE","callid":"1651057476.362","ext":{"extid":"2000"},"ext":{"extid":"2005"}}""",
        ],
        Tell(Old, LifeOf(ByApi(Samples.InternalCall()))));

    [Fact]
    public void The_same_in_1_0_2_has_a_list_and_in_openvox_an_array()
    {
        EngineEvent[] life = LifeOf(ByApi(Samples.InternalCall()));
        Assert.Equal(
            $$$"""{"action":"RING","callid":"1651057476.362","call":[{"ext":{"extid":"2000"}},{"ext":{"extid":"2005"}}],{{{Sn}}}}""", Tell(List, life)[1]);
        _actions.Forget();
        Assert.Equal($$$"""{"action":"RING","callid":"1651057476.362","ext":{"extid":["2000","2005"]},{{{Sn}}}}""", Tell(OpenVox, life)[1]);
        _actions.Forget();
        Assert.Equal($$$"""{"action":"ALERT","callid":"1651057476.362","ext":{"extid":"2005"},{{{Sn}}}}""", Tell(OpenVox, life)[0]);
    }

    [Fact]
    public void A_call_that_an_extension_dials_on_its_phone_does_not_ring_but_is_answered_and_ends() => Assert.Equal(
        ["ANSWER", "ANSWERED", "BYE"],
        Tell(List, LifeOf(Samples.InternalCall())).Select(ActionOf));

    [Fact]
    public void An_inbound_call_names_the_trunk_and_the_id_of_the_call() => Assert.Equal(
        [
            $$$"""{"action":"ALERT","callid":"1650094600.540","call":[{"inbound":{"from":"5503301","to":"2000","trunk":"trunk1","inboundid":"1650094600.540"}}],{{{Sn}}}}""",
            $$$"""{"action":"RING","callid":"1650094600.540","call":[{"ext":{"extid":"2001"}},{"inbound":{"from":"5503301","to":"2000","trunk":"trunk1","inboundid":"1650094600.540"}}],{{{Sn}}}}""",
            $$$"""{"action":"ANSWER","callid":"1650094600.540","call":[{"ext":{"extid":"2001"}},{"inbound":{"from":"5503301","to":"2000","trunk":"trunk1","inboundid":"1650094600.540"}}],{{{Sn}}}}""",
        ],
        Tell(List, LifeOf(Samples.InboundCall())).Take(3));

    [Fact]
    public void The_second_version_shows_members_the_calling_one_first_and_repeats_nothing()
    {
        EngineEvent[] life = LifeOf(Samples.InboundCall());
        Assert.Equal(
            [
                Status("ALERT", "RING"), Status("ANSWERED", "ANSWER"), Status("ANSWERED", "BYE"), Status("BYE", "BYE"),
            ],
            Tell(V2, [.. life, .. life.Take(0)]));

        static string Status(string inbound, string ext)
            => $$$"""{"event":"CallStatus","callid":"1650094600.540","members":[{"inbound":{"from":"5503301","to":"2000","trunkname":"trunk1","channelid":"PJSIP/trunk-trunk1-endpoint-00000011","memberstatus":"{{{inbound}}}"}},{"ext":{"number":"2001","channelid":"PJSIP/2001-00000012","memberstatus":"{{{ext}}}"}}],{{{Sn}}}}""";
    }

    [Fact]
    public void A_failure_keeps_parties_of_two_kinds_apart_and_openvox_has_a_number()
    {
        CallSnapshot call = Samples.OutboundCall().WithStates(LegState.Alerting, LegState.Ended);
        var failed = new CallFailed(Samples.Start, call, CallFailureReason.Busy);
        string outbound = PartyOf(Tell(List, [failed])[0], "outbound");
        Assert.StartsWith("""{"action":"CallFailed","reason":"486 Busy Here","callid":"1650095575.872","outbound":{""", Tell(List, [failed])[0], StringComparison.Ordinal);
        Assert.EndsWith($$$"""},"ext":{"extid":"1005"},{{{Sn}}}}""", Tell(List, [failed])[0], StringComparison.Ordinal);
        Assert.Contains("\"outboundid\":\"1650095575.872\"", outbound, StringComparison.Ordinal);
        Assert.StartsWith("""{"action":"CallFailed","reason":486,""", Tell(OpenVox, [failed])[0], StringComparison.Ordinal);
        Assert.StartsWith("""{"event":"CallFailed","callid":"1650095575.872","reason":"486 Busy here","members":[{"ext":{"number":"1005","channelid":""", Tell(V2, [failed])[0], StringComparison.Ordinal);
        Assert.DoesNotContain("memberstatus", Tell(V2, [failed])[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_failed_ends_without_a_bye()
    {
        CallSnapshot call = ByApi(Samples.InternalCall()) with { AnsweredAt = null };
        Assert.Equal(
            ["ALERT", "RING", "CallFailed"],
            Tell(List,
            [
                new CallChanged(Samples.Start, call.WithStates(LegState.Alerting, LegState.Ringing)),
                new CallFailed(Samples.Start, call.WithStates(LegState.Alerting, LegState.Ended), CallFailureReason.Declined),
                EndOf(call),
            ]).Select(ActionOf));
        Assert.Equal(0, _actions.Remembered);
    }

    [Fact]
    public void A_transfer_on_a_phone_is_told_with_the_one_who_left_first_and_one_by_api_is_not()
    {
        CallSnapshot before = Samples.InternalCall();
        CallSnapshot after = before with { Legs = [before.Legs[0], Samples.Leg(0x200, "1005", LegRole.Callee, LegState.Ringing)] };
        EngineEvent[] byPhone = [new CallChanged(Samples.Start, before), new CallTransferred(Samples.Start, after, ByRequest: false)];
        EngineEvent[] byApi = [new CallChanged(Samples.Start, before), new CallTransferred(Samples.Start, after, ByRequest: true)];
        Assert.Equal("""{"action":"Tranfer","callid":"1651057476.362","ext":{"extid":"2000"},"ext":{"extid":"2005"}}""", Tell(Old, byPhone)[^1]);
        Assert.Equal(
            $$$"""{"event":"Tranfer","callid":"1651057476.362","members":[{"ext":{"number":"2005","channelid":"PJSIP/2005-00000113"}},{"ext":{"number":"2000","channelid":"PJSIP/2000-00000114"}}],{{{Sn}}}}""",
            Tell(V2, byPhone)[^1]);
        _actions.Forget();
        Assert.DoesNotContain("Tranfer", Tell(Old, byApi).Select(ActionOf));
    }

    [Fact]
    public void A_forwarded_call_is_told_with_the_caller()
    {
        CallSnapshot call = Samples.InternalCall();
        Assert.Equal(
            $$$"""{"action":"Tranfer","callid":"1651057476.362","call":[{"ext":{"extid":"2005"}}],{{{Sn}}}}""",
            Assert.Single(Tell(List, [new CallForwarded(Samples.Start, call)])));
    }

    [Fact]
    public void A_monitor_is_a_call_of_its_own_with_the_supervisor_alone()
    {
        EngineEvent[] life = [.. ((LegState[])[LegState.Ringing, LegState.Talking, LegState.Ended]).Select(state => new MonitorChanged(Samples.Start, Samples.Monitor(state)))];
        string id = Samples.Monitor(LegState.Ringing).OwnCallId.ToString();
        Assert.Equal(
            ((string[])["RING", "ANSWER", "BYE"]).Select(action => $$$"""{"action":"{{{action}}}","callid":"{{{id}}}","ext":{"extid":"2008"}}"""),
            Tell(Old, life));
        Assert.Equal(["RING", "ANSWER", "BYE"], Tell(V2, life).Select(text => PartyOf(text, "ext").Split("memberstatus\":\"")[1].Split('"')[0]));
        Assert.Equal((0, 0), (_actions.Remembered, _statuses.Remembered));
    }

    [Fact]
    public void A_mode_switch_is_not_told()
    {
        EngineEvent[] switches = [.. ((Supervision.Monitoring.MonitorMode[])[default, Supervision.Monitoring.MonitorMode.Barge])
            .Select(mode => new MonitorChanged(Samples.Start, Samples.Monitor(LegState.Talking, mode)))];
        Assert.Single(Tell(List, switches));
        _statuses.Forget();
        Assert.Single(Tell(V2, switches));
    }

    [Fact]
    public void A_record_is_told_in_the_spelling_of_each_version()
    {
        var record = new CallRecord
        {
            Id = new CallId(1589958682, 2101), Kind = CallKind.Outbound, From = "106", To = "5503301", DestinationTrunk = "trunk1",
            StartedAt = new DateTimeOffset(2020, 5, 20, 10, 11, 22, TimeSpan.Zero), RingingAt = new DateTimeOffset(2020, 5, 20, 10, 11, 24, TimeSpan.Zero),
            AnsweredAt = new DateTimeOffset(2020, 5, 20, 10, 11, 27, TimeSpan.Zero), EndedAt = new DateTimeOffset(2020, 5, 20, 10, 11, 32, TimeSpan.Zero),
            Disposition = CallDisposition.Answered,
        };
        EngineEvent[] ended = [new CallEnded(Samples.Start, record)];
        const string start = "\"callid\":\"1589958682.2101\",\"timestart\":\"2020-05-20 10:11:22\",\"callfrom\":\"106\",\"callto\":\"5503301\",\"callduraction\":\"10\",\"talkduraction\":\"5\",";
        Assert.Equal(
            $$"""{"action":"NewCdr",{{start}}"srctrunkname":"","desttrunkname":"trunk1","pincode":"","status":"ANSWERED","type":"Outbound","recording":""}""",
            Assert.Single(Tell(Old, ended)));
        Assert.Equal(
            $$$"""{"action":"NewCdr",{{{start}}}"srctrunkname":"","desttrunkname":"trunk1","pincode":"","status":"ANSWERED","type":"Outbound","recording":"","didnumber":"","agentringtime":"3",{{{Sn}}}}""",
            Assert.Single(Tell(List, ended)));
        Assert.Equal(
            $$$"""{"event":"NewCdr",{{{start}}}"srctrunkname":"","dsttrcunkname":"trunk1","pincode":"","status":"ANSWERED","type":"Outbound","recording":"","didnumber":"","agentringtime":"3",{{{Sn}}}}""",
            Assert.Single(Tell(V2, ended)));
        Assert.Equal(
            $$$"""{"action":"NewCdr",{{{start}}}"desttrunkname":"trunk1","status":"ANSWERED","type":"Outbound",{{{Sn}}}}""",
            Assert.Single(Tell(OpenVox, ended)));
    }

    [Fact]
    public void What_an_extension_does_is_told_once_and_an_idle_phone_is_registered()
    {
        EngineEvent[] events =
        [
            new ExtensionRegistrationChanged(Samples.Start, "2000", true, "192.0.2.20"),
            new ExtensionStateChanged(Samples.Start, "2000", ExtensionState.Registered),
            new ExtensionStateChanged(Samples.Start, "2000", ExtensionState.Ringing),
            new ExtensionStateChanged(Samples.Start, "2000", ExtensionState.Busy),
            new ExtensionStateChanged(Samples.Start, "2000", ExtensionState.Hold),
            new ExtensionStateChanged(Samples.Start, "2000", ExtensionState.Registered),
            new ExtensionStateChanged(Samples.Start, "2000", ExtensionState.Unavailable),
            new ExtensionRegistrationChanged(Samples.Start, "2000", false, ""),
        ];
        Assert.Equal(
            ((string[])["Registered", "Ringing", "Busy", "Registered", "Unregistered"]).Select(word => $$$"""{"action":"ExtensionStatus","extension":"2000","status":"{{{word}}}",{{{Sn}}}}"""),
            Tell(List, events));
        _facts.Forget();
        Assert.Equal($$$"""{"event":"ExtensionStatus","extension":"2000","status":"Registered","registeredIP":"192.0.2.20",{{{Sn}}}}""", Tell(V2, events)[0]);
    }

    [Fact]
    public void Changes_of_the_configuration_and_the_start_are_told()
    {
        EngineEvent[] events =
        [
            new ExtensionConfigurationChanged(Samples.Start, "2000", ExtensionChangeKind.Updated, WatchedChanges.All),
            new TrunkConfigurationChanged(Samples.Start, "trunk1", Supervision.Trunks.TrunkChange.Created),
        ];
        Assert.Equal(
            [
                $$$"""{"action":"ConfigChange","type":"extension","extid":"2000","operation":"update",{{{Sn}}}}""",
                $$$"""{"action":"ConfigChange","type":"trunk","trunkname":"trunk1","operation":"add",{{{Sn}}}}""",
            ],
            Tell(List, events));
        Assert.Equal($$$"""{"event":"BootUp",{{{Sn}}}}""", Text(_facts.BootUp.In(V2)!));
    }

    private List<string> Tell(EventLayout layout, IEnumerable<EngineEvent> events)
    {
        List<string> told = [];
        foreach (EngineEvent engineEvent in events)
        {
            IEnumerable<IReport> reports = _actions.Translate(engineEvent).Concat(_statuses.Translate(engineEvent)).Concat(_facts.Translate(engineEvent));
            told.AddRange(reports.Select(report => report.In(layout)).OfType<Fields>().Select(Text).Where(text => engineEvent is not CallEnded || events.Count() == 1 || !text.Contains("NewCdr", StringComparison.Ordinal)));
        }

        return told;
    }

    /// <summary>Rings, is answered, and the callee hangs up.</summary>
    private static EngineEvent[] LifeOf(CallSnapshot call) =>
    [
        new CallChanged(Samples.Start, (call with { AnsweredAt = null }).WithStates(LegState.Alerting, LegState.Ringing)),
        new CallChanged(Samples.Start, call.WithStates(LegState.Talking, LegState.Talking)),
        new CallChanged(Samples.Start, call.WithStates(LegState.Talking, LegState.Ended)),
        new CallChanged(Samples.Start, call.WithStates(LegState.Ended, LegState.Ended)),
        EndOf(call),
    ];

    private static CallEnded EndOf(CallSnapshot call) => new(Samples.Start, new CallRecord
    {
        Id = call.Id, Kind = call.Kind, From = call.From, To = call.To, StartedAt = call.StartedAt, EndedAt = call.StartedAt, Disposition = CallDisposition.Answered,
    });

    private static CallSnapshot ByApi(CallSnapshot call) => call with { Legs = ImmutableArray.Create(call.Legs[0] with { Origin = LegOrigin.Outbound }, call.Legs[1]) };

    private static string Text(Fields fields) => Encoding.UTF8.GetString(JsonWire.Write(fields));

    private static string ActionOf(string text) => text.Split('"')[3];

    private static string PartyOf(string text, string name) => text[text.IndexOf($"\"{name}\"", StringComparison.Ordinal)..];
}
