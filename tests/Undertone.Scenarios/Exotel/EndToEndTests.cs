using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Phone.Hearing;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers;

namespace Undertone.Scenarios.Exotel;

/// <summary>
/// The whole story of a supervised call as an integration goes through it: placed by the API, an agent and a customer outside, a supervisor who
/// listens, whispers and barges, hang-up, callbacks, and what is found afterwards. What each ear hears is measured after each step.
/// </summary>
[Collection(ExotelStage.Name)]
public sealed class EndToEndTests(ExotelStage stage)
{
    private const string Agent = "2000";
    private const string Customer = "09052161119";
    private const string Supervisor = "3000";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_Call_Is_Placed_Supervised_And_Told_From_Beginning_To_End(bool isJson)
    {
        using var client = new ExotelClient(stage, isJson);
        string path = $"/ok/{(isJson ? "json" : "form")}";
        SimulatedPhone agent = await Phones.RegisterAsync(stage.Process, Agent, 600, AnswerPolicy.Never);
        SimulatedPhone supervisor = await Phones.RegisterAsync(stage.Process, Supervisor, 1600, AnswerPolicy.Never);
        try
        {
            string type = isJson ? "application/json" : "multipart/form-data";
            JsonNode call = (await client.DoAsync(
                HttpMethod.Post,
                "/Calls/connect",
                ("From", Agent),
                ("To", Customer),
                ("CallerId", ExotelStage.ExoPhone),
                ("CustomField", "order 4711"),
                ("StatusCallback", stage.Receiver.Url($"{path}/call?key=a%7Eb+c")),
                ("StatusCallbackEvents[0]", "terminal"),
                ("StatusCallbackEvents[1]", "answered"),
                ("StatusCallbackContentType", type)))["Call"]!;
            string sid = (string)call["Sid"]!;
            Assert.Equal("in-progress", (string?)call["Status"]);
            Assert.Equal((Agent, Customer, ExotelStage.ExoPhone), ((string?)call["From"], (string?)call["To"], (string?)call["PhoneNumberSid"]));
            PhoneCall agentCall = await agent.NextIncomingCallAsync();
            Assert.Equal(ExotelStage.ExoPhone, agentCall.FarNumber);
            await AssertErrorAsync(client, HttpMethod.Get, $"/Calls/{sid}/ActiveLegs", HttpStatusCode.NotFound, "Code");

            await agentCall.AnswerAsync();
            JsonNode told = await ToldAsync($"{path}/call", 0);
            Assert.Equal(("answered", "in-progress", ""), (Text(told, "EventType"), Text(told, "Legs", 0, "Status"), Text(told, "Legs", 1, "Status")));
            PhoneCall customerCall = await stage.Carrier.NextIncomingCallAsync();
            Assert.Equal(ExotelStage.ExoPhone, customerCall.FarNumber);
            Assert.Equal(["outbound"], (await LegsAsync(client, sid)).Select(leg => (string)leg["Origin"]!));

            await customerCall.AnswerAsync();
            await customerCall.WaitForAsync(PhoneCallState.Talking);
            told = await ToldAsync($"{path}/call", 1);
            Assert.Equal(("answered", "in-progress", "in-progress"), (Text(told, "EventType"), Text(told, "Legs", 0, "Status"), Text(told, "Legs", 1, "Status")));
            List<JsonNode> legs = await LegsAsync(client, sid);
            Assert.Equal(["outbound", "outbound-dial"], legs.Select(leg => (string)leg["Origin"]!));
            string agentLeg = (string)legs[0]["Sid"]!;
            await AssertHearingAsync("two parties", agentCall, customerCall, null, []);

            JsonNode monitor = (await client.DoAsync(
                HttpMethod.Post,
                $"/Calls/{sid}/Legs",
                ("Action", "listen"),
                ("TargetLegSid", ""),
                ("PhoneNumber", Supervisor),
                ("CustomField", "coach 7"),
                ("StatusCallback", stage.Receiver.Url($"{path}/leg?key=s%2fecret")),
                ("StatusCallbackContentType", type),
                ("StatusCallbackEvents[0]", "terminal")))["Leg"]!;
            string leg = (string)monitor["Sid"]!;
            Assert.Equal(("in-progress", "monitor", "listen"), ((string?)monitor["Status"], (string?)monitor["Origin"], (string?)monitor["LastAction"]));
            PhoneCall supervisorCall = await supervisor.NextIncomingCallAsync();
            await AssertErrorAsync(
                client, HttpMethod.Post, $"/Calls/{sid}/Legs", HttpStatusCode.BadRequest, "Status", ("Action", "listen"), ("PhoneNumber", Supervisor));
            await supervisorCall.AnswerAsync();
            await supervisorCall.WaitForAsync(PhoneCallState.Talking);
            JsonNode listed = (await LegsAsync(client, sid))[2];
            Assert.Equal(("monitor", "listen", Supervisor, Supervisor), (Text(listed, "Origin"), Text(listed, "LastAction"), Text(listed, "PhoneNumber"), Text(listed, "EndUserNumber")));
            await AssertHearingAsync("listen", agentCall, customerCall, supervisorCall, []);

            await AssertErrorAsync(client, HttpMethod.Put, $"/Calls/{sid}/Legs/{leg}", HttpStatusCode.BadRequest, "Status", ("Action", "whisper"));
            monitor = (await client.DoAsync(HttpMethod.Put, $"/Calls/{sid}/Legs/{leg}", ("Action", "whisper"), ("TargetLegSid", agentLeg)))["Leg"]!;
            Assert.Equal(("whisper", leg), ((string?)monitor["LastAction"], (string?)monitor["Sid"]));
            await AssertHearingAsync("whisper", agentCall, customerCall, supervisorCall, [Agent]);

            monitor = (await client.DoAsync(HttpMethod.Put, $"/Calls/{sid}/Legs/{leg}", ("Action", "barge")))["Leg"]!;
            Assert.Equal("barge", (string?)monitor["LastAction"]);
            await AssertHearingAsync("barge", agentCall, customerCall, supervisorCall, [Agent, Customer]);
            await AssertErrorAsync(
                client, HttpMethod.Put, $"/Calls/{sid}/Legs/{leg}", HttpStatusCode.BadRequest, "Status", ("Action", "whisper"), ("TargetLegSid", agentLeg));
            Assert.Single(supervisor.Received, message => message.Summary == "INVITE");

            JsonNode hungUp = (await client.DoAsync(HttpMethod.Put, $"/Calls/{sid}/Legs/{leg}", ("Action", "hangup")))["Legs"]!;
            Assert.Equal(("hangup", ExotelStage.ExoPhone), ((string?)hungUp["LastAction"], (string?)hungUp["ExoPhone"]));
            await supervisorCall.WaitForAsync(PhoneCallState.Ended);
            told = await ToldAsync($"{path}/leg", 0);
            Assert.Equal(
                ("terminal", "completed", "hangup", "monitor", "coach 7", leg),
                (Text(told, "EventType"), Text(told, "Status"), Text(told, "LastAction"), Text(told, "Origin"), Text(told, "CustomField"), Text(told, "LegSid")));
            await AssertErrorAsync(client, HttpMethod.Put, $"/Calls/{sid}/Legs/{leg}", HttpStatusCode.NotFound, "Code", ("Action", "barge"));
            await AssertHearingAsync("after the monitor", agentCall, customerCall, null, []);

            await customerCall.HangUpAsync();
            await agentCall.WaitForAsync(PhoneCallState.Ended);
            told = await ToldAsync($"{path}/call", 2);
            Assert.Equal(
                ("terminal", "completed", "order 4711", "completed", "completed"),
                (Text(told, "EventType"), Text(told, "Status"), Text(told, "CustomField"), Text(told, "Legs", 0, "Status"), Text(told, "Legs", 1, "Status")));
            await AssertErrorAsync(client, HttpMethod.Get, $"/Calls/{sid}/ActiveLegs", HttpStatusCode.NotFound, "Code");
            call = (await client.DoAsync(HttpMethod.Get, $"/Calls/{sid}?details=true"))["Call"]!;
            Assert.Equal(("completed", "1.000"), ((string?)call["Status"], (string?)call["Price"]));
            Assert.Equal("completed", (string?)call["Details"]!["Leg2Status"]);
            JsonArray ended = (await client.DoAsync(HttpMethod.Get, $"/Calls/{sid}/Legs"))["legs"]!.AsArray();
            Assert.Equal(["outbound", "outbound-dial", "monitor"], ended.Select(each => (string)each!["Origin"]!));
            JsonNode page = await client.DoAsync(HttpMethod.Get, $"/Calls?Sid={sid}");
            Assert.Equal(sid, (string?)page["Calls"]!.AsArray().Single()!["Sid"]);

            Assert.All(stage.Receiver.Received.Where(each => each.Path == $"{path}/call"), each => Assert.Equal("?key=a%7Eb+c", each.Query));
            Assert.All(stage.Receiver.Received.Where(each => each.Path == $"{path}/leg"), each => Assert.Equal("?key=s%2fecret", each.Query));
            await client.DoAsync(HttpMethod.Get, "");
            await client.DoAsync(HttpMethod.Get, "/IncomingPhoneNumbers");
            await AssertErrorAsync(client, HttpMethod.Delete, $"/Calls/{sid}", HttpStatusCode.MethodNotAllowed, "Status");
            await SecondXmlParser.AssertReadsAlikeAsync(client.XmlAnswers);
        }
        finally
        {
            await Phones.EndAsync(agent);
            await Phones.EndAsync(supervisor);
        }
    }

    private static async Task<List<JsonNode>> LegsAsync(ExotelClient client, string sid)
        => [.. (await client.DoAsync(HttpMethod.Get, $"/Calls/{sid}/ActiveLegs"))["Legs"]!.AsArray().Select(leg => leg!)];

    private static async Task AssertErrorAsync(
        ExotelClient client, HttpMethod method, string path, HttpStatusCode expected, string first, params (string Name, string Value)[] fields)
    {
        (HttpStatusCode status, JsonNode answer) = await client.SendAsync(method, path, fields);
        JsonObject error = answer["RestException"]!.AsObject();
        Assert.Equal((expected, first, $"{(int)expected}"), (status, error.First().Key, error.First().Value!.ToString()));
    }

    private static async Task AssertHearingAsync(string title, PhoneCall agent, PhoneCall customer, PhoneCall? supervisor, string[] hearSupervisor)
    {
        var expected = new Dictionary<string, string[]>
        {
            [Agent] = [Customer, .. hearSupervisor.Where(ear => ear == Agent).Select(_ => Supervisor)],
            [Customer] = [Agent, .. hearSupervisor.Where(ear => ear == Customer).Select(_ => Supervisor)],
        };
        List<HearingParty> parties = [agent.AsParty(), customer.AsParty(Customer)];
        if (supervisor is not null)
        {
            parties.Add(supervisor.AsParty());
            expected[Supervisor] = [Agent, Customer];
        }

        await EarMeasurement.AssertAsync(title, parties, expected);
    }

    /// <summary>The callback number <paramref name="index"/> that came to a path, in one shape for both of its forms.</summary>
    private async Task<JsonNode> ToldAsync(string path, int index)
    {
        ReceivedWebhook[] Came() => [.. stage.Receiver.Received.Where(received => received.Path == path)];
        await Until.TrueAsync(() => Task.FromResult(Came().Length > index), () => $"callback {index + 1} to {path}");
        byte[] body = Came()[index].Body;
        return body[0] == '{' ? JsonNode.Parse(body)! : FormOf(Encoding.UTF8.GetString(body));
    }

    private static string Text(JsonNode told, string name) => told[name]?.ToString() ?? "";

    private static string Text(JsonNode told, string list, int index, string name)
        => told[$"{list}[{index}][{name}]"]?.ToString() ?? told[list]?[index]?[name]?.ToString() ?? "";

    private static JsonObject FormOf(string body)
    {
        var form = new JsonObject();
        string boundary = body[..body.IndexOf('\r', StringComparison.Ordinal)];
        foreach (string part in body.Split(boundary).Where(part => part.Contains("name=", StringComparison.Ordinal)))
        {
            string name = part.Split('"')[1];
            form[name] = part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..^2];
        }

        return form;
    }
}
