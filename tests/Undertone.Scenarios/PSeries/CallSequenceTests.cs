using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers;

namespace Undertone.Scenarios.PSeries;

/// <summary>
/// The whole sequence of events of each kind of call between extensions, as the event socket and a webhook tell it. 2005 calls 2002; 2006 is
/// the transfer target.
/// </summary>
[Collection(PSeriesStage.Name)]
public sealed class CallSequenceTests(PSeriesStage stage) : IAsyncLifetime
{
    private readonly List<SimulatedPhone> _phones = [];
    private EventSubscription _socket = null!;
    private WebhookReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        await PostAsync("webhook/update", _receiver.Subscription("/ok", 30011, 30012, 30013, 30014, 30015));
        _socket = await EventSubscription.OpenAsync(stage.Server, stage.Api, 30011, 30012, 30013, 30014, 30015);
    }

    public async Task DisposeAsync()
    {
        await PostAsync("webhook/update", WebhookReceiver.NoSubscription);
        await _receiver.DisposeAsync();
        await _socket.DisposeAsync();
        foreach (SimulatedPhone phone in _phones)
        {
            await Phones.EndAsync(phone);
        }
    }

    [Fact]
    public async Task A_call_with_a_hold_by_request()
    {
        (PhoneCall caller, _) = await TalkAsync();
        await PostAsync("call/hold", $$"""{"channel_id":"{{await stage.Api.ChannelOfAsync("2002")}}"}""");
        await PostAsync("call/unhold", $$"""{"channel_id":"{{await stage.Api.ChannelOfAsync("2002")}}"}""");
        await caller.HangUpAsync();
        await AssertToldAsync(
            "30011 2005 ALERT, 2002 RING",
            "30011 2005 ANSWERED, 2002 ANSWER",
            "30011 2005 ANSWERED, 2002 HOLD",
            "30011 2005 ANSWERED, 2002 ANSWER",
            "30011 2005 BYE, 2002 ANSWER",
            "30012 2005 -> 2002 ANSWERED Internal");
    }

    [Fact]
    public async Task A_call_by_request_rings_the_caller_first()
    {
        SimulatedPhone caller = await PhoneAsync("2005", AnswerPolicy.Never);
        SimulatedPhone callee = await PhoneAsync("2002", AnswerPolicy.Never);
        await PostAsync("call/dial", """{"caller":"2005","callee":"2002"}""");
        await (await caller.NextIncomingCallAsync()).AnswerAsync();
        PhoneCall call = await callee.NextIncomingCallAsync();
        await _socket.WaitForAsync(30011, message => Statuses(message) == "2005 ALERT, 2002 RING");
        await call.AnswerAsync();
        await stage.Api.ChannelOfAsync("2002", "ANSWER");
        await call.HangUpAsync();
        await AssertToldAsync(
            "30011 2005 RING",
            "30011 2005 ALERT, 2002 RING",
            "30011 2005 ANSWERED, 2002 ANSWER",
            "30011 2005 ANSWERED, 2002 BYE",
            "30012 2005 -> 2002 ANSWERED Internal");
    }

    [Fact]
    public async Task A_call_that_nobody_answers()
    {
        SimulatedPhone caller = await PhoneAsync("2005", AnswerPolicy.Never);
        SimulatedPhone callee = await PhoneAsync("2002", AnswerPolicy.Never);
        PhoneCall call = caller.Call("2002");
        await callee.NextIncomingCallAsync();
        await _socket.WaitForAsync(30011, message => Statuses(message) == "2005 ALERT, 2002 RING");
        await call.CancelAsync();
        await AssertToldAsync("30011 2005 ALERT, 2002 RING", "30011 2005 BYE, 2002 RING", "30012 2005 -> 2002 NO ANSWER Internal");
    }

    [Fact]
    public async Task A_call_that_is_declined()
    {
        SimulatedPhone caller = await PhoneAsync("2005", AnswerPolicy.Never);
        SimulatedPhone callee = await PhoneAsync("2002", AnswerPolicy.Never);
        PhoneCall call = caller.Call("2002");
        PhoneCall ringing = await callee.NextIncomingCallAsync();
        await _socket.WaitForAsync(30011, message => Statuses(message) == "2005 ALERT, 2002 RING");
        await ringing.DeclineAsync();
        await call.WaitForAsync(PhoneCallState.Ended);
        await AssertToldAsync(
            "30011 2005 ALERT, 2002 RING", "30011 2005 ALERT, 2002 BYE", "30015 2005 BYE, 2002 BYE: 603 Declined", "30012 2005 -> 2002 BUSY Internal");
    }

    [Fact]
    public async Task A_blind_transfer_by_request()
    {
        (PhoneCall moved, _) = await TalkAsync();
        SimulatedPhone target = await PhoneAsync("2006", AnswerPolicy.Never);
        await PostAsync("call/transfer", $$"""{"type":"blind","channel_id":"{{await stage.Api.ChannelOfAsync("2005")}}","number":"2006","dial_permission":"2002"}""");
        PhoneCall ringing = await target.NextIncomingCallAsync();
        await _socket.WaitForAsync(30011, message => Statuses(message) == "2005 ALERT, 2006 RING");
        await ringing.AnswerAsync();
        await stage.Api.ChannelOfAsync("2006", "ANSWER");
        await moved.HangUpAsync();
        await AssertToldAsync(
            "30011 2005 ALERT, 2002 RING",
            "30011 2005 ANSWERED, 2002 ANSWER",
            "30011 2005 ALERT, 2002 BYE, 2006 RING",
            "30013 2005 ALERT, 2006 RING",
            "30011 2005 ALERT, 2006 RING",
            "30011 2005 ANSWERED, 2006 ANSWER",
            "30011 2005 BYE, 2006 ANSWER",
            "30012 2005 -> 2002 ANSWERED Internal");
    }

    [Fact]
    public async Task A_blind_transfer_by_phone_to_somebody_who_is_busy()
    {
        (PhoneCall moved, PhoneCall transferor) = await TalkAsync();
        await PhoneAsync("2006", AnswerPolicy.Busy);
        await transferor.TransferAsync("2006");
        Assert.Equal(486, await transferor.WaitForTransferAsync());
        await moved.HangUpAsync();
        await AssertToldAsync(
            "30011 2005 ALERT, 2002 RING",
            "30011 2005 ANSWERED, 2002 ANSWER",
            "30015 2005 ANSWERED, 2002 ANSWER, 2006 BYE: 486 Busy here",
            "30011 2005 ANSWERED, 2002 ANSWER, 2006 BYE",
            "30011 2005 ANSWERED, 2002 ANSWER",
            "30011 2005 BYE, 2002 ANSWER",
            "30012 2005 -> 2002 ANSWERED Internal");
    }

    [Fact]
    public async Task An_attended_transfer_by_request()
    {
        (PhoneCall moved, _) = await TalkAsync();
        SimulatedPhone target = await PhoneAsync("2006", AnswerPolicy.Never);
        string transferor = await stage.Api.ChannelOfAsync("2002");
        await PostAsync("call/transfer", $$"""{"type":"attended","channel_id":"{{transferor}}","number":"2006"}""");
        PhoneCall ringing = await target.NextIncomingCallAsync();
        await _socket.WaitForAsync(30011, message => Statuses(message) == "2005 HOLD, 2002 ANSWER, 2006 RING");
        await ringing.AnswerAsync();
        await _socket.WaitForAsync(30011, message => Statuses(message) == "2005 HOLD, 2002 ANSWER, 2006 ANSWER");
        await PostAsync("call/transfer", $$"""{"type":"attended","channel_id":"{{transferor}}","attended_operate":"complete"}""");
        await stage.Api.ChannelOfAsync("2006", "ANSWER");
        await _socket.WaitForAsync(30011, message => Statuses(message) == "2005 ANSWERED, 2006 ANSWER");
        await moved.HangUpAsync();
        await AssertToldAsync(
            "30011 2005 ALERT, 2002 RING",
            "30011 2005 ANSWERED, 2002 ANSWER",
            "30011 2005 HOLD, 2002 ANSWER, 2006 RING",
            "30011 2005 HOLD, 2002 ANSWER, 2006 ANSWER",
            "30011 2005 ALERT, 2002 BYE, 2006 ANSWER",
            "30013 2005 ALERT, 2006 ANSWER",
            "30011 2005 ALERT, 2006 ANSWER",
            "30011 2005 ANSWERED, 2006 ANSWER",
            "30011 2005 BYE, 2006 ANSWER",
            "30012 2005 -> 2002 ANSWERED Internal");
    }

    private static string Statuses(JsonObject call)
        => string.Join(", ", call["members"]!.AsArray().Select(member => $"{member!["extension"]!["number"]} {member["extension"]!["member_status"]}"));

    private static string Told(int type, JsonObject message) => type switch
    {
        30012 => $"30012 {message["call_from"]} -> {message["call_to"]} {message["status"]} {message["type"]}",
        30015 => $"30015 {Statuses(message)}: {message["reason"]}",
        _ => $"{type} {Statuses(message)}",
    };

    // Of other calls on the same server nothing is told here: all of one call share its id.
    private async Task AssertToldAsync(params string[] expected)
    {
        JsonObject record = await _socket.WaitForAsync(30012, message => (string)message["call_from"]! == "2005");
        string id = (string)record["call_id"]!;
        Assert.Equal(expected, _socket.Events.Where(e => (string?)e.Message["call_id"] == id).Select(e => Told(e.Type, e.Message)));
        await Until.TrueAsync(() => Pushed().Count == expected.Length, () => $"{expected.Length} events to be pushed; {string.Join('\n', Pushed())}");
        Assert.Equal(expected, Pushed());

        List<string> Pushed() => [.. _receiver.Events.Where(e => (string?)e.Message["call_id"] == id).Select(e => Told(e.Type, e.Message))];
    }

    private async Task<(PhoneCall Caller, PhoneCall Callee)> TalkAsync()
    {
        SimulatedPhone caller = await PhoneAsync("2005", AnswerPolicy.Never);
        SimulatedPhone callee = await PhoneAsync("2002", AnswerPolicy.Never);
        PhoneCall call = caller.Call("2002");
        PhoneCall ringing = await callee.NextIncomingCallAsync();
        await _socket.WaitForAsync(30011, message => Statuses(message) == "2005 ALERT, 2002 RING");
        await ringing.AnswerAsync();
        await call.WaitForAnswerAsync();
        await _socket.WaitForAsync(30011, message => Statuses(message) == "2005 ANSWERED, 2002 ANSWER");
        return (call, ringing);
    }

    private async Task<SimulatedPhone> PhoneAsync(string number, AnswerPolicy answering)
    {
        SimulatedPhone phone = await Phones.RegisterAsync(stage.Server, number, 600, answering);
        _phones.Add(phone);
        return phone;
    }

    private async Task PostAsync(string endpoint, string body)
    {
        JsonObject answer = await stage.Api.PostAsync(endpoint, body);
        Assert.Equal(0, (int)answer["errcode"]!);
    }
}
