using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Http.Exotel;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Tests.Exotel;

/// <summary>Whole answers, byte by byte, of one server that all of these tests share.</summary>
public sealed class SampleTests(ExotelFixture fixture) : IClassFixture<ExotelFixture>
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private const string Right = $"{ExotelApp.Key}:{ExotelApp.Token}";

    private ExotelApp App => fixture.App;

    [Theory]
    [InlineData(
        "/v1/Accounts/acme",
        "<TwilioResponse><Account><Sid>acme</Sid><FriendlyName>acme</FriendlyName><Status>active</Status><Type>Full</Type><Uri>/v1/Accounts/acme</Uri></Account></TwilioResponse>")]
    [InlineData(
        "/v1/Accounts/acme.json",
        """{"Account":{"Sid":"acme","FriendlyName":"acme","Status":"active","Type":"Full","Uri":"/v1/Accounts/acme"}}""")]
    [InlineData(
        "/v1/Accounts/acme/IncomingPhoneNumbers",
        "<TwilioResponse><IncomingPhoneNumbers><IncomingPhoneNumber><Sid>08030752400</Sid><AccountSid>acme</AccountSid><PhoneNumber>08030752400</PhoneNumber>"
        + "<FriendlyName>08030752400</FriendlyName><Uri>/v1/Accounts/acme/IncomingPhoneNumbers/08030752400</Uri></IncomingPhoneNumber><IncomingPhoneNumber>"
        + "<Sid>08047091234</Sid><AccountSid>acme</AccountSid><PhoneNumber>08047091234</PhoneNumber><FriendlyName>08047091234</FriendlyName>"
        + "<Uri>/v1/Accounts/acme/IncomingPhoneNumbers/08047091234</Uri></IncomingPhoneNumber></IncomingPhoneNumbers></TwilioResponse>")]
    [InlineData(
        "/v2_beta/Accounts/acme/IncomingPhoneNumbers",
        """
        {"page":0,"page_size":50,"incoming_phone_numbers":[
        {"sid":"08030752400","phone_number":"08030752400","friendly_name":"08030752400","capabilities":{"voice":true,"sms":false},"country":"IN","region":""},
        {"sid":"08047091234","phone_number":"08047091234","friendly_name":"08047091234","capabilities":{"voice":true,"sms":false},"country":"IN","region":""}]}
        """)]
    public async Task The_account_and_its_numbers_are_shown(string path, string body)
    {
        ExotelApp.Answer answer = await App.SendRawAsync("GET", path, credentials: Right);
        bool isXml = body.StartsWith('<');
        Assert.Equal((200, isXml ? "application/xml" : "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(isXml ? Declaration + body : body.ReplaceLineEndings(""), answer.Body);
    }

    [Theory]
    [InlineData("acme", Right, 801, "2026-01-01 17:30:00", "\"08030752400\"")]
    [InlineData("other", "o:t0ken", 802, "2026-01-01 12:00:00", "null")]
    public async Task A_placed_call_has_every_field_and_the_dates_of_its_account(string account, string credentials, int sequence, string date, string exoPhone)
    {
        var id = new CallId(1650094666, sequence);
        App.Engine.NextCallId(id);
        ExotelApp.Answer answer = await App.SendRawAsync(
            "POST", $"/v1/Accounts/{account}/Calls/connect.json?details=true", "From=2000&To=09052161119&CallType=promo", "application/x-www-form-urlencoded", credentials);
        string uri = $"/v1/Accounts/{account}/Calls/{Sid.Of(id)}.json";
        Assert.Equal(
            $$$"""
            {"Call":{"Sid":"{{{Sid.Of(id)}}}","ParentCallSid":null,"DateCreated":"{{{date}}}","DateUpdated":"{{{date}}}","AccountSid":"{{{account}}}",
            "To":"09052161119","From":"2000","PhoneNumberSid":{{{exoPhone}}},"Status":"in-progress","StartTime":"{{{date}}}","EndTime":null,
            "Duration":null,"Price":null,"Direction":"outbound-api","AnsweredBy":null,"ForwardedFrom":null,"CallerName":null,
            "Uri":"{{{uri}}}","RecordingUrl":null,"SubResourceUris":{"Legs":"{{{uri}}}/Legs"}
            }}
            """.ReplaceLineEndings(""),
            answer.Body);
    }

    [Fact]
    public async Task A_live_call_is_shown_in_xml_with_empty_elements_and_details()
    {
        CallSnapshot call = Call(810);
        App.Engine.Put(call);
        string sid = Sid.Of(call.Id);
        ExotelApp.Answer answer = await App.SendAsync("GET", $"/Calls/{sid}?details=true");
        Assert.Equal(
            $"{Declaration}<TwilioResponse><Call><Sid>{sid}</Sid><ParentCallSid /><DateCreated>2022-04-27 16:34:36</DateCreated><DateUpdated>2022-04-27 16:34:40</DateUpdated>"
            + "<AccountSid>acme</AccountSid><To>09052161119</To><From>2000</From><PhoneNumberSid /><Status>in-progress</Status><StartTime>2022-04-27 16:34:36</StartTime>"
            + "<EndTime /><Duration /><Price /><Direction>outbound-dial</Direction><AnsweredBy /><ForwardedFrom /><CallerName />"
            + $"<Uri>/v1/Accounts/acme/Calls/{sid}</Uri><RecordingUrl /><SubResourceUris><Legs>/v1/Accounts/acme/Calls/{sid}/Legs</Legs></SubResourceUris>"
            + "<Details><ConversationDuration>0</ConversationDuration><Leg1Status>in-progress</Leg1Status><Leg2Status>in-progress</Leg2Status>"
            + "<Legs><Leg><Id>1</Id><OnCallDuration>0</OnCallDuration></Leg><Leg><Id>2</Id><OnCallDuration>0</OnCallDuration></Leg></Legs></Details></Call></TwilioResponse>",
            answer.Body);
    }

    [Fact]
    public async Task A_supervisors_active_leg_has_its_number_under_two_names()
    {
        CallSnapshot call = Call(811);
        App.Engine.Put(call.With(Samples.Monitor(LegState.Ringing) with { CallId = call.Id, Target = call.Legs[0].Id }));
        JsonObject leg = JsonNode.Parse((await App.SendAsync("GET", $"/Calls/{Sid.Of(call.Id)}/ActiveLegs.json")).Body)!["Legs"]![2]!.AsObject();
        Assert.Equal(
            $$"""
            {"Sid":"{{Sid.Of(call.Id, new LegId(0x115))}}","CallSid":"{{Sid.Of(call.Id)}}","AccountSid":"acme","PhoneNumber":"2008","Status":"in-progress","Origin":"monitor",
            "LastAction":"listen","DateCreated":"2022-04-27 16:35:00","DateUpdated":"2022-04-27 16:35:00",
            "Uri":"/v1/Accounts/acme/Calls/{{Sid.Of(call.Id)}}/ActiveLegs","EndUserNumber":"2008"}
            """.ReplaceLineEndings(""),
            leg.ToJsonString());
    }

    [Fact]
    public async Task The_first_wrong_parameter_of_a_new_leg_is_the_one_that_is_named()
    {
        CallSnapshot call = Call(812);
        App.Engine.Put(call);
        (string Field, string Wrong, string Right)[] fields =
        [
            ("PhoneNumber", "x", "2008"), ("Action", "x", "listen"), ("TargetLegSid", "x", ""), ("StatusCallback", "x", ""), ("StatusCallbackEvents", "x", ""),
            ("StatusCallbackContentType", "x", ""), ("CustomField", new string('x', 129), new string('x', 128)),
        ];
        int asked = App.Engine.Commands.Count;
        for (int right = 0; right < fields.Length; right++)
        {
            string body = string.Join('&', fields.Select((field, i) => $"{field.Field}={(i < right ? field.Right : field.Wrong)}"));
            ExotelApp.Answer answer = await App.SendAsync("POST", $"/Calls/{Sid.Of(call.Id)}/Legs", body);
            Assert.StartsWith(
                $"{Declaration}<TwilioResponse><RestException><Status>400</Status><Code>400</Code><Message>Invalid parameter: {fields[right].Field} is missing or invalid",
                answer.Body,
                StringComparison.Ordinal);
        }

        // That the call is gone comes before what is wrong with the body.
        Assert.Equal(404, (await App.SendAsync("POST", $"/Calls/{Sid.Of(new CallId(1, 1))}/Legs", "{", "application/json")).Status);
        Assert.Equal(asked, App.Engine.Commands.Count);
    }

    [Theory]
    [InlineData(Refusal.SwitchNotAllowed, 400, "Status", "Invalid parameter: Action")]
    [InlineData(Refusal.NotSupported, 400, "Status", "Invalid parameter: TargetLegSid")]
    [InlineData(Refusal.LegNotFound, 404, "Code", "Given LegSid does not exist")]
    [InlineData(Refusal.NotAnswered, 404, "Code", "Given CallSid is not in-progress")]
    [InlineData(Refusal.CallNotFound, 404, "Code", "Given CallSid is not in-progress")]
    [InlineData(Refusal.ModeNotPermitted, 403, "Status", "")]
    [InlineData(Refusal.TargetNotMonitorable, 403, "Status", "")]
    [InlineData(Refusal.Overloaded, 503, "Status", "")]
    [InlineData(Refusal.AuditFailed, 500, "Status", "")]
    public async Task What_the_engine_refuses_of_a_leg_that_is_there_is_told(Refusal refusal, int status, string first, string message)
    {
        CallSnapshot call = Call(813);
        App.Engine.Put(call.With(Samples.Monitor(LegState.Talking) with { CallId = call.Id, Target = call.Legs[0].Id }));
        string path = $"/Calls/{Sid.Of(call.Id)}/Legs/{Sid.Of(call.Id, new LegId(0x115))}.json";
        App.Engine.Refuse = refusal;
        try
        {
            ExotelApp.Answer answer = await App.SendAsync("PUT", path, "Action=barge");
            Assert.Equal(status, answer.Status);
            Assert.StartsWith($$$"""{"RestException":{"{{{first}}}":{{{status}}},"{{{(first == "Code" ? "Status" : "Code")}}}":{{{status}}},"Message":"{{{message}}}""", answer.Body, StringComparison.Ordinal);
            Assert.Equal("""{"RestException":{"Code":404,"Status":404,"Message":"Not Found"}}""", (await App.SendAsync("PUT", path, "Action=hangup")).Body);
        }
        finally
        {
            App.Engine.Refuse = Refusal.None;
        }
    }

    [Theory]
    [InlineData("Authorization: Basic %%%")]
    [InlineData("Authorization: Basic")]
    [InlineData("Authorization: Bearer azN5OnQwa2Vu")]
    [InlineData("Authorization: Basic azN5")]
    [InlineData("X-Nothing: 1")]
    public async Task Whoever_proves_nothing_is_asked_for_credentials(string header)
    {
        string answer = await TalkAsync($"GET /v1/Accounts/acme/Calls HTTP/1.1\r\nHost: a\r\n{header}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
        Assert.Contains("WWW-Authenticate: Basic realm=\"Undertone\", charset=\"UTF-8\"\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("<RestException><Status>401</Status><Code>401</Code><Message>Authentication failed", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_waits_for_a_100_before_it_sends_its_body_gets_it()
    {
        string credentials = Convert.ToBase64String(Encoding.ASCII.GetBytes(Right));
        string answer = await TalkAsync(
            $"POST /v1/Accounts/acme/Calls/connect HTTP/1.1\r\nHost: a\r\nAuthorization: basic {credentials}\r\nExpect: 100-continue\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 17\r\nConnection: close\r\n\r\n",
            "From=2000&To=2001");
        Assert.StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
    }

    private static CallSnapshot Call(int sequence) => ExotelSamples.Answered() with { Id = new CallId(1651057476, sequence) };

    /// <summary>Sends what no client library would, and the rest once the server has said something; returns all that comes back.</summary>
    private async Task<string> TalkAsync(string head, string? rest = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, App.Host.Address.Port, patience.Token);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), patience.Token);
        using var answer = new MemoryStream();
        if (rest is not null)
        {
            byte[] first = new byte[1024];
            answer.Write(first, 0, await stream.ReadAsync(first, patience.Token));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(rest), patience.Token);
        }

        await stream.CopyToAsync(answer, patience.Token);
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
