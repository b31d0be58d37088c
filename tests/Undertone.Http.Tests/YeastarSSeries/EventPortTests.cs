using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarSSeries;
using Undertone.Http.YeastarSSeries.Events;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>The TCP event port of the second version.</summary>
public sealed class EventPortTests
{
    private const string Success = """{"status":"Success"}""";

    [Theory]
    [InlineData("Action: login\r\nUsername: api\r\nSecret: {0}\r\nVersion: 2.0.0\r\n\r\n", "event")]
    [InlineData("action:Login\nusername:api\nsecret:{0}\n\n", "event")]
    [InlineData("Action: login\r\nUsername: api\r\nSecret: {0}\r\nVersion: 1.0.2\r\n\r\n", "action")]
    public async Task A_client_logs_in_with_text_and_gets_an_event_on_each_line(string login, string key)
    {
        await using SSeriesApp app = await StartAsync();
        using var client = new TextClient(app);
        await client.WriteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, login, SSeriesApp.Digest));
        Assert.Equal(Success, await client.ReadLineAsync());
        Assert.Single(app.Host.Log.Lines, line => line.Id == EventIds.SSeriesSubscriberJoined);

        app.Engine.Events.Publish(new ExtensionConfigurationChanged(Samples.Start, "2000", ExtensionChangeKind.Updated, WatchedChanges.All));
        app.Engine.Events.Publish(new ExtensionConfigurationChanged(Samples.Start, "2001", ExtensionChangeKind.Created, WatchedChanges.All));
        Assert.Equal($$"""{"{{key}}":"ConfigChange","type":"extension","extid":"2000","operation":"update","sn":"{{SSeriesApp.Serial}}"}""", await client.ReadLineAsync());
        Assert.Equal($$"""{"{{key}}":"ConfigChange","type":"extension","extid":"2001","operation":"add","sn":"{{SSeriesApp.Serial}}"}""", await client.ReadLineAsync());

        client.Dispose();
        await app.Host.Log.WaitForAsync(EventIds.SSeriesSubscriberLeft, 1);
    }

    [Theory]
    [InlineData("Action: login\r\nUsername: api\r\nSecret: wrong\r\n\r\n", "20003")]
    [InlineData("Action: logoff\r\n\r\n", "10004")]
    [InlineData("Action: login\r\nUsername: api\r\n\r\n", "10004")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "10004")]
    public async Task A_wrong_login_gets_its_number_and_is_closed(string login, string errno)
    {
        await using SSeriesApp app = await StartAsync();
        using var client = new TextClient(app);
        await client.WriteAsync(login);
        Assert.Equal($$"""{"status":"Failed","errno":"{{errno}}"}""", await client.ReadLineAsync());
        Assert.Null(await client.ReadLineAsync());
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_closed_after_ten_seconds_and_one_that_says_too_much_at_once()
    {
        await using SSeriesApp app = await StartAsync();
        using var silent = new TextClient(app);
        using var talkative = new TextClient(app);
        await talkative.WriteAsync(new string('x', 2000));
        Assert.Equal("""{"status":"Failed","errno":"10004"}""", await talkative.ReadLineAsync());

        Task<string?> line = silent.ReadLineAsync();
        while (!line.IsCompleted)
        {
            app.Host.Clock.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(line, Task.Delay(1));
        }

        Assert.Null(await line);
    }

    [Fact]
    public async Task Five_wrong_logins_lock_out_here_as_over_http()
    {
        await using SSeriesApp app = await StartAsync();
        for (int i = 0; i < 5; i++)
        {
            using var client = new TextClient(app);
            await client.WriteAsync("Action: login\r\nUsername: api\r\nSecret: wrong\r\n\r\n");
            await client.ReadLineAsync();
        }

        using var right = new TextClient(app);
        await right.WriteAsync($"Action: login\r\nUsername: api\r\nSecret: {SSeriesApp.Digest}\r\n\r\n");
        Assert.Equal("""{"status":"Failed","errno":"20002"}""", await right.ReadLineAsync());
        Assert.Equal("""{"status":"Failed","errno":"20002"}""", await app.PostBareAsync("v2.0.0/login", "{}"));
    }

    [Fact]
    public async Task A_login_of_the_second_version_is_told_to_fetch_and_nothing_is_pushed_to_it()
    {
        await using SSeriesApp app = await StartAsync();
        string answer = await app.PostBareAsync("v2.0.0/login", $$"""{"username":"api","password":"{{SSeriesApp.Digest}}","port":"1"}""");
        Assert.EndsWith("\"transport\":\"TCP\"}", answer, StringComparison.Ordinal);
        app.Host.Services.GetRequiredService<EventReceivers>().Offer(new FactReport("BootUp", "1", (_, _) => []));
        Assert.DoesNotContain(app.Host.Log.Lines, line => line.Id == EventIds.CallbackFailed);
    }

    private static Task<SSeriesApp> StartAsync()
        => SSeriesApp.StartAsync(new YeastarSSeriesOptions { SerialNumber = SSeriesApp.Serial, EventPort = new IPEndPoint(IPAddress.Loopback, 0) });

    private sealed class TextClient : IDisposable
    {
        private readonly TcpClient _tcp = new();
        private readonly StreamReader _reader;

        public TextClient(SSeriesApp app)
        {
            _tcp.Connect(app.Host.Services.GetRequiredService<EventPort>().Endpoint!);
            _reader = new StreamReader(_tcp.GetStream());
        }

        public async Task WriteAsync(string text) => await _tcp.GetStream().WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));

        /// <summary>The next line; null at the end of the connection.</summary>
        public async Task<string?> ReadLineAsync()
        {
            try
            {
                return await _reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10));
            }
            catch (IOException)
            {
                return null;
            }
        }

        public void Dispose() => _tcp.Dispose();
    }
}
