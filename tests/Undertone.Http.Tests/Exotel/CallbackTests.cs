using System.Text;
using System.Text.Json.Nodes;
using Undertone.Http.Exotel;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Tests.Exotel;

/// <summary>What receivers are told, field by field.</summary>
public sealed class CallbackTests : IAsyncLifetime
{
    private readonly FakeReceiver _receiver = new();
    private ExotelApp _app = null!;

    public async Task InitializeAsync() => _app = await ExotelApp.StartAsync(receiver: _receiver);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("StatusCallbackEvents[0]=terminal&StatusCallbackEvents[1]=answered")]
    [InlineData("StatusCallbackEvents[]=terminal&StatusCallbackEvents[]=answered")]
    [InlineData("StatusCallbackEvents=terminal,answered")]
    [InlineData("StatusCallbackEvents=terminal&statuscallbackevents=Answered")]
    [InlineData("StausCallbackEvents=terminal,answered")]
    public async Task Answers_and_the_end_of_a_call_are_told_in_order_whichever_way_the_events_are_spelt(string events)
    {
        string reference = await PlaceAsync($"{events}&StatusCallbackContentType=application/json&CustomField=order%204711");
        Run(reference);
        await _receiver.WaitForAsync(3);

        Assert.All(_receiver.Attempts, attempt => Assert.Equal(("http://crm.example/c?key=a%7Eb+c%2f", "application/json"), (attempt.Url.OriginalString, attempt.ContentType)));
        JsonObject[] told = [.. _receiver.Bodies.Select(body => JsonNode.Parse(body)!.AsObject())];
        Assert.Equal(["answered", "answered", "terminal"], told.Select(each => (string)each["EventType"]!));
        Assert.Equal("""[{"OnCallDuration":0,"Status":"in-progress","AnsweredBy":"NA"},{"OnCallDuration":0,"Status":null,"AnsweredBy":"NotSure"}]""", told[0]["Legs"]!.ToJsonString());
        Assert.Equal("in-progress", (string)told[1]["Legs"]![1]!["Status"]!);
        Assert.Equal(
            [
                "CallSid", "EventType", "DateCreated", "DateUpdated", "Status", "To", "From", "PhoneNumberSid", "StartTime", "EndTime", "ConversationDuration",
                "RecordingUrl", "Direction", "CustomField", "Legs",
            ],
            told[2].Select(field => field.Key));
        Assert.Equal(
            ("completed", "order 4711", 66, "outbound-api"), ((string)told[2]["Status"]!, (string)told[2]["CustomField"]!, (int)told[2]["ConversationDuration"]!, (string)told[2]["Direction"]!));
        Assert.Equal(2, told[2]["Legs"]!.AsArray().Count);
    }

    [Fact]
    public async Task Without_events_four_fields_are_told_at_the_end_as_form_data()
    {
        Run(await PlaceAsync("StatusCallbackContentType=application/json"));
        await _receiver.WaitForAsync(1);

        Callback attempt = Assert.Single(_receiver.Attempts);
        string boundary = attempt.ContentType["multipart/form-data; boundary=".Length..];
        string part(string name, string value) => $"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";
        Assert.Equal(
            part("CallSid", Sid.Of(ExotelSamples.Answered().Id)) + part("Status", "completed") + part("RecordingUrl", "") + part("DateUpdated", "2022-04-27 16:35:46") + $"--{boundary}--\r\n",
            Encoding.UTF8.GetString(attempt.Body!));
    }

    [Fact]
    public async Task Only_answers_are_told_if_only_they_are_asked_for_and_in_form_data_with_brackets()
    {
        Run(await PlaceAsync("StatusCallbackEvents[0]=answered"));
        await _receiver.WaitForAsync(2);
        await _app.Host.Outbox.WaitUntilEmptyAsync();

        Assert.Equal(2, _receiver.Attempts.Count);
        Assert.Contains("name=\"Legs[0][Status]\"\r\n\r\nin-progress\r\n", _receiver.Bodies.First(), StringComparison.Ordinal);
        Assert.Contains("name=\"Legs[1][Status]\"\r\n\r\n\r\n", _receiver.Bodies.First(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CallFailureReason.None, "completed", "30", "barge")]
    [InlineData(CallFailureReason.Busy, "busy", "0", "barge")]
    [InlineData(CallFailureReason.NoAnswer, "no-answer", "0", "barge")]
    [InlineData(CallFailureReason.Cancelled, "canceled", "0", "barge")]
    [InlineData(CallFailureReason.Unreachable, "failed", "0", "barge")]
    public async Task The_end_of_a_supervisors_leg_is_told_once_with_fourteen_texts(CallFailureReason failure, string status, string seconds, string action)
    {
        CallSnapshot call = ExotelSamples.Answered();
        _app.Engine.Put(call);
        await _app.SendAsync(
            "POST",
            $"/Calls/{Sid.Of(call.Id)}/Legs",
            "Action=listen&PhoneNumber=2008&CustomField=coach&StatusCallback=http://crm.example/leg&StatusCallbackContentType=application/json");
        string reference = _app.Engine.FindCall(call.Id)!.Monitors[0].Reference;
        LegRecord leg = ExotelMonitors.Ended(call.Id, 0x200, Samples.Start.AddSeconds(20), Samples.Start.AddSeconds(50), reference, failure);
        _app.Engine.Events.Publish(new LegEnded(leg.EndedAt, leg));
        await _receiver.WaitForAsync(1);
        await _app.Host.Outbox.WaitUntilEmptyAsync();

        JsonObject told = JsonNode.Parse(Assert.Single(_receiver.Bodies))!.AsObject();
        Assert.Equal(
            [
                "LegSid", "CallSid", "AccountSid", "DateCreated", "DateUpdated", "StartTime", "EndTime", "PhoneNumber", "Status", "OnCallDuration", "Origin", "LastAction",
                "CustomField", "EventType",
            ],
            told.Select(field => field.Key));
        Assert.Equal(
            (Sid.Of(call.Id, leg.Id), status, seconds, action, "coach", "terminal"),
            ((string)told["LegSid"]!, (string)told["Status"]!, (string)told["OnCallDuration"]!, (string)told["LastAction"]!, (string)told["CustomField"]!, (string)told["EventType"]!));
        Assert.Equal("status 200", _app.Accounts.OutcomeOf(call.Id, leg.Id));
    }

    [Fact]
    public async Task A_receiver_that_fails_is_tried_twice_more_and_holds_up_nobody_else()
    {
        _receiver.Answer = (callback, _) => Task.FromResult(new CallbackResult(callback.Url.Host == "crm.example" ? 302 : 200, ""));
        Run(await PlaceAsync("StatusCallbackEvents[0]=terminal"));
        await _receiver.WaitForAsync(1);
        CallSnapshot second = ExotelSamples.Answered(await PlaceAsync("StatusCallbackEvents[0]=terminal", "http://other.example/")) with { Id = new CallId(1, 1) };
        _app.End(second, Samples.Start.AddSeconds(9));
        await _receiver.WaitForAsync(2);
        Assert.Equal("other.example", _receiver.Attempts[1].Url.Host);

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (_app.Host.Outbox.Entries.Count > 0)
        {
            Assert.False(deadline.IsCancellationRequested, "the callback is never given up");
            _app.Host.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(1);
        }

        Assert.Equal(3, _receiver.Attempts.Count(attempt => attempt.Url.Host == "crm.example"));
    }

    [Fact]
    public async Task What_an_earlier_run_has_left_behind_goes_out_at_the_start()
    {
        var outbox = new FakeOutbox();
        await outbox.CommitAsync(
            new FactBatch { Callbacks = [new OutboxEntry(0, "exotel", $"{Sid.Of(new CallId(1, 2))} http://crm.example/?a=%7E", 1, Encoding.UTF8.GetBytes("{}"))] }, default);
        var receiver = new FakeReceiver();
        await using ExotelApp again = await ExotelApp.StartAsync(receiver: receiver, outbox: outbox);
        await receiver.WaitForAsync(1);
        await outbox.WaitUntilEmptyAsync();

        Assert.Equal(("http://crm.example/?a=%7E", "application/json"), (receiver.Attempts[0].Url.OriginalString, receiver.Attempts[0].ContentType));
    }

    private async Task<string> PlaceAsync(string more, string url = "http://crm.example/c?key=a%7Eb+c%2f")
    {
        ExotelApp.Answer answer = await _app.SendAsync("POST", "/Calls/connect", $"From=2000&To=09052161119&StatusCallback={Uri.EscapeDataString(url)}&{more}");
        Assert.Equal(200, answer.Status);
        return _app.Engine.Commands.OfType<PlaceCall>().Last().Reference;
    }

    private void Run(string reference)
    {
        _app.Engine.Events.Publish(new CallerAnswered(Samples.Start.AddSeconds(2), ExotelSamples.Alerting(reference)));
        _app.Engine.Events.Publish(new CallChanged(Samples.Start.AddSeconds(4), ExotelSamples.Answered(reference)));
        _app.Engine.Events.Publish(new CallChanged(Samples.Start.AddSeconds(5), ExotelSamples.Answered(reference)));
        _app.End(ExotelSamples.Answered(reference), Samples.Start.AddSeconds(70));
    }
}
