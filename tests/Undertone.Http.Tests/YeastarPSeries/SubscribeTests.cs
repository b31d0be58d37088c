using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarPSeries;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class SubscribeTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private PSeriesApp _app = null!;

    public async Task InitializeAsync() => _app = await PSeriesApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task PublishedSubscription_IsAcknowledged_AndGetsItsEventsAlone()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app);
        Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS"}""", await socket.AskAsync("""{"topic_list":[30011,30012]}"""));

        Register("2000");
        Change(LegState.Alerting, LegState.Ringing);

        Assert.StartsWith("""{"type":30011,"sn":"3631A2124XXX","msg":"{\"call_id\":\"1651057476.362\",""", await socket.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heartbeat_IsAnsweredInPlainText()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app);

        Assert.Equal("heartbeat response", await socket.AskAsync("heartbeat"));
        Assert.Equal("heartbeat response", await socket.AskAsync("heartbeat"));
    }

    [Fact]
    public async Task WithoutTopics_NothingIsSent()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app);
        Register("2000");

        Assert.Equal("heartbeat response", await socket.AskAsync("heartbeat"));
    }

    [Fact]
    public async Task ASecondList_ReplacesTheFirst()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app, "[30011]");
        Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS"}""", await socket.AskAsync("""{"topic_list":[30007,1,-5,99999,1.5,1e300]}"""));

        Change(LegState.Alerting, LegState.Ringing);
        Register("2000");

        Assert.StartsWith("""{"type":30007,""", await socket.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", """{"errcode":40001,"errmsg":"PARAMETER SYNTAX ERROR"}""")]
    [InlineData("[30011]", """{"errcode":40001,"errmsg":"PARAMETER SYNTAX ERROR"}""")]
    [InlineData("", """{"errcode":40001,"errmsg":"PARAMETER SYNTAX ERROR"}""")]
    [InlineData("{}", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"topic_list","validation_type":"required"}]}""")]
    [InlineData("""{"topic_list":30011}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"topic_list","validation_type":"array"}]}""")]
    [InlineData("""{"topic_list":[30007,"30011"]}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"topic_list","value":"\"30011\""}]}""")]
    public async Task AWrongRequest_IsAnswered_AndLeavesTheTopicsAsTheyWere(string request, string answer)
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app, "[30011]");
        Assert.Equal(answer, await socket.AskAsync(request));

        Register("2000");
        Change(LegState.Alerting, LegState.Ringing);

        Assert.StartsWith("""{"type":30011,""", await socket.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoClients_GetTheSameEvents_InTheSameOrder()
    {
        using EventSocket first = await EventSocket.OpenAsync(_app, "[30007,30011]");
        using EventSocket second = await EventSocket.OpenAsync(_app, "[30011,30007]");

        Change(LegState.Alerting, LegState.Ringing);
        Register("2000");
        Change(LegState.Talking, LegState.Talking);

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(await first.ReadAsync(), await second.ReadAsync());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?access_token=EXZMpZAO86mbrKm6rFtgeb3rfcpC9uqS")]
    public async Task ABadToken_IsNotUpgraded_ButAnsweredInJson(string query)
    {
        string answer = await HandshakeAsync(_app, query);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("""{"errcode":10004,"errmsg":"TOKEN EXPIRED"}""", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGetWithoutUpgrade_IsAFailure()
        => Assert.Equal("""{"errcode":-1,"errmsg":"FAILURE"}""", await _app.GetAsync("subscribe"));

    [Fact]
    public async Task MoreSubscribersThanAllowed_AreRefused_UntilOneLeaves()
    {
        await using PSeriesApp app = await PSeriesApp.StartAsync(new YeastarPSeriesOptions { Subscribers = 1 });
        using EventSocket first = await EventSocket.OpenAsync(app);

        Assert.EndsWith(
            """{"errcode":60002,"errmsg":"MAX LIMITATION EXCEEDED"}""",
            await HandshakeAsync(app, $"?access_token={app.Token}"),
            StringComparison.Ordinal);

        await first.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        await UntilAsync(() => app.Log.Lines.Any(l => l.Id.Id == EventIds.PSeriesSubscriberLeft));
        using EventSocket second = await EventSocket.OpenAsync(app, "[30011]");
    }

    [Fact]
    public async Task TheSocket_OutlivesItsToken()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app, "[30007]");
        for (int i = 0; i < 40; i++)
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(50));
            Assert.Equal("heartbeat response", await socket.AskAsync("heartbeat"));
        }

        Assert.Equal("""{"errcode":10004,"errmsg":"TOKEN EXPIRED"}""", await _app.GetAsync("call/query"));
        Register("2000");
        Assert.StartsWith("""{"type":30007,""", await socket.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SixtySecondsOfSilence_CloseTheSocket()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app, "[30007]");

        Task<WebSocketCloseStatus?> closed = socket.ReadCloseAsync();
        for (int i = 0; i < 10 && !closed.IsCompleted; i++)
        {
            // Once is enough unless the acknowledgement is noted as sent only now. Moved on without a pause, the clock would also cut short
            // the time that the server grants for the closing handshake.
            _app.Clock.Advance(TimeSpan.FromSeconds(60));
            await Task.WhenAny(closed, Task.Delay(TimeSpan.FromSeconds(2)));
        }

        Assert.Equal(WebSocketCloseStatus.NormalClosure, await closed);
        await UntilAsync(() => _app.Log.Lines.Any(l => l.Id.Id == EventIds.PSeriesSubscriberLeft && l.Text.Contains("Idle", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Events_KeepAClientAlive_ThatNeverSpeaks()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app, "[30007]");
        for (int i = 0; i < 10; i++)
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(50));
            Register("2000");
            Assert.StartsWith("""{"type":30007,""", await socket.ReadAsync(), StringComparison.Ordinal);

            // What the client has read may not have been noted as sent yet; an answer shows that the sender has gone on.
            Assert.Equal("heartbeat response", i == 9 ? await socket.AskAsync("heartbeat") : "heartbeat response");
        }
    }

    [Fact]
    public async Task AMessageAboveTheLimit_ClosesTheSocket()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app);
        await socket.SendAsync(new string('x', 20_000));

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await socket.ReadCloseAsync());
    }

    [Fact]
    public async Task AMessageInSeveralFrames_IsReadAsOne()
    {
        using EventSocket socket = await EventSocket.OpenAsync(_app);
        await socket.Socket.SendAsync("heart"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
        await socket.Socket.SendAsync("beat"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        Assert.Equal("heartbeat response", await socket.ReadAsync());
    }

    [Fact]
    public async Task ASlowClient_IsCut_AndDelaysNobody()
    {
        await using PSeriesApp app = await PSeriesApp.StartAsync(new YeastarPSeriesOptions { SubscriberQueueFrames = 10 });
        using EventSocket slow = await EventSocket.OpenAsync(app, "[30007]");
        using EventSocket quick = await EventSocket.OpenAsync(app, "[30007]");
        string bulk = new('a', 64 * 1024);

        // Each event is read by the quick client before the next is made; the slow one reads nothing, until the kernel's buffers and its queue are full.
        for (int i = 0; i < 2_000 && !app.Log.Lines.Any(l => l.Id.Id == EventIds.PSeriesSubscriberTooSlow); i++)
        {
            app.Engine.Events.Publish(new ExtensionRegistrationChanged(Samples.Start, "2000", true, bulk));
            Assert.StartsWith("""{"type":30007,""", await quick.ReadAsync(), StringComparison.Ordinal);
        }

        await UntilAsync(() => app.Log.Lines.Any(l => l.Id.Id == EventIds.PSeriesSubscriberTooSlow));
        Assert.Equal("heartbeat response", await quick.AskAsync("heartbeat"));
    }

    [Fact]
    public async Task AClientThatVanishes_IsForgotten()
    {
        using (EventSocket socket = await EventSocket.OpenAsync(_app, "[30007]"))
        {
            socket.Socket.Abort();
        }

        await UntilAsync(() => _app.Log.Lines.Any(l => l.Id.Id == EventIds.PSeriesSubscriberLeft));
        Assert.DoesNotContain(_app.Log.Lines, l => l.Id.Id == EventIds.RequestFailed);
    }

    [Fact]
    public async Task AStoppingServer_ClosesItsSockets()
    {
        PSeriesApp app = await PSeriesApp.StartAsync();
        using EventSocket socket = await EventSocket.OpenAsync(app, "[30007]");

        Task<WebSocketCloseStatus?> closed = socket.ReadCloseAsync();
        await app.DisposeAsync();

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await closed);
    }

    private void Register(string number) => _app.Engine.Events.Publish(new ExtensionRegistrationChanged(Samples.Start, number, true, "192.0.2.7"));

    private void Change(params LegState[] states)
        => _app.Engine.Events.Publish(new CallChanged(Samples.Start, Samples.InternalCall().WithStates(states)));

    private static async Task<string> HandshakeAsync(PSeriesApp app, string query)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /openapi/v1.0/subscribe{query} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        byte[] buffer = new byte[4096];
        int length = 0;
        using var patience = new CancellationTokenSource(Patience);
        while (!Encoding.ASCII.GetString(buffer, 0, length).Contains("\"}", StringComparison.Ordinal))
        {
            int read = await client.GetStream().ReadAsync(buffer.AsMemory(length), patience.Token);
            Assert.NotEqual(0, read);
            length += read;
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(5, patience.Token);
        }
    }
}
