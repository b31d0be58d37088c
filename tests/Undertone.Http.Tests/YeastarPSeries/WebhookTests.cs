using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarPSeries.Events;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Success = """{"errcode":0,"errmsg":"SUCCESS"}""";
    private const string Ids = "[30007,30008,30009,30010,30011,30012,30013,30014,30015,30022,30023]";
    private readonly FakeReceiver _receiver = new();
    private PSeriesApp _app = null!;

    public async Task InitializeAsync() => _app = await PSeriesApp.StartAsync(callbacks: _receiver);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Query_AtFirst_ShowsThatNothingIsPushed()
        => Assert.Equal(
            "{\"errcode\":0,\"errmsg\":\"SUCCESS\",\"data\":{\"enb_webhook_event_push\":0,\"webhook_event_push_list\":[],"
            + "\"webhook_event_push_timeout\":5,\"webhook_event_push_retry_count\":3,\"webhook_event_ids\":" + Ids + "}}",
            await _app.GetAsync("webhook/query"));

    [Fact]
    public async Task WhatIsUpdated_IsStored_AndShownByTheQuery()
    {
        Assert.Equal(Success, await _app.PostAsync("webhook/update",
            """{"enb_webhook_event_push":1,"webhook_event_push_list":[{"url":"http://crm.example/hook?k=1","secret":"s","request_method":"POST","event_ids":[30011,30012]},{"url":"https://crm.example/all","secret":"t","request_method":"GET","event_ids":[0]}],"webhook_event_push_timeout":3,"webhook_event_push_retry_count":5}"""));

        Assert.Equal(
            "{\"errcode\":0,\"errmsg\":\"SUCCESS\",\"data\":{\"enb_webhook_event_push\":1,\"webhook_event_push_list\":["
            + "{\"url\":\"http://crm.example/hook?k=1\",\"secret\":\"s\",\"request_method\":\"POST\",\"event_ids\":[30011,30012]},"
            + "{\"url\":\"https://crm.example/all\",\"secret\":\"t\",\"request_method\":\"GET\",\"event_ids\":[0]}],"
            + "\"webhook_event_push_timeout\":3,\"webhook_event_push_retry_count\":5,\"webhook_event_ids\":" + Ids + "}}",
            await _app.GetAsync("webhook/query"));
        Assert.Equal(2, _app.Webhooks.Saved!.Entries.Length);
        Assert.DoesNotContain(_app.Log.Lines, line => line.Text.Contains("k=1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AReceiverWithoutASecret_GetsOne_AndKeepsIt()
    {
        const string update = """{"enb_webhook_event_push":1,"webhook_event_push_list":[{"url":"http://crm.example/"}]}""";
        await _app.PostAsync("webhook/update", update);
        string secret = _app.Webhooks.Saved!.Entries[0].Secret;
        Assert.Matches("^[A-Za-z0-9]{32}$", secret);

        await _app.PostAsync("webhook/update", update);
        Assert.Equal(secret, _app.Webhooks.Saved!.Entries[0].Secret);
        await _app.PostAsync("webhook/update", """{"webhook_event_push_timeout":10}""");
        Assert.Equal((true, 10.0), (_app.Webhooks.Saved!.Enabled, _app.Webhooks.Saved.Timeout.TotalSeconds));
    }

    [Theory]
    [InlineData("nonsense", "40001", "")]
    [InlineData("""{"enb_webhook_event_push":2}""", "40002", """{"field":"enb_webhook_event_push","value":"2"}""")]
    [InlineData("""{"webhook_event_push_timeout":2}""", "40002", """{"field":"webhook_event_push_timeout","value":"2"}""")]
    [InlineData("""{"webhook_event_push_timeout":11}""", "40002", """{"field":"webhook_event_push_timeout","value":"11"}""")]
    [InlineData("""{"webhook_event_push_timeout":"5"}""", "40002", """{"field":"webhook_event_push_timeout","validation_type":"integer"}""")]
    [InlineData("""{"webhook_event_push_retry_count":0}""", "40002", """{"field":"webhook_event_push_retry_count","value":"0"}""")]
    [InlineData("""{"webhook_event_push_list":{}}""", "40002", """{"field":"webhook_event_push_list","validation_type":"array"}""")]
    [InlineData("""{"webhook_event_push_list":[1]}""", "40002", """{"field":"webhook_event_push_list","validation_type":"object"}""")]
    [InlineData("""{"webhook_event_push_list":[{}]}""", "40002", """{"field":"url","validation_type":"required"}""")]
    [InlineData("""{"webhook_event_push_list":[{"url":"ftp://crm.example/"}]}""", "40002", """{"field":"url","value":"ftp://crm.example/"}""")]
    [InlineData("""{"webhook_event_push_list":[{"url":"http://user:pw@crm.example/"}]}""", "40002", """{"field":"url","value":"http://user:pw@crm.example/"}""")]
    [InlineData("""{"webhook_event_push_list":[{"url":"http://crm.example/","request_method":"PUT"}]}""", "40002", """{"field":"request_method","value":"PUT"}""")]
    [InlineData("""{"webhook_event_push_list":[{"url":"http://crm.example/","event_ids":30011}]}""", "40002", """{"field":"event_ids","validation_type":"array"}""")]
    [InlineData("""{"webhook_event_push_list":[{"url":"http://crm.example/","event_ids":["a"]}]}""", "40002", """{"field":"event_ids","value":"a"}""")]
    [InlineData("""{"webhook_event_push_list":[{"url":"http://a/"},{"url":"http://b/"},{"url":"http://c/"},{"url":"http://d/"},{"url":"http://e/"},{"url":"http://f/"}]}""", "60002", "")]
    public async Task AMistake_IsNamed_AndNothingIsChanged(string body, string code, string wrong)
    {
        JsonNode answer = JsonNode.Parse(await _app.PostAsync("webhook/update", body))!;
        Assert.Equal(code, answer["errcode"]!.ToString());
        Assert.Equal(wrong, answer["invalid_param_list"]?[0]?.ToJsonString() ?? "");
        Assert.Null(_app.Webhooks.Saved);
    }

    [Fact]
    public async Task AnEvent_IsPostedAsItIsSentOverTheSocket_AndSigned()
    {
        await UpdateAsync("""{"url":"http://crm.example/","secret":"secret","event_ids":[30011]}""");
        _app.Engine.Events.Publish(new CallChanged(Samples.Start, Samples.InternalCall()));
        await _receiver.WaitForAsync(1);

        Callback sent = _receiver.Attempts[0];
        string body = Assert.Single(_receiver.Bodies);
        Assert.StartsWith("{\"type\":30011,\"sn\":\"3631A2124XXX\",\"msg\":\"{\\\"call_id\\\":\\\"1651057476.362\\\"", body, StringComparison.Ordinal);
        Assert.Equal("application/json", sent.ContentType);
        Assert.Equal(("X-Signature", Signature("secret", sent.Body!)), (sent.Headers[0].Key, sent.Headers[0].Value));
    }

    [Fact]
    public async Task AGet_CarriesTheThreeFieldsInTheQuery_AndSignsTheEmptyBody()
    {
        await UpdateAsync("""{"url":"http://crm.example/hook?key=1","secret":"secret","request_method":"GET"}""");
        _app.Engine.Events.Publish(new ExtensionStateChanged(Samples.Start, "2002", Undertone.Supervision.Extensions.ExtensionState.Ringing));
        await _receiver.WaitForAsync(1);

        Callback sent = _receiver.Attempts[0];
        Assert.Null(sent.Body);
        Assert.Equal(
            "http://crm.example/hook?key=1&type=30008&sn=3631A2124XXX&msg=%7B%22extension%22%3A%222002%22%2C%22status%22%3A%22Ringing%22%7D",
            sent.Url.AbsoluteUri);
        Assert.Equal(Signature("secret", []), sent.Headers[0].Value);
    }

    [Fact]
    public async Task EachReceiver_GetsWhatItWants_AndNoneWaitsForAnother()
    {
        var never = new TaskCompletionSource<CallbackResult>();
        _receiver.Answer = (callback, _) => callback.Url.Host == "stuck.example" ? never.Task : Task.FromResult(new CallbackResult(200, ""));
        await UpdateAsync("""{"url":"http://stuck.example/"},{"url":"http://records.example/","event_ids":[30012]},{"url":"http://crm.example/"}""");
        for (int i = 0; i < 3; i++)
        {
            _app.Engine.Events.Publish(new CallChanged(Samples.Start, Samples.InternalCall() with { Id = new CallId(1, i) }));
        }

        await _receiver.WaitForAsync(4);
        Assert.Equal(3, _receiver.Attempts.Count(callback => callback.Url.Host == "crm.example"));
        Assert.Equal(1, _receiver.Attempts.Count(callback => callback.Url.Host == "stuck.example"));
        Assert.DoesNotContain(_receiver.Attempts, callback => callback.Url.Host == "records.example");
        never.SetResult(new CallbackResult(200, ""));
    }

    [Fact]
    public async Task AReceiverThatIsChanged_KeepsWhatWaitsForIt_SignedWithItsNewSecret()
    {
        var first = new TaskCompletionSource<CallbackResult>();
        _receiver.Answer = (_, attempt) => attempt == 1 ? first.Task : Task.FromResult(new CallbackResult(200, ""));
        await UpdateAsync("""{"url":"http://crm.example/","secret":"old"}""");
        PublishCalls(1, 2);
        await _receiver.WaitForAsync(1);

        await UpdateAsync("""{"url":"http://crm.example/","secret":"new","event_ids":[30011]},{"url":"http://other.example/","event_ids":[30012]}""");
        await _app.PostAsync("webhook/update", """{"webhook_event_push_timeout":10}""");
        first.SetResult(new CallbackResult(200, ""));
        await _receiver.WaitForAsync(2);
        Assert.Equal(["1.1", "1.2"], _receiver.Bodies.Select(CallIdOf));
        Assert.Equal(Signature("new", _receiver.Attempts[1].Body!), _receiver.Attempts[1].Headers[0].Value);
    }

    [Fact]
    public async Task AReceiverThatIsRemoved_LosesWhatWaitsForIt()
    {
        var never = new TaskCompletionSource<CallbackResult>();
        _receiver.Answer = (_, attempt) => attempt == 1 ? never.Task : Task.FromResult(new CallbackResult(200, ""));
        await UpdateAsync("""{"url":"http://crm.example/"}""");
        PublishCalls(1);
        await _receiver.WaitForAsync(1);

        // The second receiver shows when the first has got the event into its line.
        await UpdateAsync("""{"url":"http://crm.example/"},{"url":"http://other.example/"}""");
        PublishCalls(2);
        await _receiver.WaitForAsync(2);
        await UpdateAsync("""{"url":"http://other.example/"}""");
        await UpdateAsync("""{"url":"http://crm.example/"}""");
        PublishCalls(3);
        await _receiver.WaitForAsync(3);
        Assert.Equal(
            ["crm.example 1.1", "other.example 1.2", "crm.example 1.3"],
            _receiver.Attempts.Zip(_receiver.Bodies, (callback, body) => $"{callback.Url.Host} {CallIdOf(body)}"));
    }

    [Fact]
    public async Task WhenSwitchedOff_NothingIsPushed()
    {
        await UpdateAsync("""{"url":"http://crm.example/"}""");
        await _app.PostAsync("webhook/update", """{"enb_webhook_event_push":0}""");
        // Told after the webhooks: when it has the event, they have passed it over.
        var last = new LastSink();
        _app.Services.GetRequiredService<EventHub>().Add(last);
        _app.Engine.Events.Publish(new CallChanged(Samples.Start, Samples.InternalCall()));
        await last.Told.WaitAsync(TimeSpan.FromSeconds(10));
        await _app.PostAsync("webhook/update", """{"enb_webhook_event_push":1}""");
        _app.Engine.Events.Publish(new CallChanged(Samples.Start, Samples.InternalCall() with { Id = new CallId(1, 2) }));
        await _receiver.WaitForAsync(1);
        Assert.Contains("1.2", Assert.Single(_receiver.Bodies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsDelivered_GivenUp_OrNotWantedAnyMore_LeavesTheOutbox()
    {
        var never = new TaskCompletionSource<CallbackResult>();
        _receiver.Answer = (callback, _) => callback.Url.Host == "stuck.example" ? never.Task : Task.FromResult(new CallbackResult(200, ""));
        await UpdateAsync("""{"url":"http://stuck.example/"},{"url":"http://crm.example/"}""");
        PublishCalls(1, 2);
        await _receiver.WaitForAsync(3);
        await Eventually.TrueAsync(() => _app.Outbox.Entries.Count == 2, "the callbacks are stored");
        Assert.All(_app.Outbox.Entries, entry => Assert.Equal("http://stuck.example/", entry.Receiver));

        await UpdateAsync("""{"url":"http://crm.example/"}""");
        await _app.Outbox.WaitUntilEmptyAsync();
    }

    [Fact]
    public async Task WhatWaitedWhenTheServerWasKilled_IsDeliveredBeforeWhatComesAfter()
    {
        var webhooks = new FakeWebhookStore();
        var outbox = new FakeOutbox();
        var never = new FakeReceiver { Answer = (_, _) => new TaskCompletionSource<CallbackResult>().Task };
        await using (PSeriesApp killed = await PSeriesApp.StartAsync(callbacks: never, webhooks: webhooks, outbox: outbox))
        {
            await killed.PostAsync("webhook/update", """{"enb_webhook_event_push":1,"webhook_event_push_list":[{"url":"http://crm.example/","secret":"s"}]}""");
            PublishCalls(killed, 1, 2);
            await Eventually.TrueAsync(() => outbox.Entries.Count == 2, "the callbacks are stored");
        }

        await outbox.CommitAsync(
            new FactBatch { Callbacks = [new OutboxEntry(0, "p-series", "http://gone.example/", 30011, new byte[] { 1 })] }, CancellationToken.None);
        var receiver = new FakeReceiver();
        await using PSeriesApp again = await PSeriesApp.StartAsync(callbacks: receiver, webhooks: webhooks, outbox: outbox);
        PublishCalls(again, 3);
        await receiver.WaitForAsync(3);
        Assert.Equal(["1.1", "1.2", "1.3"], receiver.Bodies.Select(CallIdOf));
        Assert.Equal(Signature("s", receiver.Attempts[0].Body!), receiver.Attempts[0].Headers[0].Value);
        await outbox.WaitUntilEmptyAsync();
    }

    private async Task UpdateAsync(string entries)
        => Assert.Equal(Success, await _app.PostAsync("webhook/update", $$"""{"enb_webhook_event_push":1,"webhook_event_push_list":[{{entries}}]}"""));

    private void PublishCalls(params int[] sequences) => PublishCalls(_app, sequences);

    private static void PublishCalls(PSeriesApp app, params int[] sequences)
    {
        foreach (int sequence in sequences)
        {
            app.Engine.Events.Publish(new CallChanged(Samples.Start, Samples.InternalCall() with { Id = new CallId(1, sequence) }));
        }
    }

    private static string CallIdOf(string body) => (string)JsonNode.Parse((string)JsonNode.Parse(body)!["msg"]!)!["call_id"]!;

    private static string Signature(string secret, byte[] body)
        => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private sealed class LastSink : IEventSink
    {
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Told => _told.Task;

        public void Offer(PSeriesEvent pSeriesEvent) => _told.TrySetResult();
    }
}
