using System.Text.Json.Nodes;
using Undertone.Http.Exotel;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.Exotel;

/// <summary>ActiveLegs and Legs, request by request.</summary>
public sealed class LegTests : IAsyncLifetime
{
    private static readonly CallSnapshot Call = ExotelSamples.Answered();
    private static readonly string CallSid = Sid.Of(Call.Id);
    private static readonly string AgentLeg = Sid.Of(Call.Id, new LegId(0x11));
    private ExotelApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await ExotelApp.StartAsync();
        _app.Engine.Put(Call);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Active_legs_are_listed_in_xml_and_json_with_ten_fields_in_their_order()
    {
        ExotelApp.Answer xml = await _app.SendAsync("GET", $"/Calls/{CallSid}/ActiveLegs");
        string leg(string sid, string number, string origin) =>
            $"<Leg><Sid>{sid}</Sid><CallSid>{CallSid}</CallSid><AccountSid>acme</AccountSid><PhoneNumber>{number}</PhoneNumber><Status>in-progress</Status>"
            + $"<Origin>{origin}</Origin><LastAction></LastAction><DateCreated>2022-04-27 16:34:36</DateCreated><DateUpdated>2022-04-27 16:34:40</DateUpdated>"
            + $"<Uri>/v1/Accounts/acme/Calls/{CallSid}/ActiveLegs</Uri></Leg>";
        Assert.Equal((200, "application/xml"), (xml.Status, xml.ContentType));
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TwilioResponse><Legs>" + leg(AgentLeg, "2000", "outbound")
            + leg(Sid.Of(Call.Id, new LegId(0x12)), "09052161119", "outbound-dial") + "</Legs></TwilioResponse>",
            xml.Body);

        ExotelApp.Answer json = await _app.SendAsync("GET", $"/Calls/{CallSid}/ActiveLegs.json");
        JsonObject first = JsonNode.Parse(json.Body)!["Legs"]![0]!.AsObject();
        Assert.Equal("application/json", json.ContentType);
        Assert.Equal(
            ["Sid", "CallSid", "AccountSid", "PhoneNumber", "Status", "Origin", "LastAction", "DateCreated", "DateUpdated", "Uri"], first.Select(field => field.Key));
    }

    [Fact]
    public async Task A_supervisor_is_dialled_raised_twice_and_hung_up_in_the_shapes_of_the_maker()
    {
        ExotelApp.Answer created = await _app.SendAsync(
            "POST",
            $"/Calls/{CallSid}/Legs",
            """{"Action":"listen","TargetLegSid":"","PhoneNumber":"2008","StatusCallback":"","CustomField":"legscustom","StatusCallbackContentType":"application/json","StatusCallbackEvents[0]":"terminal"}""",
            "application/json");
        MonitorSnapshot monitor = _app.Engine.FindCall(Call.Id)!.Monitors[0];
        string sid = Sid.Of(Call.Id, monitor.Id);
        Assert.Equal(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TwilioResponse><Leg><Sid>{sid}</Sid><CallSid>{CallSid}</CallSid><AccountSid>acme</AccountSid>"
            + "<PhoneNumber>2008</PhoneNumber><Status>in-progress</Status><Origin>monitor</Origin><LastAction>listen</LastAction>"
            + "<DateCreated>2022-04-27 16:35:06</DateCreated><DateUpdated>2022-04-27 16:35:06</DateUpdated><StartTime>2022-04-27 16:35:06</StartTime>"
            + $"<Uri>/v1/Accounts/acme/Calls/{CallSid}/Legs</Uri></Leg></TwilioResponse>",
            created.Body);
        StartMonitor command = Assert.IsType<StartMonitor>(Assert.Single(_app.Engine.Commands));
        Assert.Equal(("acme", true, ExotelApp.ExoPhone, new LegId(0x11)), (command.Account, command.MustBeNew, command.ShownNumber, command.Target));
        Assert.Equal(new Requester("exotel", ExotelApp.Key, "127.0.0.1"), command.Requester);

        JsonNode raised = JsonNode.Parse((await _app.SendAsync("PUT", $"/Calls/{CallSid}/Legs/{sid}.json", $"Action=whisper&TargetLegSid={AgentLeg}")).Body)!["Leg"]!;
        Assert.Equal(
            ("whisper", "2022-04-27 16:35:06", "2022-04-27 16:35:13", $"/v1/Accounts/acme/Calls/{CallSid}/Legs/{sid}"),
            ((string)raised["LastAction"]!, (string)raised["StartTime"]!, (string)raised["DateUpdated"]!, (string)raised["Uri"]!));
        SwitchMonitor whisper = Assert.IsType<SwitchMonitor>(_app.Engine.Commands.Last());
        Assert.Equal((new LegId(0x11), MonitorMode.Listen), (whisper.Target, Assert.Single(whisper.From)));
        Assert.Equal(200, (await _app.SendAsync("PUT", $"/Calls/{CallSid}/Legs/{sid}", "Action=barge")).Status);
        Assert.Equal([MonitorMode.Listen, MonitorMode.Whisper], Assert.IsType<SwitchMonitor>(_app.Engine.Commands.Last()).From.ToArray());

        JsonObject hungUp = JsonNode.Parse((await _app.SendAsync("PUT", $"/Calls/{CallSid}/Legs/{sid}.json", "Action=hangup")).Body)!["Legs"]!.AsObject();
        Assert.Equal(
            ["Sid", "CallSid", "AccountSid", "PhoneNumber", "Status", "Origin", "LastAction", "DateCreated", "DateUpdated", "StartTime", "ExoPhone", "BackupExoPhone", "Uri"],
            hungUp.Select(field => field.Key));
        Assert.Equal(("hangup", "in-progress", "08047091234"), ((string)hungUp["LastAction"]!, (string)hungUp["Status"]!, (string)hungUp["BackupExoPhone"]!));
        Assert.Equal(monitor.Id, _app.Engine.Commands.Last());
    }

    [Theory]
    [InlineData("POST", "/Legs", "Action=listen", 400, "Status", "PhoneNumber")]
    [InlineData("POST", "/Legs", "Action=listen&PhoneNumber=abc", 400, "Status", "PhoneNumber")]
    [InlineData("POST", "/Legs", "PhoneNumber=2008", 400, "Status", "Action")]
    [InlineData("POST", "/Legs", "PhoneNumber=2008&Action=Listen", 400, "Status", "Action")]
    [InlineData("POST", "/Legs", "PhoneNumber=2008&Action=whisper", 400, "Status", "TargetLegSid")]
    [InlineData("POST", "/Legs", "PhoneNumber=2008&Action=listen&TargetLegSid=x", 400, "Status", "TargetLegSid")]
    [InlineData("POST", "/Legs", "PhoneNumber=2008&Action=listen&StatusCallback=ftp://a/", 400, "Status", "StatusCallback")]
    [InlineData("POST", "/Legs", "PhoneNumber=2008&Action=listen&StatusCallbackEvents[]=begun", 400, "Status", "StatusCallbackEvents")]
    [InlineData("POST", "/Legs", "PhoneNumber=2008&Action=listen&StatusCallbackContentType=text/xml", 400, "Status", "StatusCallbackContentType")]
    [InlineData("PUT", "/Legs/{agent}", "Action=barge", 400, "Status", "Action")]
    [InlineData("PUT", "/Legs/00000000000000000000000000000009", "Action=barge", 404, "Code", "LegSid")]
    [InlineData("PUT", "/Legs/00000000000000000000000000000009", "Action=hangup", 404, "Code", "Not Found")]
    [InlineData("GET", "/Legs/{agent}", null, 405, "Status", "ethod")]
    [InlineData("DELETE", "/Legs/{agent}", null, 405, "Status", "ethod")]
    public async Task What_is_wrong_is_said_in_the_endpoints_own_element_and_nothing_is_done(
        string method, string path, string? body, int status, string first, string named)
    {
        foreach (string form in (string[])["", ".json"])
        {
            ExotelApp.Answer answer = await _app.SendAsync(method, $"/Calls/{CallSid}{path.Replace("{agent}", AgentLeg, StringComparison.Ordinal)}{form}", body);
            Assert.Equal(status, answer.Status);
            string start = form.Length == 0 ? $"<TwilioResponse><RestException><{first}>{status}</{first}>" : $$"""{"RestException":{"{{first}}":{{status}},""";
            Assert.Contains(start, answer.Body, StringComparison.Ordinal);
            Assert.Contains(named, answer.Body, StringComparison.Ordinal);
        }

        Assert.Empty(_app.Engine.Commands);
    }

    [Theory]
    [InlineData(Refusal.LegNotFound, 404, "CallSid")]
    [InlineData(Refusal.NotAnswered, 404, "CallSid")]
    [InlineData(Refusal.NumberNotFound, 400, "PhoneNumber")]
    [InlineData(Refusal.SupervisorIsThere, 400, "PhoneNumber")]
    [InlineData(Refusal.SupervisorIsParty, 400, "PhoneNumber")]
    [InlineData(Refusal.ModeNotPermitted, 403, "may not supervise")]
    [InlineData(Refusal.TargetNotMonitorable, 403, "may not be supervised")]
    [InlineData(Refusal.TooManyMonitors, 403, "as many")]
    [InlineData(Refusal.Overloaded, 503, "later")]
    [InlineData(Refusal.AuditFailed, 500, "audit")]
    public async Task What_the_engine_refuses_is_told_in_the_dialects_words(Refusal refusal, int status, string named)
    {
        _app.Engine.Refuse = refusal;
        ExotelApp.Answer answer = await _app.SendAsync("POST", $"/Calls/{CallSid}/Legs.json", "Action=listen&PhoneNumber=2008");

        Assert.Equal(status, answer.Status);
        Assert.Contains(named, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_that_are_not_in_progress_or_another_accounts_are_not_found()
    {
        CallSnapshot ringing = ExotelSamples.Ringing();
        _app.Engine.Put(ringing);
        foreach (string sid in (string[])[Sid.Of(ringing.Id), Sid.Of(new CallId(1, 1)), "40ccc7656e1a3eb66c6cb2be57d1142k"])
        {
            Assert.Equal(404, (await _app.SendAsync("GET", $"/Calls/{sid}/ActiveLegs")).Status);
            Assert.Equal(404, (await _app.SendAsync("POST", $"/Calls/{sid}/Legs", "Action=listen&PhoneNumber=2008")).Status);
        }

        Assert.Equal(404, (await _app.SendRawAsync("GET", $"/v1/Accounts/other/Calls/{CallSid}/ActiveLegs", credentials: $"o:{ExotelApp.Token}")).Status);
        Assert.Equal(403, (await _app.SendRawAsync("POST", $"/v1/Accounts/other/Calls/{CallSid}/Legs", "a=b", credentials: $"o:{ExotelApp.Token}")).Status);
    }
}
