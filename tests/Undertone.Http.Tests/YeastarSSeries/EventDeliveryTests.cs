using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarSSeries.Events;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>How pushed events reach an application server, or do not.</summary>
public sealed class EventDeliveryTests
{
    private const string Digest = SSeriesApp.Digest;

    [Fact]
    public async Task Each_event_comes_in_order_over_a_connection_of_its_own_to_a_receiver_that_never_answers()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        await using var server = new ApplicationServer(answer: null);
        await LoginAsync(app, server.Port, "\"version\":\"1.0.2\"");
        for (int i = 0; i < 5; i++)
        {
            app.Engine.Events.Publish(Renamed($"200{i}"));
        }

        // The first waits a second for an answer; after that nobody is waited for.
        await server.WaitForAsync(1);
        app.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.WaitForAsync(5);
        Assert.Equal(["2000", "2001", "2002", "2003", "2004"], server.Requests.Select(ExtensionOf));
        Assert.All(server.Requests, request => Assert.StartsWith("POST / HTTP/1.1\r\n", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_is_tried_three_times_five_seconds_apart_and_then_the_next_event_comes()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        await using var server = new ApplicationServer("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
        await LoginAsync(app, server.Port);
        app.Engine.Events.Publish(Renamed("2000"));
        app.Engine.Events.Publish(Renamed("2001"));
        for (int attempt = 1; attempt < 3; attempt++)
        {
            await server.WaitForAsync(attempt);
            await app.Host.Log.WaitForAsync(EventIds.CallbackFailed, attempt);
            app.Host.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        await server.WaitForAsync(4);
        Assert.Equal(["2000", "2000", "2000", "2001"], server.Requests.Select(ExtensionOf));
        Assert.Contains(app.Host.Log.Lines, line => line.Id == EventIds.CallbackGivenUp && line.Text.Contains("status 500", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_newest_login_of_a_user_has_the_events_and_logout_ends_them()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        await using var first = new ApplicationServer();
        await using var second = new ApplicationServer();
        await LoginAsync(app, first.Port);
        string token = await LoginAsync(app, second.Port);
        app.Engine.Events.Publish(Renamed("2000"));
        await second.WaitForAsync(1);
        Assert.Empty(first.Requests);

        await app.PostAsync("v1.1.0/logout", null, token);
        app.Engine.Events.Publish(Renamed("2001"));
        string third = await LoginAsync(app, first.Port);
        app.Engine.Events.Publish(Renamed("2002"));
        await first.WaitForAsync(1);
        Assert.Equal("2002", ExtensionOf(Assert.Single(first.Requests)));
        Assert.Single(second.Requests);
        Assert.NotEqual(token, third);
    }

    [Fact]
    public async Task A_heartbeat_moves_the_events()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        await using var before = new ApplicationServer();
        await using var after = new ApplicationServer();
        string token = await LoginAsync(app, before.Port);
        Assert.Equal(
            """{"status":"Success"}""",
            await app.PostAsync("v1.1.0/heartbeat", $$"""{"ipaddr":"127.0.0.1","port":{{after.Port}},"url":"events"}""", token));
        app.Engine.Events.Publish(Renamed("2000"));
        await after.WaitForAsync(1);
        Assert.StartsWith("POST /events HTTP/1.1\r\n", Assert.Single(after.Requests), StringComparison.Ordinal);
        Assert.Empty(before.Requests);
    }

    [Fact]
    public async Task An_event_that_arrives_prolongs_the_token_and_none_is_sent_after_its_end()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        await using var server = new ApplicationServer();
        string token = await LoginAsync(app, server.Port);
        app.Host.Clock.Advance(TimeSpan.FromMinutes(29));
        app.Engine.Events.Publish(Renamed("2000"));
        await server.WaitForAsync(1);
        app.Host.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal("""{"status":"Success"}""", await app.PostAsync("v1.1.0/heartbeat", null, token));

        app.Host.Clock.Advance(TimeSpan.FromMinutes(30));
        app.Engine.Events.Publish(Renamed("2001"));
        string again = await LoginAsync(app, server.Port);
        app.Engine.Events.Publish(Renamed("2002"));
        await server.WaitForAsync(2);
        Assert.Equal(["2000", "2002"], server.Requests.Select(ExtensionOf));
        Assert.NotEqual(token, again);
    }

    [Fact]
    public async Task A_refreshed_token_keeps_the_events()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        await using var server = new ApplicationServer();
        string answer = await app.PostBareAsync("v1.1.0/login", $$"""{"username":"api","password":"{{Digest}}","port":{{server.Port}}}""");
        string refresh = answer.Split("\"refreshtoken\":\"")[1].Split('"')[0];
        await app.PostBareAsync("v1.1.0/token/refresh", $$"""{"refreshtoken":"{{refresh}}"}""");
        app.Engine.Events.Publish(Renamed("2000"));
        await server.WaitForAsync(1);
    }

    [Fact]
    public async Task A_restart_is_told_to_those_whose_tokens_it_ended_but_not_after_a_logout()
    {
        var targets = new FakeEventTargetStore();
        await using var server = new ApplicationServer();
        await using (SSeriesApp before = await SSeriesApp.StartAsync(targets: targets))
        {
            await LoginAsync(before, server.Port, "\"version\":\"2.0.0\",\"url\":\"events\"");
        }

        await using SSeriesApp after = await SSeriesApp.StartAsync(targets: targets);
        await server.WaitForAsync(1);
        string told = Assert.Single(server.Requests);
        Assert.StartsWith("POST /events HTTP/1.1\r\n", told, StringComparison.Ordinal);
        Assert.EndsWith($$"""{"event":"BootUp","sn":"{{SSeriesApp.Serial}}"}""", told, StringComparison.Ordinal);

        string token = await LoginAsync(after, server.Port);
        Assert.Equal(1, targets.Count);
        await after.PostAsync("v1.1.0/logout", null, token);
        Assert.Equal(0, targets.Count);
    }

    [Fact]
    public async Task A_login_works_also_while_the_store_does_not()
    {
        var targets = new FakeEventTargetStore { Fault = new IOException("disk full") };
        await using SSeriesApp app = await SSeriesApp.StartAsync(targets: targets);
        await using var server = new ApplicationServer();
        await LoginAsync(app, server.Port);
        app.Engine.Events.Publish(Renamed("2000"));
        await server.WaitForAsync(1);
        Assert.Contains(app.Host.Log.Lines, line => line.Id == EventIds.SSeriesTargetNotKept);
    }

    [Fact]
    public async Task The_metadata_service_of_a_cloud_is_no_application_server()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        await LoginAsync(app, 80, "\"url\":\"169.254.169.254:80/latest\",\"urltag\":\"1\"");
        app.Engine.Events.Publish(Renamed("2000"));
        await app.Host.Log.WaitForAsync(EventIds.CallbackFailed, 1);
        Assert.Contains(app.Host.Log.Lines, line => line.Text.Contains("callbacks may not reach", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Port_0_is_a_login_without_events()
    {
        var targets = new FakeEventTargetStore();
        await using SSeriesApp app = await SSeriesApp.StartAsync(targets: targets);
        await LoginAsync(app, 1);
        await LoginAsync(app, 0);
        Assert.Equal(0, targets.Count);
        app.Host.Services.GetRequiredService<EventReceivers>().Offer(new FactReport("BootUp", "1", (_, _) => []));
        Assert.DoesNotContain(app.Host.Log.Lines, line => line.Id == EventIds.CallbackFailed);
    }

    private static ExtensionConfigurationChanged Renamed(string number) => new(Samples.Start, number, ExtensionChangeKind.Updated, WatchedChanges.All);

    private static string ExtensionOf(string request) => request.Split("\"extid\":\"")[1].Split('"')[0];

    private static async Task<string> LoginAsync(SSeriesApp app, int port, string? more = null)
    {
        string answer = await app.PostBareAsync("v1.1.0/login", $$"""{"username":"api","password":"{{Digest}}","port":"{{port}}"{{(more is null ? "" : $",{more}")}}}""");
        return answer.Split("\"token\":\"")[1].Split('"')[0];
    }

    /// <summary>Reads each event with one receive, as the vendor's client does, and answers or does not.</summary>
    private sealed class ApplicationServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly ConcurrentQueue<string> _requests = [];
        private readonly List<Socket> _open = [];
        private readonly Task _accepting;

        public ApplicationServer(string? answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        {
            _listener.Start();
            _accepting = AcceptAsync(answer is null ? null : Encoding.ASCII.GetBytes(answer));
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public IReadOnlyList<string> Requests => [.. _requests];

        public async Task WaitForAsync(int requests)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while (_requests.Count < requests)
            {
                Assert.False(deadline.IsCancellationRequested, $"{_requests.Count} of {requests} requests");
                await Task.Delay(1);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _accepting;
            _open.ForEach(socket => socket.Dispose());
        }

        private async Task AcceptAsync(byte[]? answer)
        {
            try
            {
                byte[] buffer = new byte[1024];
                while (true)
                {
                    Socket socket = await _listener.AcceptSocketAsync();
                    _open.Add(socket);
                    int length = await socket.ReceiveAsync(buffer);
                    if (answer is not null)
                    {
                        await socket.SendAsync(answer);
                    }

                    _requests.Enqueue(Encoding.UTF8.GetString(buffer, 0, length));
                }
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
