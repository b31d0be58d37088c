using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers;

namespace Undertone.Scenarios.PSeries;

/// <summary>Webhooks beside the event socket: the same events, in the same order, signed; and nobody waits for a receiver that does not take them.</summary>
[Collection(PSeriesStage.Name)]
public sealed class WebhookTests(PSeriesStage stage)
{
    private const string Secret = "SAMPLEaQ9EtMnYoHUnjbVo6sA8CbXXXX";

    [Fact]
    public async Task AReceiver_GetsTheEventsOfTheSocket_WhileOthersAreDownOrStuck()
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        await UpdateAsync(
            "\"enb_webhook_event_push\":1,\"webhook_event_push_timeout\":3,\"webhook_event_push_retry_count\":1,\"webhook_event_push_list\":["
            + $$"""{"url":"{{receiver.Url("/stuck")}}","event_ids":[0]},{"url":"{{receiver.Url("/broken")}}","event_ids":[0]},{"url":"http://127.0.0.1:1/"},"""
            + $$"""{"url":"{{receiver.Url("/ok")}}","secret":"{{Secret}}","request_method":"POST","event_ids":[30011,30012]},"""
            + $$"""{"url":"{{receiver.Url("/get?office=1")}}","secret":"{{Secret}}","request_method":"GET","event_ids":[30012]}]""");
        await using EventSubscription socket = await EventSubscription.OpenAsync(stage.Server, stage.Api, 30011, 30012);
        SimulatedPhone caller = await Phones.RegisterAsync(stage.Server, "2005", 600, AnswerPolicy.Never);
        SimulatedPhone callee = await Phones.RegisterAsync(stage.Server, "2002", 1400, AnswerPolicy.Never);
        try
        {
            PhoneCall call = caller.Call("2002");
            PhoneCall ringing = await callee.NextIncomingCallAsync();
            await socket.WaitForAsync(30011, message => message.ToJsonString().Contains("\"RING\"", StringComparison.Ordinal));
            await ringing.AnswerAsync();
            await call.WaitForAnswerAsync();
            await call.HangUpAsync();
            JsonObject record = await socket.WaitForAsync(30012, message => (string)message["call_from"]! == "2005");
            await Until.TrueAsync(
                () => MessagesOf(receiver).Count == socket.Events.Count && receiver.Received.Any(r => r.Path == "/get"),
                () => $"{MessagesOf(receiver).Count} of {socket.Events.Count} events to arrive");

            Assert.Equal(socket.Events.Select(e => $"{e.Type} {e.Message.ToJsonString()}"), MessagesOf(receiver));
            ReceivedWebhook get = receiver.Received.Last(r => r.Path == "/get");
            Assert.Equal(
                $"?office=1&type=30012&sn=UNDERTONE&msg={Uri.EscapeDataString(record.ToJsonString())}", Normalise(get.Query));
            Assert.All(receiver.Received.Where(r => r.Path is "/ok" or "/get"), r => Assert.Equal(SignatureOf(r.Body), r.Signature));
            Assert.Contains(receiver.Received, r => r.Path == "/stuck");
            Assert.Contains(receiver.Received, r => r.Path == "/broken");
        }
        finally
        {
            await Phones.EndAsync(caller);
            await Phones.EndAsync(callee);
            await UpdateAsync("\"enb_webhook_event_push\":0,\"webhook_event_push_list\":[]");
        }
    }

    private static List<string> MessagesOf(WebhookReceiver receiver)
        => [.. receiver.Received.Where(r => r.Path == "/ok").Select(r => JsonNode.Parse(r.Body)!).Select(e => $"{e["type"]} {JsonNode.Parse((string)e["msg"]!)!.ToJsonString()}")];

    // Escapes as this test writes them, whatever the server leaves unescaped.
    private static string Normalise(string query)
    {
        string[] fields = query[1..].Split('&');
        return "?" + string.Join('&', fields.Select(field => field.Split('=', 2)).Select(pair => $"{pair[0]}={Uri.EscapeDataString(Uri.UnescapeDataString(pair[1]))}"));
    }

    private static string SignatureOf(byte[] body) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), body));

    private async Task UpdateAsync(string fields)
        => Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS"}""", (await stage.Api.PostAsync("webhook/update", $"{{{fields}}}")).ToJsonString());
}
